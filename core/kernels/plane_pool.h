#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

// Max pooling for one example: neighbouring windows of a row in the lanes.

/// The first cell of the largest number in the window that begins at `start`.
DELTASCOPE_INLINE Size winnerOf(const PoolSizes& s, const float* input, Size start) {
    Size best = start;
    for (Size m = 0; m < s.window; ++m)
        for (Size n = 0; n < s.window; ++n)
            if (input[start + m * s.width + n] > input[best]) best = start + m * s.width + n;
    return best;
}

/// Whether the row of windows is one of the usual 2x2 squares side by side, and vectors may reach beyond its
/// end: not at the very end of the maps.
DELTASCOPE_INLINE bool fillsVectors(const PoolSizes& s, Size firstCell, Size firstWindow) {
    const Size whole = (s.outputWidth + width - 1) / width * width;
    return s.window == 2 && s.stride == 2 &&
           firstCell + s.width + 2 * whole <= s.channels * s.height * s.width &&
           firstWindow + whole <= s.channels * s.outputHeight * s.outputWidth;
}

/// Elements 0, 2, 4, ... (or 1, 3, 5, ...) of a and b in a row.
template <int first>
struct EverySecond {
    static constexpr int of(int i) { return first + 2 * i; }
};

/// a[0], b[0], a[1], b[1], ... of the first halves, or of the second ones.
template <bool second>
struct Alternating {
    static constexpr int of(int i) {
        return i / 2 + (second ? int{width} / 2 : 0) + (i % 2 == 0 ? 0 : int{width});
    }
};

/// f(first cell, first window) for every row of windows.
template <typename F>
DELTASCOPE_INLINE void forWindowRows(const PoolSizes& s, F f) {
    for (Size c = 0; c < s.channels; ++c)
        for (Size i = 0; i < s.outputHeight; ++i)
            f((c * s.height + i * s.stride) * s.width, (c * s.outputHeight + i) * s.outputWidth);
}

DELTASCOPE_INLINE Vector larger(Vector a, Vector b) { return b > a ? b : a; }

/// The largest numbers of `width` squares; `cells` is the first one's first.
DELTASCOPE_INLINE Vector largestOfSquares(const float* cells, Size rowStep) {
    const Vector a = larger(loose(cells), loose(cells + rowStep)),
                 b = larger(loose(cells + width), loose(cells + rowStep + width));
    return larger(shuffled<EverySecond<0>>(a, b), shuffled<EverySecond<1>>(a, b));
}

inline void planeMaxPoolForward(const PoolSizes& s, const float* input, float* output) {
    forWindowRows(s, [&](Size cell, Size window) {
        if (fillsVectors(s, cell, window)) {  // the next row writes over what is too much
            for (Size j = 0; j < s.outputWidth; j += width)
                setLoose(output + window + j, largestOfSquares(input + cell + 2 * j, s.width));
        } else {
            for (Size j = 0; j < s.outputWidth; ++j)
                output[window + j] = input[winnerOf(s, input, cell + j * s.stride)];
        }
    });
}

/// Gives each delta to the first cell of its square that equals `best`: row by row, the left one first.
DELTASCOPE_INLINE void giveToWinners(const float* cells, Size rowStep, Vector best, Vector delta,
                                     float* inputDelta) {
    IntVector open = ~IntVector{};  // squares whose winner has not come yet
    for (Size m = 0; m < 2; ++m, cells += rowStep, inputDelta += rowStep) {
        const Vector a = loose(cells), b = loose(cells + width);
        const IntVector left = (shuffled<EverySecond<0>>(a, b) == best) & open;
        open &= ~left;
        const IntVector right = (shuffled<EverySecond<1>>(a, b) == best) & open;
        open &= ~right;
        const Vector toLeft = left ? delta : Vector{}, toRight = right ? delta : Vector{};
        setLoose(inputDelta, shuffled<Alternating<false>>(toLeft, toRight));
        setLoose(inputDelta + width, shuffled<Alternating<true>>(toLeft, toRight));
    }
}

/// `count` numbers of `row` from j on, and zeros.
DELTASCOPE_INLINE Vector upTo(Size count, const float* row, Size j) {
    IntVector place = {};
    DELTASCOPE_UNROLL
    for (int i = 0; i < width; ++i) place[i] = i;
    return place < static_cast<int>(count - j) ? loose(row + j) : Vector{};
}

inline void planeMaxPoolBackward(const PoolSizes& s, const float* input, const float* output,
                                 const float* delta, float* inputDelta) {
    clear(inputDelta, s.channels * s.height * s.width);
    forWindowRows(s, [&](Size cell, Size window) {
        if (fillsVectors(s, cell, window)) {
            // From right to left, because beyond the row's end zeros are written: over what is yet to come.
            for (Size j = (s.outputWidth - 1) / width * width; j >= 0; j -= width)
                giveToWinners(input + cell + 2 * j, s.width, loose(output + window + j),
                              upTo(s.outputWidth, delta + window, j), inputDelta + cell + 2 * j);
        } else {
            for (Size j = 0; j < s.outputWidth; ++j)
                inputDelta[winnerOf(s, input, cell + j * s.stride)] += delta[window + j];
        }
    });
}

}  // namespace deltascope::DELTASCOPE_SET
