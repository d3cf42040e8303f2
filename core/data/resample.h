#pragma once

#include "core/data/ink.h"

namespace deltascope {

/// `box` of `ink` with `step` of its pixels to each pixel of the result, both centred on each other.
/// Shrinking (step
/// >= 1) takes the mean over the covered area, empty beyond the box, in just enough pixels to hold it all: a
/// line of 2.4 pixels is not rounded to 2. Growing interpolates linearly and rounds the size.
InkMap resampled(const InkMap& ink, const InkBox& box, double step);

}  // namespace deltascope
