#include "core/layers/padded_lanes.h"

#include <algorithm>

namespace deltascope {

const float* paddedLanes(const ConvSizes& s, const float* input, Scratch<float>& scratch) {
    if (s.padding == 0) return input;
    const Index side = s.padding * laneCount, row = s.width * laneCount;
    const Index rows = s.padding * (row + 2 * side);
    float* const padded = roomIn(scratch, s.channels * (s.height + 2 * s.padding) * (row + 2 * side));
    float* out = padded;
    for (Index c = 0; c < s.channels; ++c) {
        out = std::fill_n(out, rows, 0.0F);
        for (Index i = 0; i < s.height; ++i, input += row) {
            out = std::fill_n(out, side, 0.0F);
            out = std::copy_n(input, row, out);
            out = std::fill_n(out, side, 0.0F);
        }
        out = std::fill_n(out, rows, 0.0F);
    }
    return padded;
}

}  // namespace deltascope
