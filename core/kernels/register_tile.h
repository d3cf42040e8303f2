#pragma once

#include "core/kernels/lane_vector.h"

namespace deltascope::DELTASCOPE_SET {

// The heart of every convolution: a tile of sums that stays in the registers. A column is one vector of
// neighbouring examples or of neighbouring cells, whatever lies in the lanes.

/// acc[k][j] += w[k] * the vector at cell(j): one weight of each map at each column.
template <int maps, int columns, typename Cell>
DELTASCOPE_INLINE void addProductsAt(Vector (&acc)[maps][columns], Cell cell, const float* w, Size mapStep) {
    Vector inputs[columns];
    DELTASCOPE_UNROLL
    for (int j = 0; j < columns; ++j) inputs[j] = loose(cell(j));
    DELTASCOPE_UNROLL
    for (int k = 0; k < maps; ++k) {
        const Vector weight = all(w[k * mapStep]);
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) acc[k][j] += weight * inputs[j];
    }
}

/// The same for columns that lie `columnStep` apart.
template <int maps, int columns>
DELTASCOPE_INLINE void addProducts(Vector (&acc)[maps][columns], const float* x, Size columnStep,
                                   const float* w, Size mapStep) {
    addProductsAt(
        acc, [&](int j) { return x + j * columnStep; }, w, mapStep);
}

/// A tile of sums that begin with their map's bias, which may be null.
template <int maps, int columns>
DELTASCOPE_INLINE void beginTile(Vector (&acc)[maps][columns], const float* bias) {
    DELTASCOPE_UNROLL
    for (int k = 0; k < maps; ++k) {
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) acc[k][j] = bias ? all(bias[k]) : Vector{};
    }
}

template <int maps, int columns>
DELTASCOPE_INLINE void storeTile(const Vector (&acc)[maps][columns], float* out, Size columnStep,
                                 Size mapStep) {
    DELTASCOPE_UNROLL
    for (int k = 0; k < maps; ++k) {
        DELTASCOPE_UNROLL
        for (int j = 0; j < columns; ++j) setLoose(out + k * mapStep + j * columnStep, acc[k][j]);
    }
}

}  // namespace deltascope::DELTASCOPE_SET
