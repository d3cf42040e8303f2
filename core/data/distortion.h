#pragma once

#include <span>

#include "core/base/random.h"

namespace deltascope {

/// How far distorted() may change a 28x28 picture: a small affine map and a smooth random displacement of the
/// pixels (the elastic distortion of Simard, Steinkraus and Platt 2003, "Best Practices for Convolutional
/// Neural Networks Applied to Visual Document Analysis", on a coarse grid instead of a blurred fine one).
/// Each affine number is drawn evenly from minus to plus its bound.
struct DistortionOptions {
    float shift = 1.2F;      ///< pixels, each axis
    float rotation = 0.18F;  ///< radians
    float scale = 0.12F;     ///< share of the size, each axis on its own
    float shear = 0.15F;     ///< horizontal pixels per pixel of height
    float elastic = 2.5F;    ///< pixels: bound of the displacement of a grid node (about 7 pixels apart)

    /// All bounds multiplied by `factor`: 0 leaves pictures as they are.
    DistortionOptions times(float factor) const {
        return {shift * factor, rotation * factor, scale * factor, shear * factor, elastic * factor};
    }
};

/// `image` (28 x 28, row-major) seen through a random distortion, written to `out` (as large, no overlap);
/// bilinear, 0 outside. Values stay in the range of the input and 0.
void distorted(std::span<const float> image, Random& random, const DistortionOptions& options,
               std::span<float> out);

}  // namespace deltascope
