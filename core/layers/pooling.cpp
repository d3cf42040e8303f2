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

std::vector<LayerOption> poolingOptions() {
    return {{"window", 2, 1, 64, "rows and columns of the window"},
            {"stride", 2, 1, 64, "cells from one window to the next"}};
}

template class Pooling<float>;
template class Pooling<double>;

}  // namespace deltascope
