#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

/// f(offset of the window's first input cell, offset of the output cell) for every window and part of a cell.
template <typename F>
DELTASCOPE_INLINE void forWindows(const PoolSizes& s, F f) {
    Size output = 0;
    for (Size c = 0; c < s.channels; ++c)
        for (Size i = 0; i < s.outputHeight; ++i)
            for (Size j = 0; j < s.outputWidth; ++j, output += laneCount) {
                const Size start = (c * s.height + i * s.stride) * s.width + j * s.stride;
                forParts([&](Size part) { f(start * laneCount + part, output + part); });
            }
}

/// f(offset of the cell from the window's first) for every cell of a window, row by row.
template <typename F>
DELTASCOPE_INLINE void forCells(const PoolSizes& s, F f) {
    for (Size m = 0; m < s.window; ++m)
        for (Size n = 0; n < s.window; ++n) f((m * s.width + n) * laneCount);
}

/// Whether every input cell lies in exactly one window.
DELTASCOPE_INLINE bool windowsTile(const PoolSizes& s) {
    return s.stride == s.window && s.outputHeight * s.window == s.height &&
           s.outputWidth * s.window == s.width;
}

/// giveBack(from, to, give) for every window, which calls give(offset of a cell of its own, what the cell
/// gets). Windows that cover every cell once are spared the zeros that others start from.
template <typename F>
DELTASCOPE_INLINE void giveToCells(const PoolSizes& s, float* inputDelta, F giveBack) {
    if (windowsTile(s)) {
        forWindows(s, [&](Size from, Size to) {
            giveBack(from, to, [&](Size cell, Vector share) { at(inputDelta + from + cell) = share; });
        });
        return;
    }
    clear(inputDelta, s.channels * s.height * s.width * laneCount);
    forWindows(s, [&](Size from, Size to) {
        giveBack(from, to, [&](Size cell, Vector share) { at(inputDelta + from + cell) += share; });
    });
}

inline void maxPoolForward(const PoolSizes& s, const float* input, float* output) {
    forWindows(s, [&](Size from, Size to) {
        Vector best = at(input + from);
        forCells(s, [&](Size cell) {
            const Vector x = at(input + from + cell);
            best = x > best ? x : best;
        });
        at(output + to) = best;
    });
}

inline void maxPoolBackward(const PoolSizes& s, const float* input, const float* output, const float* delta,
                            float* inputDelta) {
    giveToCells(s, inputDelta, [&](Size from, Size to, auto give) {
        const Vector best = at(output + to), d = at(delta + to);
        IntVector open = ~IntVector{};  // lanes whose winner has not come yet
        forCells(s, [&](Size cell) {
            const IntVector won = (at(input + from + cell) == best) & open;
            open &= ~won;
            give(cell, won ? d : Vector{});
        });
    });
}

inline void averagePoolForward(const PoolSizes& s, const float* input, float* output) {
    const Vector share = all(1.0F / static_cast<float>(s.window * s.window));
    forWindows(s, [&](Size from, Size to) {
        Vector sum = {};
        forCells(s, [&](Size cell) { sum += at(input + from + cell); });
        at(output + to) = share * sum;
    });
}

inline void averagePoolBackward(const PoolSizes& s, const float* delta, float* inputDelta) {
    const Vector share = all(1.0F / static_cast<float>(s.window * s.window));
    giveToCells(s, inputDelta, [&](Size, Size to, auto give) {
        const Vector d = share * at(delta + to);
        forCells(s, [&](Size cell) { give(cell, d); });
    });
}

}  // namespace deltascope::DELTASCOPE_SET
