#include "core/kernels/lane_block.h"

#include <algorithm>

namespace deltascope {

void copyWithBorder(const float* block, Index maps, Index height, Index width, Border border, float* out) {
    const Index side = border.columns * laneCount, row = width * laneCount;
    const Index rows = border.rows * (row + 2 * side);
    for (Index map = 0; map < maps; ++map) {
        out = std::fill_n(out, rows, 0.0F);
        for (Index i = 0; i < height; ++i, block += row) {
            out = std::fill_n(out, side, 0.0F);
            out = std::copy_n(block, row, out);
            out = std::fill_n(out, side, 0.0F);
        }
        out = std::fill_n(out, rows, 0.0F);
    }
}

}  // namespace deltascope
