#pragma once

#include "core/kernels/lane_kernels.h"
#include "core/tensor/shape.h"

namespace deltascope {

/// laneCount rows of `size` numbers, one a row for each example, into a lane block, and back.
void packLanes(const float* rows, Index size, float* block);
void unpackLanes(const float* block, Index size, float* rows);

/// Zeros around every map of a lane block.
struct Border {
    Index rows, columns;  ///< on each side
};

/// Numbers that `maps` maps of height x width take with a border around each.
inline Index borderedSize(Index maps, Index height, Index width, Border border) {
    return maps * (height + 2 * border.rows) * (width + 2 * border.columns) * laneCount;
}
void copyWithBorder(const float* block, Index maps, Index height, Index width, Border border, float* out);

}  // namespace deltascope
