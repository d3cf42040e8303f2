#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

// Max pooling for one example: neighbouring windows in the lanes.

/// The first cell of the largest number in the window that begins at `start`.
DELTASCOPE_INLINE Size winnerOf(const PoolSizes& s, const float* input, Size start) {
    Size best = start;
    for (Size m = 0; m < s.window; ++m)
        for (Size n = 0; n < s.window; ++n)
            if (input[start + m * s.width + n] > input[best]) best = start + m * s.width + n;
    return best;
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

/// The cells of `width` successive squares: both rows of them.
struct Squares {
    Vector upper[2], lower[2];
};

/// Squares along two rows of cells.
DELTASCOPE_INLINE Squares squaresOfRows(const float* cells, Size rowStep) {
    return {{loose(cells), loose(cells + width)}, {loose(cells + rowStep), loose(cells + rowStep + width)}};
}
/// The lower row last: what the upper one has too much lies where the lower one begins.
DELTASCOPE_INLINE void storeRows(const Squares& squares, float* cells, Size rowStep) {
    setLoose(cells, squares.upper[0]);
    setLoose(cells + width, squares.upper[1]);
    setLoose(cells + rowStep, squares.lower[0]);
    setLoose(cells + rowStep + width, squares.lower[1]);
}

/// Squares of rows that half a vector holds, so that each vector holds a row of squares.
DELTASCOPE_INLINE Squares squaresOfHalves(const float* cells) {
    Squares result;
    DELTASCOPE_UNROLL
    for (int v = 0; v < 2; ++v) {
        const Vector a = loose(cells + 2 * v * width), b = loose(cells + (2 * v + 1) * width);
        result.upper[v] = shuffled<Mixed<width / 2, false>>(a, b);
        result.lower[v] = shuffled<Mixed<width / 2, true>>(a, b);
    }
    return result;
}
DELTASCOPE_INLINE void storeHalves(const Squares& squares, float* cells) {
    DELTASCOPE_UNROLL
    for (int v = 0; v < 2; ++v) {
        setLoose(cells + 2 * v * width,
                 shuffled<Mixed<width / 2, false>>(squares.upper[v], squares.lower[v]));
        setLoose(cells + (2 * v + 1) * width,
                 shuffled<Mixed<width / 2, true>>(squares.upper[v], squares.lower[v]));
    }
}

/// Whether rows are such halves, and all maps' squares follow one another.
DELTASCOPE_INLINE bool hasHalves(const PoolSizes& s) {
    return s.window == 2 && s.stride == 2 && 2 * s.width == width && s.height % 2 == 0;
}

/// f(first window, first cell) for every `width` of them that are such squares; how many windows that were.
template <typename F>
DELTASCOPE_INLINE Size inHalves(const PoolSizes& s, F f) {
    const Size windows = s.channels * s.outputHeight * s.outputWidth;
    Size done = 0;
    if (hasHalves(s))
        for (; done + width <= windows; done += width) f(done, 4 * done);
    return done;
}

/// Whether the row of windows is one of the usual 2x2 squares side by side, and vectors may reach beyond its
/// end: not at the very end of the maps.
DELTASCOPE_INLINE bool fillsVectors(const PoolSizes& s, Size firstCell, Size firstWindow) {
    const Size whole = (s.outputWidth + width - 1) / width * width;
    return s.window == 2 && s.stride == 2 &&
           firstCell + s.width + 2 * whole <= s.channels * s.height * s.width &&
           firstWindow + whole <= s.channels * s.outputHeight * s.outputWidth;
}

/// f(first cell, first window) for every row of windows but those before window number `done`.
template <typename F>
DELTASCOPE_INLINE void forWindowRows(const PoolSizes& s, Size done, F f) {
    for (Size c = done / (s.outputHeight * s.outputWidth); c < s.channels; ++c)
        for (Size i = 0; i < s.outputHeight; ++i) {
            const Size window = (c * s.outputHeight + i) * s.outputWidth;
            if (window >= done) f((c * s.height + i * s.stride) * s.width, window);
        }
}

DELTASCOPE_INLINE Vector larger(Vector a, Vector b) { return b > a ? b : a; }

DELTASCOPE_INLINE Vector largestOfSquares(const Squares& squares) {
    const Vector a = larger(squares.upper[0], squares.lower[0]),
                 b = larger(squares.upper[1], squares.lower[1]);
    return larger(shuffled<EverySecond<0>>(a, b), shuffled<EverySecond<1>>(a, b));
}

inline void planeMaxPoolForward(const PoolSizes& s, const float* input, float* output) {
    const Size done = inHalves(s, [&](Size window, Size cell) {
        setLoose(output + window, largestOfSquares(squaresOfHalves(input + cell)));
    });
    forWindowRows(s, done, [&](Size cell, Size window) {
        if (fillsVectors(s, cell, window)) {  // the next row writes over what is too much
            for (Size j = 0; j < s.outputWidth; j += width)
                setLoose(output + window + j, largestOfSquares(squaresOfRows(input + cell + 2 * j, s.width)));
        } else {
            for (Size j = 0; j < s.outputWidth; ++j)
                output[window + j] = input[winnerOf(s, input, cell + j * s.stride)];
        }
    });
}

/// Gives each delta to the first cell of its square that equals `best`: row by row, the left one first.
DELTASCOPE_INLINE Squares givenToWinners(const Squares& squares, Vector best, Vector delta) {
    IntVector open = ~IntVector{};  // squares whose winner has not come yet
    const auto give = [&](const Vector(&cells)[2], Vector(&given)[2]) __attribute__((always_inline)) {
        const IntVector left = (shuffled<EverySecond<0>>(cells[0], cells[1]) == best) & open;
        open &= ~left;
        const IntVector right = (shuffled<EverySecond<1>>(cells[0], cells[1]) == best) & open;
        open &= ~right;
        const Vector toLeft = left ? delta : Vector{}, toRight = right ? delta : Vector{};
        given[0] = shuffled<Alternating<false>>(toLeft, toRight);
        given[1] = shuffled<Alternating<true>>(toLeft, toRight);
    };
    Squares result;
    give(squares.upper, result.upper);
    give(squares.lower, result.lower);
    return result;
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
    const Size done = inHalves(s, [&](Size window, Size cell) {
        storeHalves(
            givenToWinners(squaresOfHalves(input + cell), loose(output + window), loose(delta + window)),
            inputDelta + cell);
    });
    clear(inputDelta + 4 * done, s.channels * s.height * s.width - 4 * done);
    forWindowRows(s, done, [&](Size cell, Size window) {
        if (fillsVectors(s, cell, window)) {
            // From right to left, because beyond the row's end zeros are written: over what is yet to come.
            for (Size j = (s.outputWidth - 1) / width * width; j >= 0; j -= width)
                storeRows(givenToWinners(squaresOfRows(input + cell + 2 * j, s.width),
                                         loose(output + window + j), upTo(s.outputWidth, delta + window, j)),
                          inputDelta + cell + 2 * j, s.width);
        } else {
            for (Size j = 0; j < s.outputWidth; ++j)
                inputDelta[winnerOf(s, input, cell + j * s.stride)] += delta[window + j];
        }
    });
}

}  // namespace deltascope::DELTASCOPE_SET
