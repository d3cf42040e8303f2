#pragma once

#include "core/kernels/register_tile.h"

namespace deltascope::DELTASCOPE_SET {

// A convolution for one example with laneCount output maps in the lanes: a cell of the input meets one weight
// of each. Tiles of cells stay in the registers.

inline constexpr int tileRows = registers == 32 ? 3 : 1, tileColumns = 8;

/// acc[i][j] += v * x[i * step + j]
template <int rows, int columns>
DELTASCOPE_INLINE void addSpread(Vector (&acc)[rows][columns], Vector v, const float* x, Size step) {
    x = unknown(x);
    DELTASCOPE_UNROLL
    for (int i = 0; i < rows; ++i, x += step) {
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) acc[i][j] += v * all(x[j]);
    }
}

/// Output cells (i .. i + rows, j .. j + columns), whose input begins at `planes`.
template <int rows, int columns>
DELTASCOPE_INLINE void mapLanesTile(const MapLanesSizes& s, const float* planes, const float* weights,
                                    Vector bias, float* output) {
    Vector acc[rows][columns];
    DELTASCOPE_UNROLL
    for (int i = 0; i < rows; ++i) {
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) acc[i][j] = bias;
    }
    for (Size c = 0; c < s.channels; ++c)
        for (Size m = 0; m < s.kernelHeight; ++m)
            for (Size n = 0; n < s.kernelWidth; ++n, weights += laneCount)
                addSpread(acc, at(weights), planes + c * s.planeSize + m * s.pitch + n, s.pitch);
    storeTile(acc, output, laneCount, s.outputWidth * laneCount);
}

inline void mapLanesForward(const MapLanesSizes& s, const float* planes, const float* weights,
                            const float* bias, float* output) {
    forParts([&](Size part) {
        const Vector start = bias ? loose(bias + part) : Vector{};
        inTiles<tileRows>(s.outputHeight, [&](Size i, auto rows) {
            inTiles<tileColumns>(s.outputWidth, [&](Size j, auto columns) {
                mapLanesTile<rows.number, columns.number>(
                    s, planes + i * s.pitch + j, weights + part, start,
                    output + (i * s.outputWidth + j) * laneCount + part);
            });
        });
    });
}

}  // namespace deltascope::DELTASCOPE_SET
