#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

// A fully connected layer for one example: its numbers, and not examples, in the lanes. Every weight is used
// once, so reading them is what takes the time.

inline constexpr int rowVectors = registers == 32 ? 16 : 8;

/// f(first number, vectors of the input from there on) for the whole vectors of an input, as many at a time
/// as registers hold, so that all rows of weights meet them there.
template <typename F>
DELTASCOPE_INLINE void forHeldInputs(const DenseSizes& s, const float* input, F f) {
    inTiles<rowVectors>(s.inputs / width, [&](Size v, auto vectors) {
        Vector x[vectors.number];
        DELTASCOPE_UNROLL
        for (int k = 0; k < vectors.number; ++k) x[k] = held(loose(input + (v + k) * width));
        f(v * width, x);
    });
}

/// sums[t] = row t of `w` times `input`, over whole vectors.
DELTASCOPE_INLINE void rowSums(Vector (&sums)[width], Size units, const DenseSizes& s, const float* input,
                               const float* w) {
    forHeldInputs(s, input, [&]<int vectors>(Size first, const Vector(&x)[vectors]) {
        const float* row = w + first;
        for (Size t = 0; t < units; ++t, row += s.inputs) {
            Vector sum = sums[t];
            DELTASCOPE_UNROLL
            for (int k = 0; k < vectors; ++k) sum += loose(row + k * width) * x[k];
            sums[t] = sum;
        }
    });
}

inline void rowForward(const DenseSizes& s, const float* input, const float* weights, const float* bias,
                       float* output) {
    for (Size unit = 0; unit < s.units; unit += width) {
        const Size units = s.units - unit < width ? s.units - unit : width;
        Vector sums[width] = {};
        const float* w = weights + unit * s.inputs;
        rowSums(sums, units, s, input, w);
        const Vector results = totals(sums);
        for (Size t = 0; t < units; ++t) {
            float z = results[t] + (bias ? bias[unit + t] : 0.0F);
            for (Size i = s.inputs / width * width; i < s.inputs; ++i) z += w[t * s.inputs + i] * input[i];
            output[unit + t] = z;
        }
    }
}

/// Rows are written in runs as long as the registers hold inputs for: many short ones take longer.
inline void rowGradient(const DenseSizes& s, const float* input, const float* delta, float* weightGradient) {
    forHeldInputs(s, input, [&]<int vectors>(Size first, const Vector(&x)[vectors]) {
        float* row = weightGradient + first;
        for (Size j = 0; j < s.units; ++j, row += s.inputs) {
            const Vector d = all(delta[j]);
            DELTASCOPE_UNROLL
            for (int k = 0; k < vectors; ++k) setLoose(row + k * width, d * x[k]);
        }
    });
    for (Size j = 0; j < s.units; ++j)
        for (Size i = s.inputs / width * width; i < s.inputs; ++i)
            weightGradient[j * s.inputs + i] = delta[j] * input[i];
}

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
