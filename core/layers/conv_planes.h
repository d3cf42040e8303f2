#pragma once

#include "core/kernels/lane_kernels.h"
#include "core/layers/window.h"

namespace deltascope {

/// How a convolution of one example lays its numbers out, so that each weight meets a run of neighbouring
/// numbers.
///
/// A map with its padding is cut into stride x stride phases (every stride-th row and column), each `pitch`
/// wide. Within a phase the window moves by one cell, and so weight (m, n) meets, for output cell (i, j), the
/// number at
///   phase(m % stride, n % stride) + (i + m / stride) * pitch + j + n / stride,
/// a fixed distance from i * pitch + j. Rows of the output lie `pitch` apart, too; what is in the gaps is
/// left out when they are copied back.
class ConvPlanes {
  public:
    ConvPlanes(const WindowGeometry& window, Index maps);

    PlaneConvSizes sizes() const {
        return {maps_, static_cast<Index>(offsets_.size()), positions_, offsets_.data()};
    }

    /// Numbers that the layouts take.
    Index inputSize() const { return window_.channels * planeSize_; }
    Index outputSize() const { return maps_ * positions_; }
    Index deltaSize() const { return maps_ * deltaStep_; }

    void layInput(const float* maps, float* planes) const;
    void takeOutput(const float* rows, float* maps) const;
    /// dL/dz as `output` lies, with zeros in the gaps.
    void layDelta(const float* maps, float* rows) const { layDelta(maps, rows, 0, positions_); }

    /// dL/dx: `inputDelta` gets the plain order; `scratch` has room for deltaSize() + inputSize() numbers.
    void inputDelta(const float* delta, const float* weights, float* scratch, float* inputDelta) const;

  private:
    /// The taps that meet one phase.
    struct Phase {
        Index start;  ///< within a plane
        std::vector<Index> taps, shifts;
    };
    void addTap(Index m, Index n);
    void layDelta(const float* maps, float* rows, Index lead, Index step) const;
    void takeInput(const float* planes, float* maps) const;
    /// f(cell of a map's first number of a run, that number's place in a plane, length of the run, step
    /// within the map)
    template <typename F>
    void forInputRows(F f) const;

    WindowGeometry window_;
    Index maps_, pitch_, phaseSize_, positions_ = 0, planeSize_ = 0, lead_ = 0, deltaStep_ = 0;
    std::vector<Index> offsets_;  ///< of every weight of a map
    std::vector<Phase> phases_;
};

}  // namespace deltascope
