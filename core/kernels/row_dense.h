#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

// A fully connected layer for one example: its numbers, and not examples, in the lanes. Every weight is used
// once, so reading them is what takes the time.

/// sums[t] = row t of `w` times `input`, over whole vectors.
template <int units>
DELTASCOPE_INLINE void rowSums(Vector (&sums)[units], const DenseSizes& s, const float* input,
                               const float* w) {
    for (Size i = 0; i + width <= s.inputs; i += width) {
        const Vector x = loose(input + i);
        DELTASCOPE_UNROLL
        for (int t = 0; t < units; ++t) sums[t] += loose(w + t * s.inputs + i) * x;
    }
}

inline void rowForward(const DenseSizes& s, const float* input, const float* weights, const float* bias,
                       float* output) {
    inTiles<int{width}>(s.units, [&](Size unit, auto units) {
        Vector sums[width] = {};
        const float* w = weights + unit * s.inputs;
        rowSums(reinterpret_cast<Vector(&)[units.number]>(sums), s, input, w);
        const Vector results = totals(sums);
        for (int t = 0; t < units.number; ++t) {
            float z = results[t] + (bias ? bias[unit + t] : 0.0F);
            for (Size i = s.inputs / width * width; i < s.inputs; ++i) z += w[t * s.inputs + i] * input[i];
            output[unit + t] = z;
        }
    });
}

inline constexpr int rowVectors = registers == 32 ? 16 : 8;

inline void rowInputDelta(const DenseSizes& s, const float* delta, const float* weights, float* inputDelta) {
    const Size whole = s.inputs / width;
    inTiles<rowVectors>(whole, [&](Size v, auto vectors) {
        Vector sums[vectors.number] = {};
        const float* w = weights + v * width;
        for (Size j = 0; j < s.units; ++j, w += s.inputs) {
            const Vector d = all(delta[j]);
            DELTASCOPE_UNROLL
            for (int k = 0; k < vectors.number; ++k) sums[k] += d * loose(w + k * width);
        }
        DELTASCOPE_UNROLL
        for (int k = 0; k < vectors.number; ++k) setLoose(inputDelta + (v + k) * width, sums[k]);
    });
    for (Size i = whole * width; i < s.inputs; ++i) {
        float sum = 0;
        for (Size j = 0; j < s.units; ++j) sum += delta[j] * weights[j * s.inputs + i];
        inputDelta[i] = sum;
    }
}

}  // namespace deltascope::DELTASCOPE_SET
