#pragma once

#include "core/layers/lane_layer.h"
#include "core/layers/window.h"

namespace deltascope {

/// What both poolings share: a square window that visits every map by itself. Options: window, stride.
template <typename Scalar>
class Pooling : public Layer<Scalar>, public LaneLayer {
  public:
    Pooling(const Shape& input, const LayerOptions& options);
    const WindowGeometry& geometry() const { return window_; }
    std::vector<Link> linksFrom(Index offset) const override;

  protected:
    /// Calls visit(input map, output map) for every map of every example; both are offsets into the batch.
    template <typename Visit>
    void forEachMap(Index examples, Visit visit) const {
        const Index maps = examples * window_.channels;
        for (Index map = 0; map < maps; ++map) visit(map * window_.mapSize(), map * window_.outputMapSize());
    }
    /// Offset, within its map, of the window's first cell for output cell (i, j).
    Index windowStart(Index i, Index j) const {
        return i * window_.stride * window_.inputWidth + j * window_.stride;
    }

    PoolSizes sizes() const {
        return {window_.channels, window_.inputHeight,    window_.inputWidth,   window_.height,
                window_.stride,   window_.outputHeight(), window_.outputWidth()};
    }

    WindowGeometry window_;
};

/// The settings of both kinds of pooling.
std::vector<LayerOption> poolingOptions();

extern template class Pooling<float>;
extern template class Pooling<double>;

}  // namespace deltascope
