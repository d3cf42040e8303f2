#include "core/lesson/exhibit.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

/// The shape of the whole tensor that the values are a part of.
const Shape& wholeShape(const Exhibit& exhibit) {
    return exhibit.tensorShape.rank() == 0 ? exhibit.values.shape() : exhibit.tensorShape;
}

bool isInside(const std::vector<Index>& index, const Shape& shape) {
    if (static_cast<int>(index.size()) != shape.rank()) return false;
    for (int axis = 0; axis < shape.rank(); ++axis) {
        const Index position = index[static_cast<std::size_t>(axis)];
        if (position < 0 || position >= shape[axis]) return false;
    }
    return true;
}

/// Kernels become one stack of grids; a stack of one is a plain grid.
Shape shownShape(const Shape& shape) {
    if (shape.rank() == 4) return shownShape({shape[0] * shape[1], shape[2], shape[3]});
    return shape.rank() == 3 && shape[0] == 1 ? shape.inner() : shape;
}

}  // namespace

std::optional<Cell> cellOf(const Exhibit& exhibit, Index offset) {
    if (exhibit.tensor.empty() || offset < 0 || offset >= exhibit.values.size()) return std::nullopt;
    return cellAtOffset(exhibit.tensor, wholeShape(exhibit), exhibit.firstElement + offset, exhibit.example);
}

std::optional<Index> offsetIn(const Exhibit& exhibit, const Cell& cell) {
    const Shape& whole = wholeShape(exhibit);
    if (exhibit.tensor.empty() || cell.tensor != exhibit.tensor || cell.example != exhibit.example) {
        return std::nullopt;
    }
    if (!isInside(cell.index, whole)) return std::nullopt;
    const Index offset = whole.offset(cell.index) - exhibit.firstElement;
    if (offset < 0 || offset >= exhibit.values.size()) return std::nullopt;
    return offset;
}

Exhibit exhibitOf(const CellSource& source, const std::string& tensor, const Caption& caption,
                  Index example) {
    const auto values = source.values(tensor, example);
    require(values.has_value(), "exhibit ", caption.id, ": ", values ? "" : values.error().message);
    Exhibit exhibit{caption.id,
                    caption.title,
                    caption.symbol,
                    tensor,
                    caption.role,
                    caption.scale,
                    values->reshaped(shownShape(values->shape()))};
    exhibit.form = caption.form;
    exhibit.tensorShape = values->shape();
    exhibit.example = example;
    return exhibit;
}

Exhibit partOf(Exhibit exhibit, Index first, const Shape& size) {
    require(first >= 0 && first + size.size() <= exhibit.values.size(), "part of ", exhibit.id, ": ",
            size.text(), " from element ", first, " of ", exhibit.values.size());
    if (exhibit.tensorShape.rank() == 0) exhibit.tensorShape = exhibit.values.shape();
    const auto start = exhibit.values.values().subspan(static_cast<std::size_t>(first));
    exhibit.values = Tensor<double>(size, start.first(static_cast<std::size_t>(size.size())));
    exhibit.firstElement += first;
    return exhibit;
}

double reachOf(const Tensor<double>& values) {
    double reach = 0;
    for (const double value : values.values()) reach = std::max(reach, std::abs(value));
    return reach;
}

void scaleTogether(std::span<Exhibit* const> exhibits) {
    double reach = 0;
    for (const Exhibit* exhibit : exhibits)
        reach = std::max({reach, exhibit->reach, reachOf(exhibit->values)});
    for (Exhibit* exhibit : exhibits) exhibit->reach = reach;
}

void scaleTogether(std::vector<Exhibit>& exhibits) {
    std::vector<Exhibit*> all;
    for (Exhibit& exhibit : exhibits) all.push_back(&exhibit);
    scaleTogether(all);
}

Exhibit countsOnly(Exhibit exhibit) {
    exhibit.scale = ValueScale::none;
    return exhibit;
}

Exhibit labelled(Exhibit exhibit, std::vector<std::string> labels) {
    exhibit.labels = std::move(labels);
    return exhibit;
}

}  // namespace deltascope
