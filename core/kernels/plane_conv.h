#pragma once

#include "core/kernels/register_tile.h"

namespace deltascope::DELTASCOPE_SET {

// A convolution for one example: neighbouring cells of a map, and not examples, in the lanes.

inline constexpr int planeMaps = registers == 32 ? 4 : 3, planeVectors = registers == 32 ? 6 : 3;

inline void planeConvForward(const PlaneConvSizes& s, const float* planes, const float* weights,
                             const float* bias, float* output) {
    inTiles<planeMaps>(s.maps, [&](Size k, auto maps) {
        inTiles<planeVectors>(s.positions / width, [&](Size v, auto vectors) {
            Vector acc[maps.number][vectors.number] = {};
            if (bias) {
                DELTASCOPE_UNROLL
                for (int i = 0; i < maps.number; ++i) {
                    DELTASCOPE_UNROLL
                    for (int j = 0; j < vectors.number; ++j) acc[i][j] = all(bias[k + i]);
                }
            }
            for (Size t = 0; t < s.weights; ++t)
                addProducts(acc, planes + s.offsets[t] + v * width, width, weights + k * s.weights + t,
                            s.weights);
            storeTile(acc, output + k * s.positions + v * width, width, s.positions);
        });
    });
}

}  // namespace deltascope::DELTASCOPE_SET
