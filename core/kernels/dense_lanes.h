#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

inline constexpr int denseTile = registers == 32 ? 12 : 8;
inline constexpr int rowTile = registers == 32 ? 6 : 3, vectorTile = registers == 32 ? 4 : 3;

/// sums[t] = the sum over `count` cells of w[t * tileStep + i * cellStep] times cell i.
template <int tile>
DELTASCOPE_INLINE void weightedSums(Vector (&sums)[tile], Size count, const float* cells, const float* w,
                                    Size tileStep, Size cellStep) {
    for (Size i = 0; i < count; ++i) {
        const Vector x = at(cells + i * laneCount);
        const float* column = w + i * cellStep;
        DELTASCOPE_UNROLL
        for (int t = 0; t < tile; ++t) sums[t] += all(column[t * tileStep]) * x;
    }
}

inline void denseForward(const DenseSizes& s, const float* input, const float* weights, const float* bias,
                         float* output) {
    forParts([&](Size part) {
        inTiles<denseTile>(s.units, [&](Size unit, auto tile) {
            Vector sums[tile.number];
            DELTASCOPE_UNROLL
            for (int t = 0; t < tile.number; ++t) sums[t] = bias ? all(bias[unit + t]) : Vector{};
            weightedSums(sums, s.inputs, input + part, weights + unit * s.inputs, s.inputs, 1);
            DELTASCOPE_UNROLL
            for (int t = 0; t < tile.number; ++t) at(output + (unit + t) * laneCount + part) = sums[t];
        });
    });
}

inline void denseInputDelta(const DenseSizes& s, const float* delta, const float* weights,
                            float* inputDelta) {
    forParts([&](Size part) {
        inTiles<denseTile>(s.inputs, [&](Size i, auto tile) {
            Vector sums[tile.number] = {};
            weightedSums(sums, s.units, delta + part, weights + i, 1, s.inputs);
            DELTASCOPE_UNROLL
            for (int t = 0; t < tile.number; ++t) at(inputDelta + (i + t) * laneCount + part) = sums[t];
        });
    });
}

/// `units` x (`vectors` * width) weights: the outer products of all examples' rows.
template <int units, int vectors>
DELTASCOPE_INLINE void outerTile(const DenseSizes& s, Size examples, const float* inputRows,
                                 const float* deltaRows, float* gradient) {
    Vector acc[units][vectors] = {};
    for (Size example = 0; example < examples; ++example, inputRows += s.inputs, deltaRows += s.units) {
        Vector inputs[vectors];
        DELTASCOPE_UNROLL
        for (int v = 0; v < vectors; ++v) inputs[v] = loose(inputRows + v * width);
        DELTASCOPE_UNROLL
        for (int j = 0; j < units; ++j) {
            const Vector delta = all(deltaRows[j]);
            DELTASCOPE_UNROLL
            for (int v = 0; v < vectors; ++v) acc[j][v] += delta * inputs[v];
        }
    }
    DELTASCOPE_UNROLL
    for (int j = 0; j < units; ++j) {
        DELTASCOPE_UNROLL
        for (int v = 0; v < vectors; ++v) setLoose(gradient + j * s.inputs + v * width, acc[j][v]);
    }
}

inline void denseGradient(const DenseSizes& s, Size examples, const float* inputRows, const float* deltaRows,
                          float* weightGradient) {
    const Size whole = s.inputs / width;
    inTiles<rowTile>(s.units, [&](Size unit, auto units) {
        inTiles<vectorTile>(whole, [&](Size v, auto vectors) {
            outerTile<units.number, vectors.number>(s, examples, inputRows + v * width, deltaRows + unit,
                                                    weightGradient + unit * s.inputs + v * width);
        });
    });
    for (Size unit = 0; unit < s.units; ++unit)
        for (Size i = whole * width; i < s.inputs; ++i) {
            float sum = 0;
            for (Size example = 0; example < examples; ++example)
                sum += deltaRows[example * s.units + unit] * inputRows[example * s.inputs + i];
            weightGradient[unit * s.inputs + i] = sum;
        }
}

inline void biasGradient(Size maps, Size positions, const float* delta, float* gradient) {
    for (Size map = 0; map < maps; ++map) {
        Vector sum = {};
        for (Size i = 0; i < positions; ++i, delta += laneCount)
            forParts([&](Size part) { sum += at(delta + part); });
        gradient[map] = total<width>(sum);
    }
}

}  // namespace deltascope::DELTASCOPE_SET
