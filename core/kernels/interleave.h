#pragma once

#include "core/kernels/copy_rows.h"

namespace deltascope::DELTASCOPE_SET {

// Maps one behind the other, or the numbers of all maps at a cell side by side. Squares are transposed in
// registers, no larger than the maps need; cells that fill no square are left over at the end.

/// The smallest size of a square that holds so many rows.
constexpr Size squareFor(Size rows, Size size = width) {
    return size > 1 && rows <= size / 2 ? squareFor(rows, size / 2) : size;
}

/// Moves cells [i, i + size) of `rows` maps, as many as a square holds at most.
template <int rows>
DELTASCOPE_INLINE void interleaveSquare(const float* from, Size fromStep, float* to, Size toStep) {
    constexpr Size size = squareFor(rows);
    using Row = typename VectorOf<float, size>::Type;
    Row square[size] = {};
    DELTASCOPE_UNROLL
    for (int k = 0; k < rows; ++k) square[k] = loose<Row>(from + k * fromStep);
    transpose<size>(square);
    DELTASCOPE_UNROLL
    for (int k = 0; k < size; ++k) setLoose(to + k * toStep, square[k]);
}

template <int rows>
DELTASCOPE_INLINE void separateSquare(const float* from, Size fromStep, float* to, Size toStep) {
    constexpr Size size = squareFor(rows);
    using Row = typename VectorOf<float, size>::Type;
    Row square[size];
    DELTASCOPE_UNROLL
    for (int k = 0; k < size; ++k) square[k] = loose<Row>(from + k * fromStep);
    transpose<size>(square);
    DELTASCOPE_UNROLL
    for (int k = 0; k < rows; ++k) setLoose(to + k * toStep, square[k]);
}

/// f(first map, Constant<number of maps>): what fills no whole vector goes first.
template <typename F>
DELTASCOPE_INLINE void inMapVectors(Size maps, F f) {
    const Size whole = maps / width * width;
    if (whole < maps) withConstant<int{width} - 1>(maps - whole, [&](auto rows) { f(whole, rows); });
    for (Size k = 0; k < whole; k += width) f(k, Constant<int{width}>{});
}

/// square(first map, first cell, Constant<number of maps>) for every square, and number(map, cell) for what
/// fills none.
template <typename Square, typename Number>
DELTASCOPE_INLINE void inSquares(Size maps, Size cells, Square square, Number number) {
    inMapVectors(maps, [&](Size k, auto rows) {
        constexpr Size size = squareFor(rows.number);
        Size i = 0;
        for (; i + size <= cells; i += size) square(k, i, rows);
        for (; i < cells; ++i)
            for (int row = 0; row < rows.number; ++row) number(k + row, i);
    });
}

/// Zeros follow a cell's numbers until the square is full; what comes later is written over them.
inline void interleave(Size maps, Size cells, const float* from, Size fromStep, float* to, Size toStep) {
    if (maps == 1 && toStep == 1) return copyRow(from, cells, to);
    inSquares(
        maps, cells,
        [&](Size k, Size i, auto rows) {
            interleaveSquare<rows.number>(from + k * fromStep + i, fromStep, to + i * toStep + k, toStep);
        },
        [&](Size k, Size i) { to[i * toStep + k] = from[k * fromStep + i]; });
}

inline void separate(Size maps, Size cells, const float* from, Size fromStep, float* to, Size toStep) {
    if (maps == 1 && fromStep == 1) return copyRow(from, cells, to);
    inSquares(
        maps, cells,
        [&](Size k, Size i, auto rows) {
            separateSquare<rows.number>(from + i * fromStep + k, fromStep, to + k * toStep + i, toStep);
        },
        [&](Size k, Size i) { to[k * toStep + i] = from[i * fromStep + k]; });
}

}  // namespace deltascope::DELTASCOPE_SET
