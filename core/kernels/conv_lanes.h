#pragma once

#include "core/kernels/register_tile.h"

namespace deltascope::DELTASCOPE_SET {

// Register tiles: as many maps and columns as the registers hold, so that each number read takes part in
// several products.
inline constexpr int convMaps = registers == 32 ? 6 : 4, convColumns = registers == 32 ? 4 : 3;

/// f(offset of an input cell from the window's first, offset of its weight from the map's first) for every
/// cell of a window.
template <typename F>
DELTASCOPE_INLINE void forWindowCells(const ConvSizes& s, F f) {
    const Size inputWidth = s.width + 2 * s.padding, inputHeight = s.height + 2 * s.padding;
    for (Size c = 0; c < s.channels; ++c)
        for (Size m = 0; m < s.kernelHeight; ++m) {
            const Size cell = (c * inputHeight + m) * inputWidth * laneCount;
            const Size weight = (c * s.kernelHeight + m) * s.kernelWidth;
            for (Size n = 0; n < s.kernelWidth; ++n) f(cell + n * laneCount, weight + n);
        }
}

/// Output cells (k .. k + maps, i, j .. j + columns).
template <int maps, int columns>
DELTASCOPE_INLINE void convTile(const ConvSizes& s, const float* input, const float* w, const float* bias,
                                float* output) {
    const Size area = s.kernelHeight * s.kernelWidth;
    Vector acc[maps][columns];
    beginTile(acc, bias);
    forWindowCells(s, [&](Size cell, Size weight) {
        addProducts(acc, input + cell, s.stride * laneCount, w + weight, s.channels * area);
    });
    storeTile(acc, output, laneCount, s.outputHeight * s.outputWidth * laneCount);
}

inline void convForward(const ConvSizes& s, const float* input, const float* weights, const float* bias,
                        float* output) {
    const Size inputWidth = s.width + 2 * s.padding, perMap = s.channels * s.kernelHeight * s.kernelWidth;
    forParts([&](Size part) {
        for (Size i = 0; i < s.outputHeight; ++i)
            inTiles<convMaps>(s.maps, [&](Size k, auto maps) {
                inTiles<convColumns>(s.outputWidth, [&](Size j, auto columns) {
                    convTile<maps.number, columns.number>(
                        s, input + (i * inputWidth + j) * s.stride * laneCount + part, weights + k * perMap,
                        bias ? bias + k : nullptr,
                        output + ((k * s.outputHeight + i) * s.outputWidth + j) * laneCount + part);
                });
            });
    });
}

/// The gradients of `rows` x `taps` neighbouring weights of the kernels of `maps` maps.
template <int maps, int rows, int taps>
DELTASCOPE_INLINE void gradientTile(const ConvSizes& s, const float* input, const float* delta,
                                    float* gradient) {
    const Size inputRow = (s.width + 2 * s.padding) * laneCount, step = s.stride * laneCount;
    const Size map = s.outputHeight * s.outputWidth * laneCount;
    Vector acc[maps][rows * taps] = {};
    for (Size i = 0; i < s.outputHeight; ++i) {
        const float* x = input + i * s.stride * inputRow;
        const float* d = delta + i * s.outputWidth * laneCount;
        for (Size j = 0; j < s.outputWidth; ++j, x += step, d += laneCount) {
            Vector deltas[maps];
            DELTASCOPE_UNROLL
            for (int k = 0; k < maps; ++k) deltas[k] = at(d + k * map);
            DELTASCOPE_UNROLL
            for (int t = 0; t < rows * taps; ++t) {
                const Vector cell = at(x + t / taps * inputRow + t % taps * laneCount);
                DELTASCOPE_UNROLL
                for (int k = 0; k < maps; ++k) acc[k][t] += deltas[k] * cell;
            }
        }
    }
    const Size perMap = s.channels * s.kernelHeight * s.kernelWidth;
    forTotals<maps * rows * taps>(acc[0], [&](int i, float sum) {
        const int t = i % (rows * taps);
        gradient[i / (rows * taps) * perMap + t / taps * s.kernelWidth + t % taps] += sum;
    });
}

/// All gradients, in tiles of up to `maps` x `rows` x `taps`.
template <int maps, int rows, int taps>
DELTASCOPE_INLINE void gradientTiles(const ConvSizes& s, const float* input, const float* delta,
                                     float* weightGradient) {
    const Size inputWidth = s.width + 2 * s.padding, inputHeight = s.height + 2 * s.padding;
    const Size map = s.outputHeight * s.outputWidth;
    inTiles<maps>(s.maps, [&](Size k, auto someMaps) {
        for (Size c = 0; c < s.channels; ++c)
            inTiles<rows>(s.kernelHeight, [&](Size m, auto someRows) {
                inTiles<taps>(s.kernelWidth, [&](Size n, auto someTaps) {
                    gradientTile<someMaps.number, someRows.number, someTaps.number>(
                        s, input + ((c * inputHeight + m) * inputWidth + n) * laneCount,
                        delta + k * map * laneCount,
                        weightGradient + ((k * s.channels + c) * s.kernelHeight + m) * s.kernelWidth + n);
                });
            });
    });
}

DELTASCOPE_INLINE Size weightsOf(const ConvSizes& s) {
    return s.maps * s.channels * s.kernelHeight * s.kernelWidth;
}

/// Whole kernels in the registers read the deltas once, but want long rows of them; else a few maps share the
/// cells that a row of their kernels meets.
inline void convGradient(const ConvSizes& s, const float* input, const float* delta, float* weightGradient) {
    clear(weightGradient, weightsOf(s));  // the sums of the lanes' parts are added to it
    forParts([&](Size part) {
        if constexpr (registers == 32) {
            if (s.kernelHeight <= 3 && s.kernelWidth <= 3)
                gradientTiles<3, 3, 3>(s, input + part, delta + part, weightGradient);
            else if (s.outputWidth >= 16)
                gradientTiles<1, 5, 5>(s, input + part, delta + part, weightGradient);
            else
                gradientTiles<4, 1, 5>(s, input + part, delta + part, weightGradient);
        } else {
            gradientTiles<3, 1, 3>(s, input + part, delta + part, weightGradient);
        }
    });
}

/// Tiles of deltas that are spread over the cells they came from: the fewer taps a row of the kernel has, the
/// fewer cells it takes and the more channels the registers hold.
inline constexpr int spreadColumns = registers == 32 ? 4 : 2, spreadTaps = 5;
inline constexpr int fewTaps = 3, spreadChannels = registers == 32 ? 3 : 2,
                     spreadChannelsOfFewTaps = registers == 32 ? 4 : 3;

/// acc[c][j + t] += delta[j] * w[t] of channel c: a row of deltas over a row of the kernel.
template <int channels, int columns, int taps>
DELTASCOPE_INLINE void spreadRow(Vector (&acc)[channels][columns + taps - 1], const float* delta,
                                 const float* w, Size tapStep, Size channelStep) {
    Vector deltas[columns];
    DELTASCOPE_UNROLL
    for (int j = 0; j < columns; ++j) deltas[j] = at(delta + j * laneCount);
    DELTASCOPE_UNROLL
    for (int t = 0; t < taps; ++t) {
        DELTASCOPE_UNROLL
        for (int c = 0; c < channels; ++c) {
            const Vector weight = all(w[c * channelStep + t * tapStep]);
            DELTASCOPE_UNROLL
            for (int j = 0; j < columns; ++j) acc[c][j + t] += deltas[j] * weight;
        }
    }
}

/// f(sum of spreadRow(), cell it belongs to) where the picture has that cell; `column` is the first one's,
/// which may lie in the padding as the last one's may.
template <int channels, int cells, typename F>
DELTASCOPE_INLINE void forCellsInside(const ConvSizes& s, Vector (&acc)[channels][cells], Size column,
                                      float* row, F f) {
    DELTASCOPE_UNROLL
    for (int v = 0; v < cells; ++v) {
        const Size cell = column + v * s.stride;
        if (cell < 0 || cell >= s.width) continue;
        DELTASCOPE_UNROLL
        for (int c = 0; c < channels; ++c)
            f(acc[c][v], at(row + (c * s.height * s.width + cell) * laneCount));
    }
}

/// Adds to row u (counted with padding) of dL/dx, at `row` for the first of `channels`, what `taps` weights
/// of the kernels' rows send it from columns j .. j + columns of the deltas. `w` is the first tap's weight in
/// the first row, `column` the first cell that it meets.
template <int channels, int columns, int taps>
DELTASCOPE_INLINE void spreadTile(const ConvSizes& s, const float* delta, const float* w, Size u, Size column,
                                  float* row) {
    const Size area = s.kernelHeight * s.kernelWidth, map = s.outputHeight * s.outputWidth * laneCount;
    Vector acc[channels][columns + taps - 1] = {};
    forCellsInside(s, acc, column, row, [](Vector& sum, const Vector& cell) { sum = cell; });
    for (Size k = 0; k < s.maps; ++k)
        for (Size m = u % s.stride; m < s.kernelHeight && m <= u; m += s.stride) {
            const Size i = (u - m) / s.stride;
            if (i >= s.outputHeight) continue;
            spreadRow<channels, columns, taps>(acc, delta + k * map + i * s.outputWidth * laneCount,
                                               w + k * s.channels * area + m * s.kernelWidth, s.stride, area);
        }
    forCellsInside(s, acc, column, row, [](const Vector& sum, Vector& cell) { cell = sum; });
}

/// Spreads every row of deltas over row u; every stride-th tap of the kernel meets the same cells.
template <int channels>
DELTASCOPE_INLINE void spreadOverRow(const ConvSizes& s, const float* delta, const float* w, Size u,
                                     float* row) {
    for (Size n = 0; n < s.stride && n < s.kernelWidth; ++n)
        inTiles<spreadTaps>((s.kernelWidth - n + s.stride - 1) / s.stride, [&](Size t, auto taps) {
            inTiles<spreadColumns>(s.outputWidth, [&](Size j, auto columns) {
                const Size tap = n + t * s.stride;
                spreadTile<channels, columns.number, taps.number>(s, delta + j * laneCount, w + tap, u,
                                                                  j * s.stride + tap - s.padding, row);
            });
        });
}

template <int most>
DELTASCOPE_INLINE void spreadOverRows(const ConvSizes& s, const float* delta, const float* weights,
                                      float* inputDelta) {
    const Size map = s.height * s.width * laneCount, area = s.kernelHeight * s.kernelWidth;
    for (Size u = 0; u < s.height; ++u)
        inTiles<most>(s.channels, [&](Size c, auto channels) {
            spreadOverRow<channels.number>(s, delta, weights + c * area, u + s.padding,
                                           inputDelta + c * map + u * s.width * laneCount);
        });
}

inline void convInputDelta(const ConvSizes& s, const float* delta, const float* weights, float* inputDelta) {
    clear(inputDelta, s.channels * s.height * s.width * laneCount);
    forParts([&](Size part) {
        if (s.kernelWidth <= fewTaps * s.stride)
            spreadOverRows<spreadChannelsOfFewTaps>(s, delta + part, weights, inputDelta + part);
        else
            spreadOverRows<spreadChannels>(s, delta + part, weights, inputDelta + part);
    });
}

}  // namespace deltascope::DELTASCOPE_SET
