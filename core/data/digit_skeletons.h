#pragma once

#include <vector>

#include "core/data/drawing.h"

namespace deltascope {

/// Points that a smooth curve runs through, in a box about 0.7 wide and 1 high (y downwards).
using SkeletonRun = std::vector<PenPoint>;
/// One pen movement: runs that follow each other, with a corner where one ends and the next begins (the end
/// point is written twice).
using SkeletonStroke = std::vector<SkeletonRun>;
/// One way of writing a digit.
using DigitSkeleton = std::vector<SkeletonStroke>;

/// The ways in which people write `digit` (0 .. 9), at least two. Throws std::invalid_argument for other
/// numbers.
const std::vector<DigitSkeleton>& digitSkeletons(int digit);

/// `perSpan` points from each of the run's points to the next on the centripetal Catmull-Rom curve through
/// them, and the last point (Yuksel, Schaefer and Keyser 2009: no loops or cusps within a span).
std::vector<PenPoint> curveThrough(const SkeletonRun& run, int perSpan);

}  // namespace deltascope
