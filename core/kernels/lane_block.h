#pragma once

#include "core/kernels/lane_kernels.h"
#include "core/tensor/shape.h"

namespace deltascope {

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
