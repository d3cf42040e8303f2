#pragma once

#include "core/kernels/register_tile.h"

namespace deltascope::DELTASCOPE_SET {

// A convolution for one example: neighbouring cells of a map, and not examples, in the lanes.

inline constexpr int planeMaps = registers == 32 ? 4 : 3, planeVectors = registers == 32 ? 6 : 3;
inline constexpr int planeGradientMaps = registers == 32 ? 6 : 3, planeTaps = registers == 32 ? 4 : 3;

inline void planeConvForward(const PlaneConvSizes& s, const float* planes, const float* weights,
                             const float* bias, float* output) {
    inTiles<planeMaps>(s.maps, [&](Size k, auto maps) {
        inTiles<planeVectors>(s.positions / width, [&](Size v, auto vectors) {
            Vector acc[maps.number][vectors.number];
            beginTile(acc, bias ? bias + k : nullptr);
            for (Size t = 0; t < s.weights; ++t)
                addProducts(acc, planes + s.offsets[t] + v * width, width, weights + k * s.weights + t,
                            s.weights);
            storeTile(acc, output + k * s.positions + v * width, width, s.positions);
        });
    });
}

/// The gradients of weights t .. t + taps of maps k .. k + maps.
template <int maps, int taps>
DELTASCOPE_INLINE void planeGradientTile(const PlaneConvSizes& s, const float* planes, const Size* offsets,
                                         const float* delta, float* gradient) {
    Vector acc[maps * taps] = {};
    for (Size p = 0; p < s.positions; p += width) {
        Vector x[taps];
        DELTASCOPE_UNROLL
        for (int t = 0; t < taps; ++t) x[t] = loose(planes + offsets[t] + p);
        DELTASCOPE_UNROLL
        for (int k = 0; k < maps; ++k) {
            const Vector d = loose(delta + k * s.positions + p);
            DELTASCOPE_UNROLL
            for (int t = 0; t < taps; ++t) acc[k * taps + t] += d * x[t];
        }
    }
    forTotals<maps * taps>(acc, [&](int i, float sum) { gradient[i / taps * s.weights + i % taps] += sum; });
}

inline void planeConvGradient(const PlaneConvSizes& s, const float* planes, const float* delta,
                              float* weightGradient) {
    inTiles<planeGradientMaps>(s.maps, [&](Size k, auto maps) {
        inTiles<planeTaps>(s.weights, [&](Size t, auto taps) {
            planeGradientTile<maps.number, taps.number>(s, planes, s.offsets + t, delta + k * s.positions,
                                                        weightGradient + k * s.weights + t);
        });
    });
}

/// dL/db: every row holds the deltas of a map.
inline void addRowTotals(Size rows, Size count, const float* numbers, float* totals) {
    for (Size row = 0; row < rows; ++row, numbers += count) {
        Vector sums[2] = {};
        Size i = 0;
        for (; i + 2 * width <= count; i += 2 * width) {
            sums[0] += loose(numbers + i);
            sums[1] += loose(numbers + i + width);
        }
        float sum = total<width>(sums[0] + sums[1]);
        for (; i < count; ++i) sum += numbers[i];
        totals[row] += sum;
    }
}

}  // namespace deltascope::DELTASCOPE_SET
