#include "core/layers/conv_planes.h"

#include <algorithm>

#include "core/kernels/instruction_set.h"
#include "core/tensor/eigen_views.h"

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

template <typename F>
void ConvPlanes::forWholeMaps(F f) const {
    for (Index c = 0; c < window_.channels; ++c)
        f(c * window_.mapSize(), c * planeSize_ + window_.padding * (pitch_ + 1));
}

void ConvPlanes::layInput(const float* maps, float* planes) const {
    const Index s = window_.stride, height = window_.inputHeight, width = window_.inputWidth;
    if (s == 1 && window_.padding == 0) {  // the maps as they are, and zeros behind each
        forWholeMaps([&](Index from, Index to) {
            laneKernels().copyRows(1, window_.mapSize(), maps + from, 0, planes + to, 0);
            std::fill_n(planes + to + window_.mapSize(), planeSize_ - window_.mapSize(), 0.0F);
        });
        return;
    }
    std::fill_n(planes, inputSize(), 0.0F);
    if (s == 1) {
        forWholeMaps([&](Index from, Index to) {
            laneKernels().copyRows(height, width, maps + from, width, planes + to, pitch_);
        });
    } else {
        forInputRows([&](Index from, Index to, Index count) {
            for (Index i = 0; i < count; ++i) planes[to + i] = maps[from + i * s];
        });
    }
}

void ConvPlanes::takeInput(const float* planes, float* maps) const {
    const Index s = window_.stride, height = window_.inputHeight, width = window_.inputWidth;
    if (s == 1) {
        forWholeMaps([&](Index to, Index from) {
            laneKernels().copyRows(height, width, planes + from, pitch_, maps + to, width);
        });
    } else {
        forInputRows([&](Index to, Index from, Index count) {
            for (Index i = 0; i < count; ++i) maps[to + i * s] = planes[from + i];
        });
    }
}

void ConvPlanes::takeOutput(const float* rows, float* maps) const {
    const Index height = window_.outputHeight(), width = window_.outputWidth();
    for (Index k = 0; k < maps_; ++k)
        laneKernels().copyRows(height, width, rows + k * positions_, pitch_, maps + k * height * width,
                               width);
}

void ConvPlanes::layDelta(const float* maps, float* rows, Index lead, Index step) const {
    std::fill_n(rows, maps_ * step, 0.0F);
    const Index height = window_.outputHeight(), width = window_.outputWidth();
    for (Index k = 0; k < maps_; ++k)
        laneKernels().copyRows(height, width, maps + k * height * width, width, rows + k * step + lead,
                               pitch_);
}

void ConvPlanes::forward(const float* input, const float* weights, const float* bias, float* output,
                         Scratch<float>& scratch) const {
    const Index planes = wholeVectors(inputSize());
    const Index blocks = laneCount * (window_.outputMapSize() + static_cast<Index>(offsets_.size()));
    float* const room = roomIn(scratch, planes + std::max(maps_ * positions_, blocks));
    float* const rows = room + planes;
    layInput(input, room);
    if (hasMapsInLanes()) return forwardByMaps(room, weights, bias, rows, output);
    laneKernels().planeConvForward(sizes(), room, weights, bias, rows);
    takeOutput(rows, output);
}

void ConvPlanes::forwardByMaps(const float* planes, const float* weights, const float* bias, float* blocks,
                               float* output) const {
    const auto perMap = static_cast<Index>(offsets_.size());
    float* const sums = blocks + perMap * laneCount;
    for (Index k = 0; k < maps_; k += laneCount) {
        laneKernels().packLanes(weights + k * perMap, perMap, blocks);
        laneKernels().mapLanesForward(mapLanesSizes(), planes, blocks, bias ? bias + k : nullptr, sums);
        laneKernels().unpackLanes(sums, window_.outputMapSize(), output + k * window_.outputMapSize());
    }
}

void ConvPlanes::gradient(const float* input, const float* delta, float* weightGradient,
                          Scratch<float>& scratch) const {
    const Index planes = wholeVectors(inputSize()), weights = static_cast<Index>(offsets_.size());
    const Index blocks = laneCount * (window_.outputMapSize() + 2 * weights);
    float* const room = roomIn(scratch, planes + std::max(maps_ * positions_, blocks));
    float* const rows = room + planes;
    layInput(input, room);
    if (hasMapsInLanes()) return gradientByMaps(room, delta, rows, weightGradient);
    layDelta(delta, rows, 0, positions_);
    laneKernels().planeConvGradient(sizes(), room, rows, weightGradient);
}

void ConvPlanes::gradientByMaps(const float* planes, const float* delta, float* blocks,
                                float* weightGradient) const {
    const auto perMap = static_cast<Index>(offsets_.size());
    float* const sums = blocks + window_.outputMapSize() * laneCount;
    float* const rows = sums + perMap * laneCount;
    for (Index k = 0; k < maps_; k += laneCount) {
        laneKernels().packLanes(delta + k * window_.outputMapSize(), window_.outputMapSize(), blocks);
        laneKernels().mapLanesGradient(mapLanesSizes(), planes, blocks, sums);
        laneKernels().unpackLanes(sums, perMap, rows);
        ArrayView<float>(weightGradient + k * perMap, laneCount * perMap) +=
            ConstArrayView<float>(rows, laneCount * perMap);
    }
}

void ConvPlanes::inputDelta(const float* delta, const float* weights, float* inputDelta,
                            Scratch<float>& scratch) const {
    const Index deltas = wholeVectors(deltaSize());
    float* const room = roomIn(scratch, deltas + inputSize());
    float* const planes = room + deltas;
    layDelta(delta, room, lead_, deltaStep_);
    for (const Phase& phase : phases_)
        laneKernels().planeConvInputDelta(
            {window_.channels, maps_, window_.height * window_.width, wholeVectors(phaseSize_), planeSize_,
             deltaStep_, static_cast<Index>(phase.taps.size()), phase.taps.data(), phase.shifts.data()},
            room + lead_, weights, planes + phase.start);
    takeInput(planes, inputDelta);
}

}  // namespace deltascope
