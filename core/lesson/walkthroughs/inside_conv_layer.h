#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L30: inside a convolutional layer, both directions. Forward a bank of filters spreads one picture into as
/// many maps; then, on a layer small enough for one stage, the delta that comes back goes two ways: to the
/// kernel, as its gradient, and to the input, as the next delta. Settings:
///   picture, chair, person, table, cupboard (grids)   the bank's, as in L7
///   input, kernel, delta (grids)                      the small layer's, see convSettings()
/// Cells: the bank's with "bank." in front, the small layer's as they are.
WalkthroughKind insideConvLayerWalkthrough();

}  // namespace deltascope
