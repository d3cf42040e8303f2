#pragma once

#include <vector>

#include "core/data/drawing.h"
#include "core/data/grey_image.h"

namespace deltascope {

/// The corners of the line that the pen leaves for `stroke`: quadratic curves from midpoint to midpoint of
/// the points, each point between being the control point, flattened to within 1/2000 of the canvas. It
/// starts and ends exactly at the first and the last point. The canvas on the screen and rasterize() both
/// draw these corners joined by straight lines with round caps and joins, so that what is seen is what is
/// classified. One point for a dot; empty for a stroke without points.
std::vector<PenPoint> smoothed(const Stroke& stroke);

/// The canvas as side x side pixels: dark ink (0) on white (1). A pixel's ink is how much of its width the
/// line covers, judged by the distance d of its centre to the line in pixels: min(d + 1/2, r) - max(d - 1/2,
/// -r) for a pen of radius r. Cost grows with the inked area, not with side squared times segments. Throws
/// std::invalid_argument for side < 1 and for points or widths that are not finite.
GreyImage rasterize(const Drawing& drawing, Index side);

}  // namespace deltascope
