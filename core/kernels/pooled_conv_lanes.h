#pragma once

#include "core/kernels/conv_lanes.h"

namespace deltascope::DELTASCOPE_SET {

// A convolution of stride 1 and the max pooling of 2x2 squares behind it, in one go: only the winners' sums
// are stored, and backwards only the winners' cells are multiplied. Which cell won differs from lane to lane,
// so what it met is picked out of the cells that the four of a square met.

inline constexpr int pooledMaps = registers == 32 ? 6 : 2, square = 4, halfRow = 8;
inline constexpr int pickedRows = 5, pickedTaps = registers == 32 ? 5 : 2;

/// How a winner is kept. Cell j of a square is column j % 2 of row j / 2. A register that holds row u of a
/// kernel and, from element halfRow on, row u - 1, each behind a zero, has at element winnerCode(j) what the
/// cell in row u and column 0 of the square's windows meets if j won, at winnerCode(j) + 1 what the next cell
/// meets, ...
constexpr int winnerCode(int j) { return j / 2 * halfRow + 1 - j % 2; }
DELTASCOPE_INLINE IntVector isRight(IntVector winner) { return (winner & 1) == 0; }
DELTASCOPE_INLINE IntVector isLower(IntVector winner) { return (winner & halfRow) != 0; }

/// The first of equal ones wins.
template <int maps>
DELTASCOPE_INLINE void storeWinners(const Vector (&acc)[maps][square], float* output, float* winners,
                                    Size mapStep) {
    DELTASCOPE_UNROLL
    for (int k = 0; k < maps; ++k) {
        Vector best = acc[k][0];
        IntVector winner = winnerCode(0) - IntVector{};
        DELTASCOPE_UNROLL
        for (int j = 1; j < square; ++j) {
            const IntVector isLarger = acc[k][j] > best;
            best = isLarger ? acc[k][j] : best;
            winner = isLarger ? winnerCode(j) - IntVector{} : winner;
        }
        at(output + k * mapStep) = best;
        intsAt(winners + k * mapStep) = winner;
    }
}

/// f(row, column, offset among the pooled cells) of every square.
template <typename F>
DELTASCOPE_INLINE void forSquares(const ConvSizes& s, F f) {
    const Size rows = s.outputHeight / 2, columns = s.outputWidth / 2;
    for (Size i = 0; i < rows; ++i)
        for (Size j = 0; j < columns; ++j) f(2 * i, 2 * j, (i * columns + j) * laneCount);
}

/// Numbers of a pooled map.
DELTASCOPE_INLINE Size pooledMap(const ConvSizes& s) {
    return (s.outputHeight / 2) * (s.outputWidth / 2) * laneCount;
}

inline void pooledConvForward(const ConvSizes& s, const float* input, const float* weights, const float* bias,
                              float* output, float* winners) {
    const Size row = (s.width + 2 * s.padding) * laneCount;
    const Size perMap = s.channels * s.kernelHeight * s.kernelWidth, map = pooledMap(s);
    forParts([&](Size part) {
        inTiles<pooledMaps>(s.maps, [&](Size k, auto maps) {
            forSquares(s, [&](Size i, Size j, Size pooled) {
                const float* const x = input + i * row + j * laneCount + part;
                Vector acc[maps.number][square];
                beginTile(acc, bias ? bias + k : nullptr);
                forWindowCells(s, [&](Size cell, Size weight) {
                    addProductsAt(
                        acc, [&](int n) { return x + cell + n / 2 * row + n % 2 * laneCount; },
                        weights + k * perMap + weight, perMap);
                });
                storeWinners(acc, output + k * map + pooled + part, winners + k * map + pooled + part, map);
            });
        });
    });
}

/// What the winner's column meets in a row of the window: taps neighbours from the square's left or right.
template <int taps>
DELTASCOPE_INLINE void pickColumns(Vector (&picked)[taps], const float* x, IntVector isRight) {
    Vector left = held(at(x));
    DELTASCOPE_UNROLL
    for (int n = 0; n < taps; ++n) {
        const Vector right = held(at(x + (n + 1) * laneCount));
        picked[n] = isRight ? right : left;
        left = right;
    }
}

/// acc[m][n] += d * (what weight (m, n) met): with registers to spare, what the two rows of the square met is
/// kept and picked from; else each row of cells is added to both rows of weights that it may belong to, once
/// times 0.
template <int rows, int taps>
DELTASCOPE_INLINE void addPicked(Vector (&acc)[rows * taps], Vector d, const float* x, Size row,
                                 IntVector winner) {
    const IntVector right = isRight(winner), bottom = isLower(winner);
    Vector picked[taps];
    if constexpr (rows * taps + taps + 6 <= registers) {
        Vector above[taps];
        pickColumns(above, x, right);
        DELTASCOPE_UNROLL
        for (int m = 0; m < rows; ++m) {
            pickColumns(picked, x + (m + 1) * row, right);
            DELTASCOPE_UNROLL
            for (int n = 0; n < taps; ++n) {
                acc[m * taps + n] += d * (bottom ? picked[n] : above[n]);
                above[n] = picked[n];
            }
        }
    } else {
        const Vector toUpper = bottom ? Vector{} : d, toLower = bottom ? d : Vector{};
        DELTASCOPE_UNROLL
        for (int m = 0; m <= rows; ++m) {
            pickColumns(picked, x + m * row, right);
            DELTASCOPE_UNROLL
            for (int n = 0; n < taps; ++n) {
                if (m < rows) acc[m * taps + n] += toUpper * picked[n];
                if (m > 0) acc[(m - 1) * taps + n] += toLower * picked[n];
            }
        }
    }
}

/// The gradients of `rows` x `taps` neighbouring weights of a kernel; `input` is what the first of them meets
/// first, `delta` and `winners` are those of the kernel's map.
template <int rows, int taps>
DELTASCOPE_INLINE void pickedTile(const ConvSizes& s, const float* input, const float* delta,
                                  const float* winners, float* gradient) {
    const Size row = (s.width + 2 * s.padding) * laneCount;
    Vector acc[rows * taps] = {};
    forSquares(s, [&](Size i, Size j, Size pooled) {
        addPicked<rows, taps>(acc, at(delta + pooled), unknown(input + i * row + j * laneCount), row,
                              intsAt(winners + pooled));
    });
    if (s.kernelWidth == taps) return addTotals<rows * taps>(acc, gradient);
    DELTASCOPE_UNROLL
    for (int m = 0; m < rows; ++m) addTotals<taps>(acc + m * taps, gradient + m * s.kernelWidth);
}

/// Channel by channel, because its cells take more room than the deltas of a map.
inline void pooledConvGradient(const ConvSizes& s, const float* input, const float* delta,
                               const float* winners, float* weightGradient) {
    const Size inputWidth = s.width + 2 * s.padding, inputHeight = s.height + 2 * s.padding;
    clear(weightGradient, weightsOf(s));
    forParts([&](Size part) {
        for (Size c = 0; c < s.channels; ++c)
            for (Size k = 0; k < s.maps; ++k)
                inTiles<pickedRows>(s.kernelHeight, [&](Size m, auto rows) {
                    inTiles<pickedTaps>(s.kernelWidth, [&](Size n, auto taps) {
                        pickedTile<rows.number, taps.number>(
                            s, input + ((c * inputHeight + m) * inputWidth + n) * laneCount + part,
                            delta + k * pooledMap(s) + part, winners + k * pooledMap(s) + part,
                            weightGradient + ((k * s.channels + c) * s.kernelHeight + m) * s.kernelWidth + n);
                    });
                });
    });
}

}  // namespace deltascope::DELTASCOPE_SET
