#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L31: the gradient of a convolution's kernel as element-wise products in a sliding window, from both sides.
/// Gather: the delta map is the window, each of the places where it fits gives one kernel gradient. Scatter:
/// every output cell adds its delta times the patch that it saw. Settings:
///   input, kernel, delta (grids)   see convSettings(); one channel, one map
///   view                           "both" one after the other and compared, "gather" or "scatter"
/// Cells beside the engine's: products[m,n,i,j] = a[i+m,j+n] delta[i,j], contributions[i,j,m,n], the same
/// seen from the output cell, and running_sums[i,j,m,n], what the kernel's gradient is after that cell.
WalkthroughKind weightGradientWalkthrough();

}  // namespace deltascope
