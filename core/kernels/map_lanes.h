#pragma once

#include "core/kernels/register_tile.h"

namespace deltascope::DELTASCOPE_SET {

// A convolution for one example with laneCount output maps in the lanes: a cell of the input meets one weight
// of each. Tiles of cells stay in the registers.

inline constexpr int tileRows = registers == 32 ? 2 : 1, tileColumns = 8;

/// acc[j] += w * x[j]
template <int columns>
DELTASCOPE_INLINE void addScaled(Vector (&acc)[columns], Vector w, const Vector (&x)[columns]) {
    DELTASCOPE_UNROLL
    for (int j = 0; j < columns; ++j) acc[j] += w * x[j];
}

/// Output cells (i .. i + rows, j .. j + columns), whose input begins at `planes`. The cells of row u of the
/// input are read once and meet another row of the kernels for each row of the output.
template <int rows, int columns>
DELTASCOPE_INLINE void mapLanesTile(const MapLanesSizes& s, const float* planes, const float* weights,
                                    Vector bias, float* output) {
    const Size kernelRow = s.kernelWidth * laneCount;
    Vector acc[rows][columns];
    DELTASCOPE_UNROLL
    for (int i = 0; i < rows; ++i) {
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) acc[i][j] = bias;
    }
    for (Size c = 0; c < s.channels; ++c, planes += s.planeSize, weights += s.kernelHeight * kernelRow)
        for (Size u = 0; u < s.kernelHeight + rows - 1; ++u)
            for (Size n = 0; n < s.kernelWidth; ++n) {
                const float* const cells = unknown(planes + u * s.pitch + n);
                Vector x[columns];
                DELTASCOPE_UNROLL
                for (int j = 0; j < columns; ++j) x[j] = held(all(cells[j]));
                DELTASCOPE_UNROLL
                for (int i = 0; i < rows; ++i)
                    if (u >= i && u - i < s.kernelHeight)
                        addScaled(acc[i], at(weights + (u - i) * kernelRow + n * laneCount), x);
            }
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
