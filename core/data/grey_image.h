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

/// Brightness 0 .. 1 of a pixel of bytes: luma (0.299 R + 0.587 G + 0.114 B, ITU-R BT.601), transparency over
/// white. Grey bytes come out as value / 255.
inline float brightness(int red, int green, int blue, int alpha) {
    const float opacity = static_cast<float>(alpha) / 255.0F;
    return static_cast<float>(299 * red + 587 * green + 114 * blue) / 255000.0F * opacity + (1 - opacity);
}

}  // namespace deltascope
