#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L15: gradient descent on a curve with two valleys or on one narrow valley in the plane; one step of
/// descent is one step of the walkthrough. Settings:
///   surface             "one" dimension or "two"
///   start, rate         theta_0 and the learning rate in one dimension
///   start_x, start_y, rate_xy   the same in two dimensions
///   steps               at most; fewer where the numbers grow beyond what a double can hold
/// Exhibits: curve or contours, the run as a path over it, tangent or step, and the table (see
/// DescentNumbers).
WalkthroughKind gradientDescentWalkthrough();

}  // namespace deltascope
