#pragma once

#include "core/kernels/lane_kernels.h"
#include "core/layers/window.h"

namespace deltascope {

/// A convolution of one example forwards, in single precision, and its gradient: how they lay their numbers
/// out, so that each weight meets a run of neighbouring numbers.
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

    // Maps, deltas and weights are in the plain order.

    /// z = w * x + b; `bias` may be null.
    void forward(const float* input, const float* weights, const float* bias, float* output,
                 Scratch<float>& scratch) const;
    /// dL/dw from dL/dz, or adds it.
    void gradient(const float* input, const float* delta, bool adds, float* weightGradient,
                  Scratch<float>& scratch) const;

  private:
    PlaneConvSizes sizes() const {
        return {maps_, static_cast<Index>(offsets_.size()), positions_, offsets_.data()};
    }
    MapLanesSizes mapLanesSizes() const {
        return {window_.channels,      window_.height, window_.width, window_.outputHeight(),
                window_.outputWidth(), pitch_,         planeSize_};
    }
    /// Whether maps in the lanes are the faster way: no sums are wasted on gaps, but the weights must be
    /// packed.
    bool hasMapsInLanes() const {
        return window_.stride == 1 && maps_ % laneCount == 0 && 8 * positions_ > 9 * window_.outputMapSize();
    }

    // Numbers that the layouts take.
    Index inputSize() const { return window_.channels * planeSize_; }

    void forwardByMaps(const float* planes, const float* weights, const float* bias, float* blocks,
                       float* output) const;

    void layInput(const float* maps, float* planes) const;
    void takeOutput(const float* rows, float* maps) const;
    /// dL/dz as the output lies, with zeros in the gaps.
    void layDelta(const float* maps, float* rows) const;
    /// f(cell of a map's first number of a run, that number's place in a plane, length of the run)
    template <typename F>
    void forInputRows(F f) const;
    /// With a stride of 1 there is one phase, and a map's rows stay rows: f(first cell of a channel's map,
    /// its place in the planes).
    template <typename F>
    void forWholeMaps(F f) const;

    WindowGeometry window_;
    Index maps_, pitch_, phaseSize_, positions_ = 0, planeSize_ = 0;
    std::vector<Index> offsets_;  ///< of every weight of a map
};

}  // namespace deltascope
