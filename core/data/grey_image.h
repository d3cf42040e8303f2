#pragma once

#include <vector>

#include "core/tensor/shape.h"

namespace deltascope {

/// A grey picture, row-major, one value a pixel: its brightness, 0 = black .. 1 = white.
struct GreyImage {
    Index width = 0, height = 0;
    std::vector<float> values;

    float at(Index x, Index y) const { return values[static_cast<std::size_t>(y * width + x)]; }
};

}  // namespace deltascope
