#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L4 (with the kernels of L5): a kernel slides over a patch of a picture; one step for every window
/// position. Settings:
///   picture (grid, or three planes: red, green, blue), patch_row, patch_column, patch_size   the input is
///   this patch of the picture,
///                   moved and shrunk until it lies inside
///   channels        "rgb": a coloured picture is seen as three planes by a kernel of three planes, whose
///                   products all go into one sum; "grey": as its luma
///   kernel (grid, or three planes)   presets identity, blur, Sobel x, ramp; a grid stands for every plane
///   padding         "none", "zero" (as many zeros as keep the size, for odd kernels) or "full" (every
///   overlap counts) flip            true convolution: the kernel is rotated by 180 degrees first stride
/// Exhibits: input, kernel, output; and aside, where the picture is larger than the patch: picture and
/// response.
WalkthroughKind slidingWindowWalkthrough();

}  // namespace deltascope
