#pragma once

#include "core/kernels/pooled_conv_lanes.h"

#if defined(__AVX512F__)
#include <immintrin.h>
#endif

namespace deltascope::DELTASCOPE_SET {

// dL/dx of a convolution of stride 1 with the max pooling of 2x2 squares behind it. A square's winner sends
// its delta to the cells of its window; the windows of the four it may be cover one row and one column more
// than a kernel. Which weight such a cell meets differs from lane to lane, so it is picked out of a register
// that holds two rows of the kernel: 36 products a square and kernel of 5x5 instead of the 100 of all four
// cells.

/// dL/dz from dL/d(pooled z): the winners get all, the others 0.
DELTASCOPE_INLINE void spreadToWinners(const ConvSizes& s, const float* delta, const float* winners,
                                       float* outputDelta) {
    const Size row = s.outputWidth * laneCount;
    clear(outputDelta, s.maps * s.outputHeight * row);
    for (Size k = 0; k < s.maps; ++k, delta += pooledMap(s), winners += pooledMap(s))
        forSquares(s, [&](Size i, Size j, Size pooled) {
            float* const first = outputDelta + (k * s.outputHeight + i) * row + j * laneCount;
            forParts([&](Size part) {
                const Vector d = at(delta + pooled + part);
                const IntVector winner = intsAt(winners + pooled + part);
                DELTASCOPE_UNROLL
                for (int n = 0; n < square; ++n)
                    at(first + n / 2 * row + n % 2 * laneCount + part) =
                        winner == winnerCode(n) ? d : Vector{};
            });
        });
}

#if defined(__AVX512F__)

static_assert(width == 2 * halfRow && width == laneCount);

/// The kernels of most rows, and the sums of a tile of cells, which stay in registers.
inline constexpr int mostWindowRows = halfRow, weightedCells = 24, weightedColumns = 4;

/// Numbers of the tables of a kernel: one vector for each row of cells.
DELTASCOPE_INLINE Size tablesOf(const ConvSizes& s) { return (s.kernelHeight + 1) * width; }

/// Whether half a register holds a row of the kernel behind a zero, a tile the rows of a window, and the room
/// of all deltas of z the tables.
DELTASCOPE_INLINE bool picksWeights(const ConvSizes& s) {
    return s.kernelHeight < mostWindowRows && s.kernelWidth < halfRow &&
           s.channels * (s.kernelHeight + 1) <= s.outputHeight * s.outputWidth;
}

/// `count` numbers from place `first` on, and zeros.
DELTASCOPE_INLINE Vector placedAt(int first, Size count, const float* numbers) {
    return _mm512_maskz_expandloadu_ps(static_cast<__mmask16>(((1 << count) - 1) << first), numbers);
}

/// What row u of a square's cells meets: element 1 + n is w[u][n], for winners in the upper row, and element
/// halfRow + 1 + n is w[u - 1][n], for those in the lower one; the others are 0. Element 16 is element 0.
DELTASCOPE_INLINE void layTables(const ConvSizes& s, const float* weights, float* tables) {
    for (Size kernel = 0; kernel < s.maps * s.channels; ++kernel)
        for (Size u = 0; u <= s.kernelHeight; ++u, tables += width) {
            const float* const row = weights + (kernel * s.kernelHeight + u) * s.kernelWidth;
            Vector table = {};
            if (u < s.kernelHeight) table = placedAt(1, s.kernelWidth, row);
            if (u > 0) table += placedAt(halfRow + 1, s.kernelWidth, row - s.kernelWidth);
            at(tables) = table;
        }
}

/// Adds the sums to a map's cells from (row, column) on, where the picture has them.
template <int rows, int columns>
DELTASCOPE_INLINE void addInside(const ConvSizes& s, const Vector (&sums)[rows][columns], Size row,
                                 Size column, float* cells) {
    cells += (row * s.width + column) * laneCount;
    const bool isInside = row >= 0 && column >= 0 && row + rows <= s.height && column + columns <= s.width;
    DELTASCOPE_UNROLL
    for (int u = 0; u < rows; ++u, cells += s.width * laneCount) {
        if (!isInside && (row + u < 0 || row + u >= s.height)) continue;
        DELTASCOPE_UNROLL
        for (int v = 0; v < columns; ++v)
            if (isInside || (column + v >= 0 && column + v < s.width))
                at(cells + v * laneCount) += sums[u][v];
    }
}

/// Adds to dL/dx, in columns v .. v + columns of a square's windows, what all maps' winners send there.
/// `tables` is the first row's of the first map, `row` and `column` are the first cell's, which may lie in
/// the padding.
template <int rows, int columns>
DELTASCOPE_INLINE void weightedTile(const ConvSizes& s, const float* delta, const float* winners,
                                    const float* tables, Size row, Size column, Size v, float* inputDelta) {
    Vector acc[rows][columns] = {};
    for (Size k = 0; k < s.maps; ++k, tables += s.channels * tablesOf(s)) {
        const Vector d = at(delta + k * pooledMap(s));
        const IntVector first = intsAt(winners + k * pooledMap(s)) + static_cast<int>(v);
        IntVector places[columns];
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) places[j] = first + j;
        DELTASCOPE_UNROLL
        for (int u = 0; u < rows; ++u) {
            const Vector table = held(at(tables + u * width));
            DELTASCOPE_UNROLL
            for (int j = 0; j < columns; ++j)
                acc[u][j] += d * Vector(_mm512_permutexvar_ps(__m512i(places[j]), table));
        }
    }
    addInside(s, acc, row, column, inputDelta);
}

/// What a row of squares sends to all channels: its deltas stay in the nearest cache meanwhile.
template <int rows>
DELTASCOPE_INLINE void sendRow(const ConvSizes& s, Size i, const float* delta, const float* winners,
                               const float* tables, float* inputDelta) {
    constexpr int most = weightedCells / rows < weightedColumns ? weightedCells / rows : weightedColumns;
    const Size squares = s.outputWidth / 2;
    delta += i * squares * laneCount;
    winners += i * squares * laneCount;
    for (Size c = 0; c < s.channels; ++c, tables += tablesOf(s), inputDelta += s.height * s.width * laneCount)
        inTiles<most>(s.kernelWidth + 1, [&](Size v, auto columns) {
            for (Size j = 0; j < squares; ++j)
                weightedTile<rows, columns.number>(s, delta + j * laneCount, winners + j * laneCount, tables,
                                                   2 * i - s.padding, 2 * j + v - s.padding, v, inputDelta);
        });
}

DELTASCOPE_INLINE void sendPicked(const ConvSizes& s, const float* delta, const float* winners,
                                  const float* tables, float* inputDelta) {
    clear(inputDelta, s.channels * s.height * s.width * laneCount);
    withConstant<mostWindowRows>(s.kernelHeight + 1, [&](auto rows) {
        for (Size i = 0; i < s.outputHeight / 2; ++i)
            sendRow<rows.number>(s, i, delta, winners, tables, inputDelta);
    });
}

#endif

inline void pooledConvInputDelta(const ConvSizes& s, const float* delta, const float* winners,
                                 const float* weights, float* room, float* inputDelta) {
#if defined(__AVX512F__)
    if (picksWeights(s)) {
        layTables(s, weights, room);
        return sendPicked(s, delta, winners, room, inputDelta);
    }
#endif
    spreadToWinners(s, delta, winners, room);
    convInputDelta(s, room, weights, inputDelta);
}

}  // namespace deltascope::DELTASCOPE_SET
