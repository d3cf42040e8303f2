#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "core/base/random.h"
#include "core/data/digit_image.h"
#include "core/data/digit_skeletons.h"
#include "core/data/stroke_raster.h"
#include "core/data/variation.h"

namespace deltascope {

/// The first way of writing `digit`, without any randomness.
inline Drawing plainDigit(int digit) {
    Drawing drawing;
    for (const auto& skeleton : digitSkeletons(digit).front()) {
        Stroke stroke;
        for (const auto& run : skeleton) {
            for (const PenPoint p : curveThrough(run, 6)) stroke.points.push_back(p);
        }
        drawing.strokes.push_back(stroke);
    }
    return drawing;
}

inline GreyImage pictureOf(const Drawing& drawing, const PenVariation& variation = {}, Index side = 200) {
    return rasterize(placed(drawing, variation), side);
}

inline GreyImage blankPicture(Index width, Index height, float brightness) {
    return {width, height, std::vector<float>(static_cast<std::size_t>(width * height), brightness)};
}

inline void paint(GreyImage& picture, Index left, Index top, Index right, Index bottom, float brightness) {
    for (Index y = top; y < bottom; ++y) {
        for (Index x = left; x < right; ++x) {
            picture.values[static_cast<std::size_t>(y * picture.width + x)] = brightness;
        }
    }
}

/// How much two digits differ: 0 = the same, 2 = nothing in common.
inline float difference(const Tensor<float>& a, const Tensor<float>& b) {
    float apart = 0, ink = 0;
    for (Index i = 0; i < a.size(); ++i) {
        apart += std::abs(a[i] - b[i]);
        ink += (a[i] + b[i]) / 2;
    }
    return apart / ink;
}

/// The smallest difference() with `b` moved by up to a pixel: centring rounds to whole pixels, so that a
/// centre of mass near half a pixel may go either way.
inline float differenceUpToAPixel(const Tensor<float>& a, const Tensor<float>& b) {
    float smallest = difference(a, b);
    for (Index move = 0; move < 9; ++move) {
        Tensor<float> moved(b.shape());
        for (Index y = 1; y < 27; ++y) {
            for (Index x = 1; x < 27; ++x)
                moved.at({0, y, x}) = b.at({0, y + move / 3 - 1, x + move % 3 - 1});
        }
        smallest = std::min(smallest, difference(a, moved));
    }
    return smallest;
}

}  // namespace deltascope
