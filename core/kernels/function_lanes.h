#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

/// exp(x) within about 2 units in the last place: x = n ln 2 + r, |r| <= ln 2 / 2, and exp(r) by its
/// polynomial of degree 6 (the coefficients are those of the Cephes library's expf). Ends at exp(88) and
/// exp(-87), where floats end, too.
DELTASCOPE_INLINE Vector exponential(Vector x) {
    constexpr float toInteger = 12582912.0F;  // 1.5 * 2^23: adding it leaves no digits after the point
    x = x > all(88.0F) ? all(88.0F) : x;
    x = x < all(-87.0F) ? all(-87.0F) : x;
    const Vector n = (x * 1.44269504F + toInteger) - toInteger;
    const Vector r = (x - n * 0.693359375F) + n * 2.12194440e-4F;
    Vector p = all(1.9875691500e-4F);
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * (r * r) + r + 1.0F;
    const IntVector bits = (__builtin_convertvector(n, IntVector) + 127) << 23;
    return p * reinterpret_cast<const Vector&>(bits);
}

DELTASCOPE_INLINE Vector logistic(Vector x) { return 1.0F / (1.0F + exponential(-x)); }

/// out[i] = f(a[i], b[i]) for `count` numbers; the last few, which fill no vector, by way of one.
template <typename F>
DELTASCOPE_INLINE void forEachNumber(Size count, const float* a, const float* b, float* out, F f) {
    Size i = 0;
    for (; i + width <= count; i += width) setLoose(out + i, f(loose(a + i), loose(b + i)));
    if (i == count) return;
    Vector lastA = {}, lastB = {};
    for (Size k = i; k < count; ++k) {
        lastA[k - i] = a[k];
        lastB[k - i] = b[k];
    }
    const Vector last = f(lastA, lastB);
    for (Size k = i; k < count; ++k) out[k] = last[k - i];
}

inline void functionForward(LaneFunction function, Size count, const float* input, float* output) {
    switch (function) {
        case LaneFunction::sigmoid:
            return forEachNumber(count, input, input, output, [](Vector x, Vector) { return logistic(x); });
        case LaneFunction::tanh:
            return forEachNumber(count, input, input, output,
                                 [](Vector x, Vector) { return 2.0F * logistic(2.0F * x) - 1.0F; });
        case LaneFunction::relu:
            return forEachNumber(count, input, input, output,
                                 [](Vector x, Vector) { return x > Vector{} ? x : Vector{}; });
    }
}

inline void functionBackward(LaneFunction function, Size count, const float* output, const float* delta,
                             float* inputDelta) {
    switch (function) {
        case LaneFunction::sigmoid:
            return forEachNumber(count, output, delta, inputDelta,
                                 [](Vector a, Vector d) { return d * (a * (1.0F - a)); });
        case LaneFunction::tanh:
            return forEachNumber(count, output, delta, inputDelta,
                                 [](Vector a, Vector d) { return d * (1.0F - a * a); });
        case LaneFunction::relu:
            return forEachNumber(count, output, delta, inputDelta,
                                 [](Vector a, Vector d) { return a > Vector{} ? d : Vector{}; });
    }
}

}  // namespace deltascope::DELTASCOPE_SET
