#pragma once

#include "core/kernels/register_tile.h"

namespace deltascope::DELTASCOPE_SET {

// Register tiles: as many maps and columns as the registers hold, so that each number read takes part in
// several products.
inline constexpr int convMaps = registers == 32 ? 6 : 4, convColumns = registers == 32 ? 4 : 3;
/// Output cells (k .. k + maps, i, j .. j + columns).
template <int maps, int columns>
DELTASCOPE_INLINE void convTile(const ConvSizes& s, const float* input, const float* w, const float* bias,
                                float* output) {
    const Size inputWidth = s.width + 2 * s.padding, area = s.kernelHeight * s.kernelWidth;
    const Size inputMap = (s.height + 2 * s.padding) * inputWidth * laneCount;
    Vector acc[maps][columns];
    DELTASCOPE_UNROLL
    for (int k = 0; k < maps; ++k) {
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) acc[k][j] = bias ? all(bias[k]) : Vector{};
    }
    for (Size c = 0; c < s.channels; ++c)
        for (Size m = 0; m < s.kernelHeight; ++m) {
            const float* x = input + c * inputMap + m * inputWidth * laneCount;
            const float* row = w + c * area + m * s.kernelWidth;
            for (Size n = 0; n < s.kernelWidth; ++n)
                addProducts(acc, x + n * laneCount, s.stride * laneCount, row + n, s.channels * area);
        }
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

/// Whole kernels in the registers read the deltas once, but want long rows of them; else a few maps share the
/// cells that a row of their kernels meets.
inline void convGradient(const ConvSizes& s, const float* input, const float* delta, float* weightGradient) {
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

/// Weights of a row or column of the kernel that meet a cell: every stride-th from `first` on. The one that
/// is number t of them meets the delta t places before that at `place`.
struct Taps {
    Size first, place, begin, end;  ///< numbers begin .. end - 1 may meet a delta at all
};

/// For `cells` cells, a stride apart, from `cell` (counted with padding) on.
DELTASCOPE_INLINE Taps tapsOf(Size cell, Size cells, Size kernel, Size outputs, Size stride) {
    const Size first = cell % stride, place = cell / stride, count = (kernel - first + stride - 1) / stride;
    return {first, place, place < outputs ? 0 : place - outputs + 1,
            place + cells < count ? place + cells : count};
}

/// dL/dx of cells (c .. c + channels, u, v .. v + columns * stride), u and v counted with padding: every
/// output row that reaches u, and of each row of the kernel the taps that meet a delta.
template <int channels, int columns>
DELTASCOPE_INLINE void inputDeltaTile(const ConvSizes& s, const float* delta, const float* w, Size u, Size v,
                                      float* inputDelta) {
    const Size border = (s.kernelWidth + s.stride - 2) / s.stride, deltaWidth = s.outputWidth + 2 * border;
    const Size area = s.kernelHeight * s.kernelWidth;
    const Taps rows = tapsOf(u, 1, s.kernelHeight, s.outputHeight, s.stride),
               taps = tapsOf(v, columns, s.kernelWidth, s.outputWidth, s.stride);
    Vector acc[channels][columns] = {};
    for (Size k = 0; k < s.maps; ++k)
        for (Size m = rows.begin; m < rows.end; ++m) {
            const float* d =
                delta +
                ((k * s.outputHeight + rows.place - m) * deltaWidth + taps.place + border) * laneCount;
            const float* row =
                w + k * s.channels * area + (rows.first + m * s.stride) * s.kernelWidth + taps.first;
            for (Size n = taps.begin; n < taps.end; ++n)
                addProducts(acc, d - n * laneCount, laneCount, row + n * s.stride, area);
        }
    DELTASCOPE_UNROLL
    for (int c = 0; c < channels; ++c) {
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j)
            at(inputDelta + (c * s.height * s.width + j * s.stride) * laneCount) = acc[c][j];
    }
}

inline void convInputDelta(const ConvSizes& s, const float* delta, const float* weights, float* inputDelta) {
    const Size area = s.kernelHeight * s.kernelWidth, phases = s.stride < s.width ? s.stride : s.width;
    forParts([&](Size part) {
        for (Size u = 0; u < s.height; ++u)
            for (Size v = 0; v < phases; ++v)
                inTiles<convMaps>(s.channels, [&](Size c, auto channels) {
                    inTiles<convColumns>((s.width - v + s.stride - 1) / s.stride, [&](Size j, auto columns) {
                        const Size column = v + j * s.stride;
                        inputDeltaTile<channels.number, columns.number>(
                            s, delta + part, weights + c * area, u + s.padding, column + s.padding,
                            inputDelta + ((c * s.height + u) * s.width + column) * laneCount + part);
                    });
                });
    });
}

}  // namespace deltascope::DELTASCOPE_SET
