#include "core/layers/conv_cells.h"

#include <algorithm>

#include "core/kernels/instruction_set.h"
#include "core/tensor/eigen_views.h"

namespace deltascope {
namespace {

Index wholeVectors(Index numbers) { return (numbers + laneCount - 1) / laneCount * laneCount; }

}  // namespace

ConvCells::ConvCells(const WindowGeometry& window, Index maps)
    : window_(window),
      maps_(maps),
      pitch_((window.inputWidth + 2 * window.padding) * window.channels),
      run_(window.width * window.channels),
      runStep_(wholeVectors(run_)),
      deltaStep_(wholeVectors(maps)) {
    const Index rowStep = window.stride * (copiesRuns() ? copiedPitch() : pitch_),
                cellStep = copiesRuns() ? runStep_ : window.stride * window.channels;
    for (Index i = 0; i < window.outputHeight(); ++i)
        for (Index j = 0; j < window.outputWidth(); ++j)
            places_.push_back(static_cast<int>(i * rowStep + j * cellStep));
}

CellConvSizes ConvCells::sizes() const {
    return {window_.channels,
            maps_,
            window_.height,
            window_.outputHeight(),
            window_.outputWidth(),
            window_.stride,
            pitch_,
            run_,
            runStep_,
            deltaStep_,
            places_.data()};
}

CellConvSizes ConvCells::gradientSizes() const {
    CellConvSizes result = sizes();
    if (copiesRuns()) result.pitch = copiedPitch();
    return result;
}

Index ConvCells::cellsSize() const { return wholeVectors(rows() * pitch_ + runStep_); }

Index ConvCells::weightsSize() const { return wholeVectors(maps_ * window_.height * run_ + laneCount); }

Index ConvCells::deltaSize() const { return window_.outputMapSize() * deltaStep_ + laneCount; }

template <typename F>
void ConvCells::forCells(F f) const {
    const Index p = window_.padding, width = window_.inputWidth;
    if (p == 0) return f(0, 0, window_.mapSize());
    for (Index u = 0; u < window_.inputHeight; ++u)
        f(u * width, (u + p) * pitch_ + p * window_.channels, width);
}

void ConvCells::layInput(const float* input, float* cells) const {
    if (window_.padding > 0) std::fill_n(cells, cellsSize(), 0.0F);
    forCells([&](Index from, Index to, Index count) {
        laneKernels().interleave(window_.channels, count, input + from, window_.mapSize(), cells + to,
                                 window_.channels);
    });
}

void ConvCells::copyRuns(const float* cells, float* runs) const {
    for (Index u = 0; u < rows(); ++u)
        laneKernels().copyRows(window_.outputWidth(), runStep_, cells + u * pitch_,
                               window_.stride * window_.channels, runs + u * copiedPitch(), runStep_);
}

void ConvCells::takeGradient(const float* runs, float* dense, float* weightGradient) const {
    const Index channels = window_.channels, area = window_.height * window_.width, perMap = weightsPerMap();
    for (Index k = 0; k < maps_; ++k) {
        laneKernels().copyRows(window_.height, run_, runs + k * window_.height * runStep_, runStep_, dense,
                               run_);
        laneKernels().separate(channels, area, dense, channels, weightGradient + k * perMap, area);
    }
}

void ConvCells::gradient(const float* input, const float* delta, bool adds, float* weightGradient,
                         Scratch<float>& scratch) const {
    float* const cells = roomIn(scratch, cellsSize() + copiedRunsSize() + runsSize() + 2 * weightsSize());
    float* const copied = cells + cellsSize();
    float* const runs = copied + copiedRunsSize();
    float* const dense = runs + runsSize();
    float* const ordered = dense + weightsSize();
    layInput(input, cells);
    if (copiesRuns()) copyRuns(cells, copied);
    laneKernels().cellConvGradient(gradientSizes(), copiesRuns() ? copied : cells, delta, runs);
    if (!adds) return takeGradient(runs, dense, weightGradient);
    takeGradient(runs, dense, ordered);
    const Index weights = maps_ * weightsPerMap();
    ArrayView<float>(weightGradient, weights) += ConstArrayView<float>(ordered, weights);
}

void ConvCells::inputDelta(const float* delta, const float* weights, float* inputDelta,
                           Scratch<float>& scratch) const {
    const Index channels = window_.channels, area = window_.height * window_.width, perMap = weightsPerMap();
    float* const cells = roomIn(scratch, cellsSize() + runsSize() + weightsSize() + deltaSize());
    float* const runs = cells + cellsSize();
    float* const dense = runs + runsSize();
    float* const deltas = dense + weightsSize();
    for (Index k = 0; k < maps_; ++k)
        laneKernels().interleave(channels, area, weights + k * perMap, area, dense + k * perMap, channels);
    laneKernels().copyRows(maps_ * window_.height, run_, dense, run_, runs, runStep_);
    laneKernels().interleave(maps_, window_.outputMapSize(), delta, window_.outputMapSize(), deltas,
                             deltaStep_);
    std::fill_n(cells, cellsSize(), 0.0F);
    laneKernels().cellConvInputDelta(sizes(), deltas, runs, cells);
    forCells([&](Index to, Index from, Index count) {
        laneKernels().separate(channels, count, cells + from, channels, inputDelta + to, window_.mapSize());
    });
}

}  // namespace deltascope
