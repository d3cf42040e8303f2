#include "core/layers/pooling.h"

namespace deltascope {
namespace {

WindowGeometry geometryOf(const Shape& input, const LayerOptions& options) {
    return {input, options.at("window"), options.at("window"), options.at("stride"), 0};
}

Shape outputShapeOf(const Shape& input, const LayerOptions& options) {
    const WindowGeometry window = geometryOf(input, options);
    return {window.channels, window.outputHeight(), window.outputWidth()};
}

}  // namespace

template <typename Scalar>
Pooling<Scalar>::Pooling(const Shape& input, const LayerOptions& options)
    : Layer<Scalar>(input, outputShapeOf(input, options)), window_(geometryOf(input, options)) {}

template <typename Scalar>
std::vector<Link> Pooling<Scalar>::linksFrom(Index offset) const {
    const auto [c, u, v, unused] = this->inputShape().indexAt(offset);
    std::vector<Link> links;
    window_.forWindowsOver(u, v, [&, c = c](Index i, Index j, Index, Index) {
        links.push_back({c * window_.outputMapSize() + i * window_.outputWidth() + j});
    });
    return links;
}

std::vector<LayerOption> poolingOptions() {
    return {{"window", 2, 1, 64, "rows and columns of the window"},
            {"stride", 2, 1, 64, "cells from one window to the next"}};
}

template class Pooling<float>;
template class Pooling<double>;

}  // namespace deltascope
