#pragma once

#include <algorithm>
#include <optional>
#include <utility>

#include "core/layers/layer.h"

namespace deltascope {

/// Where a sliding window stops on a stack of maps: what convolution and pooling have in common.
/// Output cell (i, j) reads input rows i*stride - padding ... + height - 1, columns likewise; what lies
/// outside the map counts as 0. Output extent: (H + 2 padding - height) / stride + 1, rounded down.
struct WindowGeometry {
    Index channels = 0, inputHeight = 0, inputWidth = 0;
    Index height = 0, width = 0;
    Index stride = 1, padding = 0;

    /// Throws std::invalid_argument unless `input` is C x H x W and the window fits into it with its padding.
    WindowGeometry(const Shape& input, Index windowHeight, Index windowWidth, Index windowStride,
                   Index windowPadding)
        : channels(input.rank() == 3 ? input[0] : 0),
          inputHeight(input.rank() == 3 ? input[1] : 0),
          inputWidth(input.rank() == 3 ? input[2] : 0),
          height(windowHeight),
          width(windowWidth),
          stride(windowStride),
          padding(windowPadding) {
        require(input.rank() == 3, "expected maps (channels x height x width), got ", input.text());
        require(height <= inputHeight + 2 * padding && width <= inputWidth + 2 * padding, "a ", height, "x",
                width, " window does not fit into ", input.text(), " with padding ", padding);
    }

    Index outputHeight() const { return (inputHeight + 2 * padding - height) / stride + 1; }
    Index outputWidth() const { return (inputWidth + 2 * padding - width) / stride + 1; }
    Index mapSize() const { return inputHeight * inputWidth; }
    Index outputMapSize() const { return outputHeight() * outputWidth(); }

    /// Input row that window row `m` meets when the window makes output row `i`; may lie outside the map.
    Index row(Index i, Index m) const { return i * stride - padding + m; }
    Index column(Index j, Index n) const { return j * stride - padding + n; }
    bool inside(Index u, Index v) const { return u >= 0 && u < inputHeight && v >= 0 && v < inputWidth; }

    /// Calls visit(i, j, m, n) for every output cell (i, j) whose window covers input cell (u, v), row-major;
    /// (m, n) is the place of the input cell within that window.
    template <typename Visit>
    void forWindowsOver(Index u, Index v, Visit visit) const {
        for (Index i = firstOver(u, height); i <= lastOver(u, outputHeight()); ++i) {
            for (Index j = firstOver(v, width); j <= lastOver(v, outputWidth()); ++j) {
                visit(i, j, u - row(i, 0), v - column(j, 0));
            }
        }
    }

    /// The output cell whose window has input cell (u, v) at its place (m, n), if there is one.
    std::optional<std::pair<Index, Index>> stopAt(Index u, Index v, Index m, Index n) const {
        const Index i = u + padding - m, j = v + padding - n;
        if (i < 0 || j < 0 || i % stride != 0 || j % stride != 0) return std::nullopt;
        if (i / stride >= outputHeight() || j / stride >= outputWidth()) return std::nullopt;
        return std::pair{i / stride, j / stride};
    }

  private:
    Index firstOver(Index position, Index extent) const {
        const Index reach =
            position + padding - extent;  // last padded position before the window's first stop
        return reach < 0 ? 0 : reach / stride + 1;
    }
    Index lastOver(Index position, Index stops) const {
        return std::min((position + padding) / stride, stops - 1);
    }
};

}  // namespace deltascope
