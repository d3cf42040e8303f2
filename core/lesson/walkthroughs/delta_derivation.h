#pragma once

#include "core/lesson/network_exhibits.h"
#include "core/lesson/walkthroughs/chain_rule.h"

namespace deltascope {

/// What tells one of the blocks "backpropagating the gradients" from the others; sizes and numbers come from
/// the network.
struct DeltaBlock {
    const char *id, *slug, *title, *subtitle;
    const char *from,
        *to;  ///< the layer whose weights are gone back through, the layer whose deltas come out
    /// Formulas: the chain, its three factors as chips, and what the second and the third of them are.
    const char *chain, *known, *weight, *slope, *whereWeight, *whereSlope;
    std::vector<SettingSpec> settings;  ///< which of the numbers that `from` reads: its index, or its offset
};

/// The layers that a block goes back through.
struct DeltaRoute {
    int from, to;

    DeltaRoute(const Network<double>& network, const DeltaBlock& block);
    /// Between `to` and the weights stands an activation, and in front of a convolution pooling, too.
    bool isPooled() const { return from - to == 3; }
};

/// One block on one example: the number that it derives and what stands around it.
struct DeltaDerivation {
    NetworkExample example;
    const DeltaBlock& block;
    DeltaRoute route;
    Cell read;    ///< an activation that `from` reads
    Cell source;  ///< the number z that it came from: of the cells that went into it the winner, or the first

    /// Derives the number that is element `offset` of what `from` reads.
    DeltaDerivation(NetworkExample on, const DeltaBlock& which, Index offset);

    const Network<double>& network() const { return example->network(); }
    std::string tensor(int l, const char* quantity) const { return network().layerName(l) + quantity; }
    std::string deltas() const { return tensor(route.from, ".delta"); }
    std::string weights() const { return tensor(route.from, ".weight"); }
    bool isConvolution() const { return layerKindOf(network(), route.from) == "conv2d"; }
    bool isMaxPooled() const { return layerKindOf(network(), route.to + 2) == "max_pool"; }

    Explanation explain(const Cell& cell) const { return *example->explain(cell); }
    Exhibit whole(const std::string& name) const { return networkExhibit(*example, name); }
    /// The map that `read` lies in; all of a tensor that has no maps.
    Exhibit mapOf(const std::string& name) const { return deltascope::mapOf(*example, name, map()); }
    /// One number by itself.
    Exhibit alone(const Cell& cell) const;
    std::string name(const Cell& cell) const { return elementText(whole(cell.tensor), cell); }
    /// The cells of `from` that read the activation, in its tensor `name`: "conv2.output", "conv2.delta".
    std::vector<Cell> readers(const std::string& name) const;
    /// The map, of both `read` and `source`; 0 where there are none.
    Index map() const { return read.index.size() == 3 ? read.index[0] : 0; }
};

/// The cell of the same layer and place in the layer's deltas.
Cell deltaAt(Cell output);

/// How many steps derive the one number, on this network; the first of them is the walkthrough's first.
Index derivationSteps(const Network<double>& network, const DeltaBlock& block);
/// These steps: what is wanted, the chain, what is known, "where", the bracket (both views where there are
/// two), the way through pooling and slope, the product.
StepMakers derivation(const std::shared_ptr<const DeltaDerivation>& lesson);

}  // namespace deltascope
