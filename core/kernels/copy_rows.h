#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

/// Copies `count` numbers, `size` at a time; the last ones overlap with those before. A call of memcpy would
/// take longer than the row of a map.
template <Size size = width>
DELTASCOPE_INLINE void copyRow(const float* from, Size count, float* to) {
    struct __attribute__((packed, may_alias)) Piece {
        float numbers[size];
    };
    const auto copy = [&](Size i) {
        *reinterpret_cast<Piece*>(to + i) = *reinterpret_cast<const Piece*>(from + i);
    };
    if constexpr (size > 1) {
        if (count < size) return copyRow<size / 2>(from, count, to);
    }
    for (Size i = 0; i + size < count; i += size) copy(i);
    if (count > 0) copy(count - size);
}

inline void copyRows(Size rows, Size count, const float* from, Size fromStep, float* to, Size toStep) {
    if (fromStep == count && toStep == count) return copyRow(from, rows * count, to);
    const auto copyAll = [&](Size size) __attribute__((always_inline)) {
        for (Size row = 0; row < rows; ++row) copyRow(from + row * fromStep, size, to + row * toStep);
    };
    if (count == width) return copyAll(width);  // these are known when compiling
    if (count == width / 2) return copyAll(width / 2);
    copyAll(count);
}

}  // namespace deltascope::DELTASCOPE_SET
