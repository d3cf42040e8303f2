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
    for (Index m = 0; m < window.height; ++m)
        for (Index n = 0; n < window.width; ++n)
            offsets_.push_back((m % s * s + n % s) * phaseSize_ + m / s * pitch_ + n / s);
    // Sums of gaps and of whole vectors read on behind the last tap's numbers.
    planeSize_ =
        std::max(*std::max_element(offsets_.begin(), offsets_.end()) + positions_, s * s * phaseSize_);
    const std::vector<Index> first = offsets_;
    for (Index c = 1; c < window.channels; ++c)
        for (const Index offset : first) offsets_.push_back(c * planeSize_ + offset);
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

void ConvPlanes::takeOutput(const float* rows, float* maps) const {
    const Index height = window_.outputHeight(), width = window_.outputWidth();
    for (Index k = 0; k < maps_; ++k)
        laneKernels().copyRows(height, width, rows + k * positions_, pitch_, maps + k * height * width,
                               width);
}

void ConvPlanes::layDelta(const float* maps, float* rows) const {
    std::fill_n(rows, maps_ * positions_, 0.0F);
    const Index height = window_.outputHeight(), width = window_.outputWidth();
    for (Index k = 0; k < maps_; ++k)
        laneKernels().copyRows(height, width, maps + k * height * width, width, rows + k * positions_,
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

void ConvPlanes::gradient(const float* input, const float* delta, bool adds, float* weightGradient,
                          Scratch<float>& scratch) const {
    const Index planes = wholeVectors(inputSize());
    float* const room = roomIn(scratch, planes + maps_ * positions_);
    layInput(input, room);
    layDelta(delta, room + planes);
    if (!adds) std::fill_n(weightGradient, maps_ * static_cast<Index>(offsets_.size()), 0.0F);
    laneKernels().planeConvGradient(sizes(), room, room + planes, weightGradient);
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

}  // namespace deltascope
