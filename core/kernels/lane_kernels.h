#pragma once

#include <cstddef>

// The loops of training and of answering many pictures: sixteen examples side by side, one in each lane of a
// vector, so that every loop of every layer vectorises whatever its sizes are. Element e of example l of a
// "lane block" lies at [e * laneCount + l].
//
// This header is read by code that is compiled for several instruction sets: it must not define functions.

namespace deltascope {

inline constexpr std::ptrdiff_t laneCount = 16;

/// Sizes of a convolution. Weights are maps x channels x kernelHeight x kernelWidth, row-major.
struct ConvSizes {
    std::ptrdiff_t channels, height, width;  ///< of the input, without padding
    std::ptrdiff_t maps, kernelHeight, kernelWidth, stride, padding;
    std::ptrdiff_t outputHeight, outputWidth;
};

/// Sizes of a fully connected layer. Weights are units x inputs, row-major.
struct DenseSizes {
    std::ptrdiff_t inputs, units;
};

/// Sizes of a pooling layer, whose window is a square.
struct PoolSizes {
    std::ptrdiff_t channels, height, width, window, stride, outputHeight, outputWidth;
};

/// The functions that are applied to every number by itself.
enum class LaneFunction { sigmoid, tanh, relu };

/// One implementation of every loop, for one instruction set. Pointers are to lane blocks, aligned to cache
/// lines, unless said otherwise; gradients are summed over the lanes and added to what is there.
struct LaneKernels {
    const char* name;  ///< of the instruction set: "AVX-512"

    /// z = w * x + b. `input` has the padding around it; `bias` may be null.
    void (*convForward)(const ConvSizes&, const float* input, const float* weights, const float* bias,
                        float* output);
    /// dL/dw from the same input (with padding) and dL/dz.
    void (*convGradient)(const ConvSizes&, const float* input, const float* delta, float* weightGradient);
    /// dL/dx (without padding) from dL/dz. For a stride of 1 each row of `delta` has kernelWidth - 1 zeros on
    /// both sides.
    void (*convInputDelta)(const ConvSizes&, const float* delta, const float* weights, float* inputDelta);

    /// z = w x + b; `bias` may be null.
    void (*denseForward)(const DenseSizes&, const float* input, const float* weights, const float* bias,
                         float* output);
    /// dL/dw from laneCount plain rows of inputs and of deltas.
    void (*denseGradient)(const DenseSizes&, const float* inputRows, const float* deltaRows,
                          float* weightGradient);
    void (*denseInputDelta)(const DenseSizes&, const float* delta, const float* weights, float* inputDelta);
    /// dL/db: of each of `maps` maps the sum over its `positions` cells.
    void (*biasGradient)(std::ptrdiff_t maps, std::ptrdiff_t positions, const float* delta, float* gradient);

    void (*maxPoolForward)(const PoolSizes&, const float* input, float* output);
    /// The first of equal values is the winner and gets the whole delta.
    void (*maxPoolBackward)(const PoolSizes&, const float* input, const float* output, const float* delta,
                            float* inputDelta);
    void (*averagePoolForward)(const PoolSizes&, const float* input, float* output);
    void (*averagePoolBackward)(const PoolSizes&, const float* delta, float* inputDelta);

    /// f(z) of `count` cells.
    void (*functionForward)(LaneFunction, std::ptrdiff_t count, const float* input, float* output);
    /// dL/dz = dL/da f'(z), with f' computed from the output a.
    void (*functionBackward)(LaneFunction, std::ptrdiff_t count, const float* output, const float* delta,
                             float* inputDelta);
};

}  // namespace deltascope
