#include "core/layers/conv2d.h"

#include <type_traits>

#include "core/kernels/instruction_set.h"
#include "core/layers/padded_lanes.h"
#include "core/tensor/eigen_views.h"

namespace deltascope {
namespace {

Shape outputShapeOf(const Shape& input, const LayerOptions& options) {
    const WindowGeometry window(input, options.at("kernel_height"), options.at("kernel_width"),
                                options.at("stride"), options.at("padding"));
    return {options.at("maps"), window.outputHeight(), window.outputWidth()};
}

}  // namespace

template <typename Scalar>
Conv2d<Scalar>::Conv2d(const Shape& input, const LayerOptions& options)
    : Layer<Scalar>(input, outputShapeOf(input, options)),
      window_(input, options.at("kernel_height"), options.at("kernel_width"), options.at("stride"),
              options.at("padding")),
      maps_(options.at("maps")),
      hasBias_(options.at("bias") != 0),
      planes_(window_, maps_),
      cells_(window_, maps_) {}

template <typename Scalar>
std::vector<ParameterSpec> Conv2d<Scalar>::parameters() const {
    const Index area = window_.height * window_.width;
    const Shape weight{maps_, window_.channels, window_.height, window_.width};
    std::vector<ParameterSpec> specs{{"weight", weight, window_.channels * area, maps_ * area}};
    if (hasBias_) specs.push_back({"bias", {maps_}, window_.channels * area, 0});
    return specs;
}

/// Lays out, for each kernel weight (c,m,n) in turn, the input values that it meets at all window positions.
template <typename Scalar>
void Conv2d<Scalar>::unroll(const Scalar* maps, Scalar* windows) const {
    const Index rows = window_.outputHeight(), columns = window_.outputWidth();
    for (Index c = 0; c < window_.channels; ++c, maps += window_.mapSize())
        for (Index m = 0; m < window_.height; ++m)
            for (Index n = 0; n < window_.width; ++n)
                for (Index i = 0; i < rows; ++i, windows += columns) {
                    const Index u = window_.row(i, m);
                    const Scalar* source = maps + u * window_.inputWidth;
                    if (window_.padding == 0 && window_.stride == 1) {
                        std::copy_n(source + n, columns, windows);
                        continue;
                    }
                    for (Index j = 0; j < columns; ++j) {
                        const Index v = window_.column(j, n);
                        windows[j] = window_.inside(u, v) ? source[v] : Scalar(0);
                    }
                }
}

/// The transpose of unroll(): adds every window value back to the input cell that it was copied from.
template <typename Scalar>
void Conv2d<Scalar>::rollBack(const Scalar* windows, Scalar* maps) const {
    const Index rows = window_.outputHeight(), columns = window_.outputWidth();
    for (Index c = 0; c < window_.channels; ++c, maps += window_.mapSize())
        for (Index m = 0; m < window_.height; ++m)
            for (Index n = 0; n < window_.width; ++n)
                for (Index i = 0; i < rows; ++i, windows += columns) {
                    const Index u = window_.row(i, m);
                    if (u < 0 || u >= window_.inputHeight) continue;
                    Scalar* target = maps + u * window_.inputWidth;
                    const Index first = window_.column(0, n);
                    const bool allInside = first >= 0 && window_.column(columns - 1, n) < window_.inputWidth;
                    if (allInside && window_.stride == 1) {
                        for (Index j = 0; j < columns; ++j) target[first + j] += windows[j];
                        continue;
                    }
                    for (Index j = 0; j < columns; ++j) {
                        const Index v = window_.column(j, n);
                        if (window_.inside(u, v)) target[v] += windows[j];
                    }
                }
}

template <typename Scalar>
void Conv2d<Scalar>::forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>> parameters,
                             Tensor<Scalar>& output, Scratch<Scalar>& scratch) const {
    for (Index example = 0; example < input.shape()[0]; ++example) {
        const Scalar* const from = input.slice(example).data();
        Scalar* const to = output.slice(example).data();
        if constexpr (std::is_same_v<Scalar, float>)
            planes_.forward(from, parameters[0].data(), biasOf(parameters), to, scratch);
        else
            forwardUnrolled(from, parameters, to, scratch);
    }
}

template <typename Scalar>
void Conv2d<Scalar>::backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                              std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const {
    const Index examples = in.input.shape()[0];
    if (!std::is_same_v<Scalar, float> || examples == 0)  // else the first example writes
        for (auto& gradient : gradients) gradient.fill(0);
    for (Index example = 0; example < examples; ++example) {
        Scalar* const to = inputDelta ? inputDelta->slice(example).data() : nullptr;
        if constexpr (std::is_same_v<Scalar, float>)
            backwardOne({in.input.slice(example).data(), in.output.slice(example).data(),
                         in.outputDelta.slice(example).data(), in.parameters},
                        example > 0, to, gradients, scratch);
        else
            backwardUnrolled(in, example, to, gradients, scratch);
    }
}

template <typename Scalar>
void Conv2d<Scalar>::forwardUnrolled(const Scalar* input, std::span<const Tensor<Scalar>> parameters,
                                     Scalar* output, Scratch<Scalar>& scratch) const {
    const Index positions = window_.outputMapSize(), weights = weightsPerMap();
    Scalar* const windows = roomIn(scratch, weights * positions);
    unroll(input, windows);
    MatrixView<Scalar> maps(output, maps_, positions);
    maps.noalias() = ConstMatrixView<Scalar>(parameters[0].data(), maps_, weights) *
                     ConstMatrixView<Scalar>(windows, weights, positions);
    if (hasBias_) maps.colwise() += ConstMatrixView<Scalar>(parameters[1].data(), maps_, 1).col(0);
}

template <typename Scalar>
void Conv2d<Scalar>::backwardUnrolled(const BackwardInputs<Scalar>& in, Index example, Scalar* inputDelta,
                                      std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const {
    const Index positions = window_.outputMapSize(), weights = weightsPerMap();
    MatrixView<Scalar> windows(roomIn(scratch, weights * positions), weights, positions);
    const ConstMatrixView<Scalar> delta(in.outputDelta.slice(example).data(), maps_, positions);
    unroll(in.input.slice(example).data(), windows.data());
    MatrixView<Scalar>(gradients[0].data(), maps_, weights).noalias() += delta * windows.transpose();
    if (hasBias_) MatrixView<Scalar>(gradients[1].data(), maps_, 1) += delta.rowwise().sum();
    if (!inputDelta) return;
    windows.noalias() = ConstMatrixView<Scalar>(in.parameters[0].data(), maps_, weights).transpose() * delta;
    std::fill_n(inputDelta, window_.channels * window_.mapSize(), Scalar(0));
    rollBack(windows.data(), inputDelta);
}

template <typename Scalar>
void Conv2d<Scalar>::backwardOne(const LaneInputs& in, bool adds, float* inputDelta,
                                 std::span<Tensor<float>> gradients, Scratch<float>& scratch) const {
    // What a row of a kernel meets should fill a vector.
    if (window_.width * window_.channels < laneCount)
        planes_.gradient(in.input, in.outputDelta, adds, gradients[0].data(), scratch);
    else
        cells_.gradient(in.input, in.outputDelta, adds, gradients[0].data(), scratch);
    if (hasBias_) {
        if (!adds) gradients[1].fill(0);
        laneKernels().addRowTotals(maps_, window_.outputMapSize(), in.outputDelta, gradients[1].data());
    }
    if (inputDelta) cells_.inputDelta(in.outputDelta, in.parameters[0].data(), inputDelta, scratch);
}

template <typename Scalar>
ConvSizes Conv2d<Scalar>::sizes() const {
    return {window_.channels,       window_.inputHeight,  window_.inputWidth, maps_,
            window_.height,         window_.width,        window_.stride,     window_.padding,
            window_.outputHeight(), window_.outputWidth()};
}

template <typename Scalar>
void Conv2d<Scalar>::forwardLanes(const float* input, std::span<const Tensor<float>> parameters,
                                  float* output, Scratch<float>& scratch) const {
    const ConvSizes s = sizes();
    laneKernels().convForward(s, paddedLanes(s, input, scratch), parameters[0].data(), biasOf(parameters),
                              output);
}

template <typename Scalar>
void Conv2d<Scalar>::backwardLanes(const LaneInputs& in, float* inputDelta,
                                   std::span<Tensor<float>> gradients, Scratch<float>& scratch) const {
    const ConvSizes s = sizes();
    const float* const input = paddedLanes(s, in.input, scratch);
    laneKernels().convGradient(s, input, in.outputDelta, gradients[0].data());
    if (hasBias_)
        laneKernels().biasGradient(maps_, window_.outputMapSize(), in.outputDelta, gradients[1].data());
    if (inputDelta) laneKernels().convInputDelta(s, in.outputDelta, in.parameters[0].data(), inputDelta);
}

template <typename Scalar>
std::vector<Link> Conv2d<Scalar>::linksFrom(Index offset) const {
    const auto [c, u, v, unused] = this->inputShape().indexAt(offset);
    std::vector<Link> links;
    for (Index k = 0; k < maps_; ++k) {
        window_.forWindowsOver(u, v, [&, c = c](Index i, Index j, Index m, Index n) {
            links.push_back({outputOffset(k, i, j), weightOffset(k, c, m, n)});
        });
    }
    return links;
}

template <typename Scalar>
LayerExplanation Conv2d<Scalar>::explainOutput(const LayerScene<Scalar>& scene, Index example,
                                               Index offset) const {
    const auto [k, i, j, unused] = this->outputShape().indexAt(offset);
    std::vector<Expression> terms;
    for (Index c = 0; c < window_.channels; ++c)
        for (Index m = 0; m < window_.height; ++m)
            for (Index n = 0; n < window_.width; ++n) {
                const Index u = window_.row(i, m), v = window_.column(j, n);
                terms.push_back(productOf(
                    {window_.inside(u, v) ? scene.input.leaf(example, inputOffset(c, u, v)) : constantLeaf(0),
                     scene.parameters[0].leaf(0, weightOffset(k, c, m, n))}));
            }
    if (hasBias_) terms.push_back(scene.parameters[1].leaf(0, k));
    return {hasBias_ ? "conv-forward-bias" : "conv-forward", sumOf(std::move(terms))};
}

template <typename Scalar>
LayerExplanation Conv2d<Scalar>::explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                                   Index offset) const {
    std::vector<Expression> terms;
    for (const Link& link : linksFrom(offset)) {
        terms.push_back(productOf(
            {scene.outputDelta.leaf(example, link.output), scene.parameters[0].leaf(0, link.weight)}));
    }
    return {"conv-delta", sumOf(std::move(terms))};
}

/// The window of the kernel rotated by 180 degrees stands on the deltas, which are padded with zeros (and,
/// for a stride above 1, have zeros between them).
template <typename Scalar>
std::optional<LayerExplanation> Conv2d<Scalar>::otherInputDelta(const LayerScene<Scalar>& scene,
                                                                Index example, Index offset) const {
    const auto [c, u, v, unused] = this->inputShape().indexAt(offset);
    std::vector<Expression> terms;
    for (Index k = 0; k < maps_; ++k)
        for (Index m = window_.height - 1; m >= 0; --m)
            for (Index n = window_.width - 1; n >= 0; --n) {
                const auto stop = window_.stopAt(u, v, m, n);
                terms.push_back(productOf(
                    {stop ? scene.outputDelta.leaf(example, outputOffset(k, stop->first, stop->second))
                          : constantLeaf(0),
                     scene.parameters[0].leaf(0, weightOffset(k, c, m, n))}));
            }
    return LayerExplanation{"conv-delta-flipped", sumOf(std::move(terms))};
}

template <typename Scalar>
LayerExplanation Conv2d<Scalar>::explainGradient(const LayerScene<Scalar>& scene, std::size_t parameter,
                                                 Index example, Index offset) const {
    const bool isBias = parameter == 1;
    const auto [k, c, m, n] = this->parameters()[parameter].shape.indexAt(offset);
    std::vector<Expression> terms;
    for (Index i = 0; i < window_.outputHeight(); ++i)
        for (Index j = 0; j < window_.outputWidth(); ++j) {
            Expression delta = scene.outputDelta.leaf(example, outputOffset(k, i, j));
            const Index u = window_.row(i, m), v = window_.column(j, n);
            if (isBias) {
                terms.push_back(std::move(delta));
            } else if (window_.inside(u, v)) {
                terms.push_back(
                    productOf({scene.input.leaf(example, inputOffset(c, u, v)), std::move(delta)}));
            }
        }
    return {isBias ? "bias-gradient" : "conv-gradient", sumOf(std::move(terms))};
}

/// Every output cell adds its delta times what the weight met there: row after row of the delta map.
template <typename Scalar>
std::optional<LayerExplanation> Conv2d<Scalar>::otherGradient(const LayerScene<Scalar>& scene,
                                                              std::size_t parameter, Index example,
                                                              Index offset) const {
    if (parameter == 1) return std::nullopt;
    const auto [k, c, m, n] = this->parameters()[0].shape.indexAt(offset);
    std::vector<Expression> rows;
    for (Index i = 0; i < window_.outputHeight(); ++i) {
        std::vector<Expression> row;
        for (Index j = 0; j < window_.outputWidth(); ++j) {
            const Index u = window_.row(i, m), v = window_.column(j, n);
            if (!window_.inside(u, v)) continue;
            row.push_back(productOf({scene.outputDelta.leaf(example, outputOffset(k, i, j)),
                                     scene.input.leaf(example, inputOffset(c, u, v))}));
        }
        rows.push_back(sumOf(std::move(row)));
    }
    return LayerExplanation{"conv-gradient-scatter", sumOf(std::move(rows))};
}

LayerKind conv2dKind() {
    return layerKind<Conv2d>("conv2d", "conv", "2D convolution",
                             {{"maps", 6, 1, 1024, "output maps, one kernel each"},
                              {"kernel_height", 5, 1, 64, "rows of the kernel"},
                              {"kernel_width", 5, 1, 64, "columns of the kernel"},
                              {"stride", 1, 1, 64, "cells from one window to the next"},
                              {"padding", 0, 0, 64, "zeros put around the picture on every side"},
                              {"bias", 1, 0, 1, "1: every map adds a number of its own"}});
}

template class Conv2d<float>;
template class Conv2d<double>;

}  // namespace deltascope
