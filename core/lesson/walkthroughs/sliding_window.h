#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L4 (with the kernels of L5): a kernel slides over a patch of a picture; one step for every window position.
/// Settings:
///   picture (grid), patch_row, patch_column, patch_size   the input is this patch of the picture
///   kernel (grid)   presets identity, blur, Sobel x, ramp
///   padding         "none" or "zero" (as many zeros as keep the size, for odd kernels)
///   flip            true convolution: the kernel is rotated by 180 degrees first
///   stride
/// Exhibits: input, kernel, output; and aside, where the picture is larger than the patch: picture and response.
WalkthroughKind slidingWindowWalkthrough();

}  // namespace deltascope
