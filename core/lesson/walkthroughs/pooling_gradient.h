#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// "Gradient in pooling layers" (L29): forward each window pins its winner; backward every delta drops on its
/// pin, drops on one cell add up, all other cells get 0. First on the slide's window, then where windows
/// overlap.
///
/// Settings: "picture" and "delta" (grids; golden pool_backward as presets), "overlap_picture" and
/// "overlap_delta" (the same for the second part), "window" and "stride" (numbers). A delta is cut or
/// repeated to the size of the output.
WalkthroughKind poolingGradientWalkthrough();

}  // namespace deltascope
