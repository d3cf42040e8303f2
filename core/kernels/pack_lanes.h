#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

// Squares of width x width numbers are transposed in registers; single columns are left over at the end.

inline void packLanes(const float* rows, Size size, float* block) {
    Size i = 0;
    for (; i + width <= size; i += width)
        forParts([&](Size part) {
            Vector square[width];
            DELTASCOPE_UNROLL
            for (int k = 0; k < width; ++k) square[k] = loose(rows + (part + k) * size + i);
            transpose(square);
            DELTASCOPE_UNROLL
            for (int k = 0; k < width; ++k) at(block + (i + k) * laneCount + part) = square[k];
        });
    for (; i < size; ++i)
        for (Size lane = 0; lane < laneCount; ++lane) block[i * laneCount + lane] = rows[lane * size + i];
}

inline void unpackLanes(const float* block, Size size, float* rows) {
    Size i = 0;
    for (; i + width <= size; i += width)
        forParts([&](Size part) {
            Vector square[width];
            DELTASCOPE_UNROLL
            for (int k = 0; k < width; ++k) square[k] = at(block + (i + k) * laneCount + part);
            transpose(square);
            DELTASCOPE_UNROLL
            for (int k = 0; k < width; ++k) setLoose(rows + (part + k) * size + i, square[k]);
        });
    for (; i < size; ++i)
        for (Size lane = 0; lane < laneCount; ++lane) rows[lane * size + i] = block[i * laneCount + lane];
}

}  // namespace deltascope::DELTASCOPE_SET
