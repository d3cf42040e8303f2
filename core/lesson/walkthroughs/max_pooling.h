#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L9: a window stops everywhere on a picture and keeps the largest number it holds; one step for every stop,
/// and a last one that looks at what is left. Settings:
///   picture (grid)   the lecture's 1 to 9
///   window           its rows and columns
///   stride           1 in the lecture's example, 2 in its network
/// Exhibits: input, output.
WalkthroughKind maxPoolingWalkthrough();

}  // namespace deltascope
