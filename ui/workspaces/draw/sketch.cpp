#include "ui/workspaces/draw/sketch.h"

#include "core/data/digit_image.h"
#include "core/data/examples.h"
#include "core/data/stroke_raster.h"

namespace deltascope {

GreyImage sketchImage(const Sketch& sketch, Index side) {
    return sketch.picture ? *sketch.picture : rasterize(sketch.drawing, side);
}

Result<Tensor<float>> sketchDigit(const Sketch& sketch) {
    if (sketch.picture) return digitFromPicture(*sketch.picture);
    // The side that the model's training pictures were drawn at: the answer must not depend on the window's
    // size.
    return digitFromPicture(rasterize(sketch.drawing, PenExampleOptions{}.canvasSide));
}

}  // namespace deltascope
