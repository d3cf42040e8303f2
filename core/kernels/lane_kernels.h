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

/// A convolution of one example, stride 1, with laneCount output maps in the lanes: worth it where a vector
/// holds more maps than useful neighbouring cells. Input and its padding are laid out in planes, one a
/// channel.
struct MapLanesSizes {
    std::ptrdiff_t channels, kernelHeight, kernelWidth, outputHeight, outputWidth;
    std::ptrdiff_t pitch, planeSize;  ///< from row to row of a plane, from plane to plane
};

/// A convolution of one example backwards, with the channels last: the numbers of all channels at a cell lie
/// side by side, cells in rows, with the padding around them. What a row of the kernel meets is then one run
/// of kernel width x channels numbers. Weights and gradients are maps x kernel rows x runs in that order,
/// each run padded to whole vectors.
///   dL/dw[k][m][t] = sum over positions p of delta[k][p] cells[places[p] + m pitch + t]
///   dL/dx[places[p] + m pitch + t] gets delta[k][p] w[k][m][t]
/// Deltas of 0 are left out.
struct CellConvSizes {
    std::ptrdiff_t channels, maps, kernelHeight, outputHeight, outputWidth, stride;
    std::ptrdiff_t pitch;         ///< from row to row of the cells
    std::ptrdiff_t run, runStep;  ///< numbers in a run; from run to run, a multiple of laneCount
    std::ptrdiff_t deltaStep;     ///< of deltas with the maps last: from position to position
    const int* places;            ///< where each position's window begins among the cells
};

/// The functions that are applied to every number by itself.
enum class LaneFunction { sigmoid, tanh, relu };

/// One implementation of every loop, for one instruction set. Pointers are to lane blocks, aligned to cache
/// lines, unless said otherwise; gradients are summed over the lanes.
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
    /// dL/dx (without padding) from dL/dz.
    void (*convInputDelta)(const ConvSizes&, const float* delta, const float* weights, float* inputDelta);

    /// A convolution of stride 1 and the max pooling of 2x2 squares behind it: output[k,i,j] is the largest
    /// of z[k, 2i..2i+1, 2j..2j+1], and `winners` holds which it was, of equal ones the first, as a whole
    /// number for the two below.
    void (*pooledConvForward)(const ConvSizes&, const float* input, const float* weights, const float* bias,
                              float* output, float* winners);
    /// dL/dw from the deltas of the pooled cells.
    void (*pooledConvGradient)(const ConvSizes&, const float* input, const float* delta, const float* winners,
                               float* weightGradient);
    /// dL/dx (without padding) from the deltas of the pooled cells. `room` is as large as dL/dz; what is in
    /// it means nothing before and afterwards.
    void (*pooledConvInputDelta)(const ConvSizes&, const float* delta, const float* winners,
                                 const float* weights, float* room, float* inputDelta);

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
    /// Adds the sum of each of `rows` rows of `count` numbers to a total of its own.
    void (*addRowTotals)(std::ptrdiff_t rows, std::ptrdiff_t count, const float* numbers, float* totals);
    void (*planeConvForward)(const PlaneConvSizes&, const float* planes, const float* weights,
                             const float* bias, float* output);
    /// Adds dL/dw; `delta` is laid out as `output`, with zeros in the gaps.
    void (*planeConvGradient)(const PlaneConvSizes&, const float* planes, const float* delta,
                              float* weightGradient);
    /// The same forwards for laneCount maps; weights and output are lane blocks with a map in each lane:
    /// element e of map k at [e * laneCount + k].
    void (*mapLanesForward)(const MapLanesSizes&, const float* planes, const float* weights,
                            const float* bias, float* output);
    /// The numbers of `maps` maps, `fromStep` from map to map, side by side for each of `cells` cells,
    /// `toStep` from cell to cell; and back. Up to laneCount - 1 numbers behind the interleaved ones are
    /// written, or read.
    void (*interleave)(std::ptrdiff_t maps, std::ptrdiff_t cells, const float* from, std::ptrdiff_t fromStep,
                       float* to, std::ptrdiff_t toStep);
    void (*separate)(std::ptrdiff_t maps, std::ptrdiff_t cells, const float* from, std::ptrdiff_t fromStep,
                     float* to, std::ptrdiff_t toStep);
    /// dL/dw from dL/dz in the plain order. As below, numbers behind the cells' last run are read, up
    /// to whole vectors; runs are aligned to cache lines.
    void (*cellConvGradient)(const CellConvSizes&, const float* cells, const float* delta,
                             float* gradientRuns);
    /// Adds dL/dx, from dL/dz with the maps last.
    void (*cellConvInputDelta)(const CellConvSizes&, const float* delta, const float* weightRuns,
                               float* inputDelta);
    /// As the lanes' max pooling.
    void (*planeMaxPoolForward)(const PoolSizes&, const float* input, float* output);
    void (*planeMaxPoolBackward)(const PoolSizes&, const float* input, const float* output,
                                 const float* delta, float* inputDelta);
    void (*rowForward)(const DenseSizes&, const float* input, const float* weights, const float* bias,
                       float* output);
    /// dL/dw, without adding.
    void (*rowGradient)(const DenseSizes&, const float* input, const float* delta, float* weightGradient);
    void (*rowInputDelta)(const DenseSizes&, const float* delta, const float* weights, float* inputDelta);
};

}  // namespace deltascope
