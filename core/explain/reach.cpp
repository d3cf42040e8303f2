#include "core/explain/reach.h"

#include <algorithm>

namespace deltascope {
namespace {

using Flags = std::vector<char>;

std::vector<Index> offsetsOf(const Flags& flags) {
    std::vector<Index> offsets;
    for (std::size_t i = 0; i < flags.size(); ++i)
        if (flags[i]) offsets.push_back(static_cast<Index>(i));
    return offsets;
}

Flags flagsFor(const Shape& shape) { return Flags(static_cast<std::size_t>(shape.size())); }

void checkPlace(const Shape& shape, Index offset) {
    require(offset >= 0 && offset < shape.size(), "element ", offset, " of ", shape.text());
}

}  // namespace

template <typename Scalar>
std::vector<CellSet> receptiveField(const Network<Scalar>& network, int layer, Index offset) {
    checkPlace(network.outputShape(layer), offset);
    Flags wanted = flagsFor(network.outputShape(layer));
    wanted[static_cast<std::size_t>(offset)] = 1;
    std::vector<CellSet> field;
    for (int l = layer; l >= 1; --l) {
        Flags inputs = flagsFor(network.outputShape(l - 1));
        for (Index input = 0; input < network.outputShape(l - 1).size(); ++input) {
            const std::vector<Link> links = network.layer(l).linksFrom(input);
            inputs[static_cast<std::size_t>(input)] = std::any_of(
                links.begin(), links.end(),
                [&](const Link& link) { return wanted[static_cast<std::size_t>(link.output)] != 0; });
        }
        field.push_back({l - 1, offsetsOf(inputs)});
        wanted = std::move(inputs);
    }
    return field;
}

template <typename Scalar>
std::vector<CellSet> reachOf(const Network<Scalar>& network, int layer, Index offset) {
    checkPlace(network.outputShape(layer), offset);
    std::vector<Index> sources{offset};
    std::vector<CellSet> reach;
    for (int l = layer + 1; l <= network.layerCount(); ++l) {
        Flags outputs = flagsFor(network.outputShape(l));
        for (const Index source : sources)
            for (const Link& link : network.layer(l).linksFrom(source))
                outputs[static_cast<std::size_t>(link.output)] = 1;
        sources = offsetsOf(outputs);
        reach.push_back({l, sources});
    }
    return reach;
}

CellBox boxAround(const CellSet& cells, const Shape& shape) {
    require(!cells.offsets.empty(), "a box around no cells");
    CellBox box{shape.size(), shape.size(), 0, 0};
    for (const Index offset : cells.offsets) {
        const auto index = shape.indexAt(offset);
        const bool isVector = shape.rank() == 1;
        const Index row = isVector ? index[0] : index[static_cast<std::size_t>(shape.rank()) - 2];
        const Index column = isVector ? 0 : index[static_cast<std::size_t>(shape.rank()) - 1];
        box = {std::min(box.top, row), std::min(box.left, column), std::max(box.bottom, row),
               std::max(box.right, column)};
    }
    return box;
}

template std::vector<CellSet> receptiveField(const Network<float>&, int, Index);
template std::vector<CellSet> receptiveField(const Network<double>&, int, Index);
template std::vector<CellSet> reachOf(const Network<float>&, int, Index);
template std::vector<CellSet> reachOf(const Network<double>&, int, Index);

}  // namespace deltascope
