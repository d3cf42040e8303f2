#pragma once

#include <Eigen/Core>

#include "core/base/result.h"
#include "core/data/grey_image.h"

namespace deltascope {

/// The amount of ink at every pixel, 0 = paper .. 1 = full, indexed (row, column).
using InkMap = Eigen::Array<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Pixels left .. right - 1 of rows top .. bottom - 1.
struct InkBox {
    Index left = 0, top = 0, right = 0, bottom = 0;

    Index width() const { return right - left; }
    Index height() const { return bottom - top; }
    Index longerSide() const { return width() > height() ? width() : height(); }
};

/// What differs from the paper: the paper is a plane through the brightness along the picture's border (so
/// slow changes of light drop out), the ink whichever side of it differs more strongly, less four times the
/// paper's grain. Errors: fewer than 2x2 pixels, values that are not finite, all one colour, nothing but
/// grain.
Result<InkMap> findInk(const GreyImage& picture);

/// Scales the ink so that the darkest is 1. Where a few pixels are much darker than the rest (crossings of
/// faint lines, specks), the rest counts: anything above 1.3 times the ink's mean, weighted by itself,
/// becomes 1.
void stretchContrast(InkMap& ink);

}  // namespace deltascope
