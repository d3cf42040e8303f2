#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/data/drawing.h"
#include "core/data/grey_image.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// What lies on the canvas: strokes, or an opened picture.
struct Sketch {
    Drawing drawing;
    std::optional<GreyImage> picture;

    bool empty() const { return drawing.strokes.empty() && !picture; }
};

/// The canvas as pixels: the picture itself, or the strokes on side x side pixels.
GreyImage sketchImage(const Sketch& sketch, Index side);

/// The network's input for what lies on the canvas, shape {1, 28, 28}: strokes are drawn on as many pixels as
/// in training. An error where there is no ink.
Result<Tensor<float>> sketchDigit(const Sketch& sketch);

}  // namespace deltascope
