#include "core/layers/conv_planes.h"

#include <algorithm>

#include "core/kernels/instruction_set.h"

namespace deltascope {
namespace {

Index dividedUp(Index a, Index b) { return (a + b - 1) / b; }
Index wholeVectors(Index numbers) { return dividedUp(numbers, laneCount) * laneCount; }

}  // namespace

ConvPlanes::ConvPlanes(const WindowGeometry& window, Index maps)
    : window_(window),
      maps_(maps),
      pitch_(dividedUp(window.inputWidth + 2 * window.padding, window.stride)),
      phaseSize_(pitch_ * dividedUp(window.inputHeight + 2 * window.padding, window.stride)),
      positions_(wholeVectors((window.outputHeight() - 1) * pitch_ + window.outputWidth())) {
    const Index s = window.stride;
    for (Index phase = 0; phase < s * s; ++phase) phases_.push_back({phase * phaseSize_, {}, {}});
    for (Index m = 0; m < window.height; ++m)
        for (Index n = 0; n < window.width; ++n) addTap(m, n);
    // Sums of gaps and of whole vectors read on behind the last tap's numbers, and so do whole vectors of
    // cells.
    planeSize_ = std::max(*std::max_element(offsets_.begin(), offsets_.end()) + positions_,
                          (s * s - 1) * phaseSize_ + wholeVectors(phaseSize_));
    deltaStep_ = lead_ + std::max(positions_, wholeVectors(phaseSize_));
    const std::vector<Index> first = offsets_;
    for (Index c = 1; c < window.channels; ++c)
        for (const Index offset : first) offsets_.push_back(c * planeSize_ + offset);
}

void ConvPlanes::addTap(Index m, Index n) {
    const Index s = window_.stride, shift = m / s * pitch_ + n / s;
    Phase& phase = phases_[static_cast<std::size_t>(m % s * s + n % s)];
    phase.taps.push_back(m * window_.width + n);
    phase.shifts.push_back(shift);
    offsets_.push_back(phase.start + shift);
    lead_ = std::max(lead_, shift);
}

template <typename F>
void ConvPlanes::forInputRows(F f) const {
    const Index s = window_.stride, p = window_.padding;
    for (Index c = 0; c < window_.channels; ++c)
        for (Index u = 0; u < window_.inputHeight; ++u)
            for (Index v = 0; v < std::min(s, window_.inputWidth); ++v) {
                const Index phase = (u + p) % s * s + (v + p) % s;
                f(c * window_.mapSize() + u * window_.inputWidth + v,
                  c * planeSize_ + phase * phaseSize_ + (u + p) / s * pitch_ + (v + p) / s,
                  dividedUp(window_.inputWidth - v, s));
            }
}

void ConvPlanes::layInput(const float* maps, float* planes) const {
    std::fill_n(planes, inputSize(), 0.0F);
    const Index s = window_.stride;
    forInputRows([&](Index from, Index to, Index count) {
        if (s == 1)
            std::copy_n(maps + from, count, planes + to);
        else
            for (Index i = 0; i < count; ++i) planes[to + i] = maps[from + i * s];
    });
}

void ConvPlanes::takeInput(const float* planes, float* maps) const {
    const Index s = window_.stride;
    forInputRows([&](Index to, Index from, Index count) {
        if (s == 1)
            std::copy_n(planes + from, count, maps + to);
        else
            for (Index i = 0; i < count; ++i) maps[to + i * s] = planes[from + i];
    });
}

void ConvPlanes::takeOutput(const float* rows, float* maps) const {
    const Index width = window_.outputWidth();
    for (Index k = 0; k < maps_; ++k, rows += positions_)
        for (Index i = 0; i < window_.outputHeight(); ++i, maps += width)
            std::copy_n(rows + i * pitch_, width, maps);
}

void ConvPlanes::layDelta(const float* maps, float* rows, Index lead, Index step) const {
    std::fill_n(rows, maps_ * step, 0.0F);
    const Index width = window_.outputWidth();
    for (Index k = 0; k < maps_; ++k, rows += step)
        for (Index i = 0; i < window_.outputHeight(); ++i, maps += width)
            std::copy_n(maps, width, rows + lead + i * pitch_);
}

void ConvPlanes::inputDelta(const float* delta, const float* weights, float* scratch,
                            float* inputDelta) const {
    float* const planes = scratch + deltaSize();
    layDelta(delta, scratch, lead_, deltaStep_);
    for (const Phase& phase : phases_)
        laneKernels().planeConvInputDelta(
            {window_.channels, maps_, window_.height * window_.width, wholeVectors(phaseSize_), planeSize_,
             deltaStep_, static_cast<Index>(phase.taps.size()), phase.taps.data(), phase.shifts.data()},
            scratch + lead_, weights, planes + phase.start);
    takeInput(planes, inputDelta);
}

}  // namespace deltascope
