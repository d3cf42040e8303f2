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
    /// Calls visit(first cell, output) for every window of an example; both are offsets into it.
    template <typename Visit>
    void forEachWindow(Visit visit) const {
        Index output = 0;
        for (Index c = 0; c < window_.channels; ++c)
            for (Index i = 0; i < window_.outputHeight(); ++i)
                for (Index j = 0; j < window_.outputWidth(); ++j)
                    visit(c * window_.mapSize() + windowStart(i, j), output++);
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
