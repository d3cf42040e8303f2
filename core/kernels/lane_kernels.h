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

/// A convolution of one example as a matrix product whose right side is never built: with the input laid out
/// in `planes` (see core/layers/conv_planes.h) what weight t meets at all positions lies side by side, from
/// offsets[t] on.
///   z[k][p] = b[k] + sum over t of w[k][t] planes[offsets[t] + p]
/// Positions include the gaps between the rows of the output, whose sums mean nothing.
struct PlaneConvSizes {
    std::ptrdiff_t maps, weights;   ///< weights of a map: channels x kernel rows x kernel columns
    std::ptrdiff_t positions;       ///< a multiple of laneCount; the step from map to map
    const std::ptrdiff_t* offsets;  ///< one a weight of a map
};

/// The same backwards, for the input cells of one phase: those that one subset of the kernel's taps meets
/// (all of them for a stride of 1).
///   dL/dx[c][q] = sum over maps k and taps t of w[k][c][t] delta[k][q - shift of t]
struct PlaneDeltaSizes {
    std::ptrdiff_t channels, maps, area;  ///< area: weights from one channel to the next
    std::ptrdiff_t cells;                 ///< of the phase, a multiple of laneCount
    std::ptrdiff_t inputStep, deltaStep;  ///< from one channel's plane to the next, and one map's delta
    std::ptrdiff_t taps;
    const std::ptrdiff_t *tap,
        *shift;  ///< which weights of a channel meet these cells, and from how far back
};

/// A convolution of one example, stride 1, with laneCount output maps in the lanes: worth it where a vector
/// holds more maps than useful neighbouring cells. Input and its padding are laid out in planes, one a
/// channel.
struct MapLanesSizes {
    std::ptrdiff_t channels, kernelHeight, kernelWidth, outputHeight, outputWidth;
    std::ptrdiff_t pitch, planeSize;  ///< from row to row of a plane, from plane to plane
};

/// The functions that are applied to every number by itself.
enum class LaneFunction { sigmoid, tanh, relu };

/// One implementation of every loop, for one instruction set. Pointers are to lane blocks, aligned to cache
/// lines, unless said otherwise; gradients are summed over the lanes and added to what is there.
struct LaneKernels {
    const char* name;  ///< of the instruction set: "AVX-512"

    /// laneCount rows of `size` numbers, one a row for each example, into a lane block, and back.
    void (*packLanes)(const float* rows, std::ptrdiff_t size, float* block);
    void (*unpackLanes)(const float* block, std::ptrdiff_t size, float* rows);

    /// z = w * x + b. `input` has the padding around it; `bias` may be null.
    void (*convForward)(const ConvSizes&, const float* input, const float* weights, const float* bias,
                        float* output);
    /// dL/dw from the same input (with padding) and dL/dz.
    void (*convGradient)(const ConvSizes&, const float* input, const float* delta, float* weightGradient);
    /// dL/dx (without padding) from dL/dz. Each row of `delta` has (kernelWidth + stride - 2) / stride zeros
    /// on both sides.
    void (*convInputDelta)(const ConvSizes&, const float* delta, const float* weights, float* inputDelta);

    /// z = w x + b; `bias` may be null.
    void (*denseForward)(const DenseSizes&, const float* input, const float* weights, const float* bias,
                         float* output);
    /// dL/dw from a plain row of inputs and of deltas for each of `examples`.
    void (*denseGradient)(const DenseSizes&, std::ptrdiff_t examples, const float* inputRows,
                          const float* deltaRows, float* weightGradient);
    void (*denseInputDelta)(const DenseSizes&, const float* delta, const float* weights, float* inputDelta);
    /// dL/db: of each of `maps` maps the sum over its `positions` cells.
    void (*biasGradient)(std::ptrdiff_t maps, std::ptrdiff_t positions, const float* delta, float* gradient);

    void (*maxPoolForward)(const PoolSizes&, const float* input, float* output);
    /// The first of equal values is the winner and gets the whole delta.
    void (*maxPoolBackward)(const PoolSizes&, const float* input, const float* output, const float* delta,
                            float* inputDelta);
    void (*averagePoolForward)(const PoolSizes&, const float* input, float* output);
    void (*averagePoolBackward)(const PoolSizes&, const float* delta, float* inputDelta);

    /// f(z) of `count` numbers, in whatever order they lie.
    void (*functionForward)(LaneFunction, std::ptrdiff_t count, const float* input, float* output);
    /// dL/dz = dL/da f'(z), with f' computed from the output a.
    void (*functionBackward)(LaneFunction, std::ptrdiff_t count, const float* output, const float* delta,
                             float* inputDelta);

    // One example by itself, its numbers in the plain order and at any address.

    /// `rows` rows of `count` numbers, that lie and shall lie so many numbers apart.
    void (*copyRows)(std::ptrdiff_t rows, std::ptrdiff_t count, const float* from, std::ptrdiff_t fromStep,
                     float* to, std::ptrdiff_t toStep);
    void (*planeConvForward)(const PlaneConvSizes&, const float* planes, const float* weights,
                             const float* bias, float* output);
    /// `delta` is laid out as `output`, with zeros in the gaps.
    void (*planeConvGradient)(const PlaneConvSizes&, const float* planes, const float* delta,
                              float* weightGradient);
    void (*planeConvInputDelta)(const PlaneDeltaSizes&, const float* delta, const float* weights,
                                float* inputDelta);
    /// The same for laneCount maps; weights, output, delta and gradient are lane blocks with a map in each
    /// lane: element e of map k at [e * laneCount + k]. The gradient is written, not added.
    void (*mapLanesForward)(const MapLanesSizes&, const float* planes, const float* weights,
                            const float* bias, float* output);
    void (*mapLanesGradient)(const MapLanesSizes&, const float* planes, const float* delta, float* gradient);
    /// As the lanes' max pooling.
    void (*planeMaxPoolForward)(const PoolSizes&, const float* input, float* output);
    void (*planeMaxPoolBackward)(const PoolSizes&, const float* input, const float* output,
                                 const float* delta, float* inputDelta);
    void (*rowForward)(const DenseSizes&, const float* input, const float* weights, const float* bias,
                       float* output);
    /// dL/dw, written and not added: what is there need not be read.
    void (*rowGradient)(const DenseSizes&, const float* input, const float* delta, float* gradient);
    void (*rowInputDelta)(const DenseSizes&, const float* delta, const float* weights, float* inputDelta);
};

}  // namespace deltascope
