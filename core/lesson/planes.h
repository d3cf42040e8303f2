#pragma once

#include "core/tensor/tensor.h"

namespace deltascope {

// A grid of numbers is rows x columns; a coloured picture or its kernel is a stack of three such planes, red,
// green and blue: planes x rows x columns.

/// How many planes a grid has: 1 for rows x columns.
Index planeCount(const Tensor<double>& grid);

/// Rows x columns of each plane.
Shape planeShape(const Tensor<double>& grid);

/// The grid with `count` planes, as a stack if that is more than one. A single grid stands for every plane;
/// of a stack the first planes are taken. Throws std::invalid_argument if it has fewer, but more than one.
Tensor<double> withPlanes(const Tensor<double>& grid, Index count);

/// The luma 0.299 R + 0.587 G + 0.114 B of a stack of three, rows x columns; any other grid as it is.
Tensor<double> greyOf(const Tensor<double>& grid);

/// "red", "green", "blue" for planes 0, 1, 2. Throws std::invalid_argument for others.
const char* planeName(Index plane);

}  // namespace deltascope
