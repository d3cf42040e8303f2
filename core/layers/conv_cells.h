#pragma once

#include "core/kernels/lane_kernels.h"
#include "core/layers/window.h"

namespace deltascope {

/// A convolution of one example backwards, in single precision, and how it lays its numbers out: with the
/// channels last, so that what a row of a kernel meets is one run of neighbouring numbers, whatever the
/// stride (see CellConvSizes). Then each delta that is not 0 costs a few products of whole vectors, and the
/// others, three in four behind max pooling, cost nothing.
class ConvCells {
  public:
    ConvCells(const WindowGeometry& window, Index maps);

    // Maps, deltas and weights are in the plain order.

    /// dL/dw from dL/dz, or adds it.
    void gradient(const float* input, const float* delta, bool adds, float* weightGradient,
                  Scratch<float>& scratch) const;
    /// dL/dx from dL/dz.
    void inputDelta(const float* delta, const float* weights, float* inputDelta,
                    Scratch<float>& scratch) const;

  private:
    CellConvSizes sizes() const;
    CellConvSizes gradientSizes() const;
    void layInput(const float* input, float* cells) const;
    void copyRuns(const float* cells, float* runs) const;
    void takeGradient(const float* runs, float* dense, float* weightGradient) const;

    /// For the gradient, runs are read for every map: worth a copy of all that begins on whole vectors,
    /// unless they do so by themselves.
    bool copiesRuns() const { return window_.channels % laneCount != 0; }
    Index copiedPitch() const { return window_.outputWidth() * runStep_; }

    Index weightsPerMap() const { return window_.channels * window_.height * window_.width; }

    // Numbers that the layouts take, with what whole vectors reach beyond them.
    Index copiedRunsSize() const { return copiesRuns() ? rows() * copiedPitch() : 0; }
    Index rows() const { return window_.inputHeight + 2 * window_.padding; }
    Index cellsSize() const;
    Index runsSize() const { return maps_ * window_.height * runStep_; }
    Index weightsSize() const;
    Index deltaSize() const;

    /// f(a run of cells' first number in a channel's map, and in the cells, length of the run)
    template <typename F>
    void forCells(F f) const;

    WindowGeometry window_;
    Index maps_, pitch_, run_, runStep_, deltaStep_;
    std::vector<int> places_;
};

}  // namespace deltascope
