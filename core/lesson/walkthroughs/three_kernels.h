#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L5: identity, blur, Sobel x and a kernel of one's own on one picture. Each without padding, with a frame
/// of zeros, and rotated by 180 degrees, as true convolution uses it, beside the unrotated one. After the
/// blur: its weights' sum, and a picture that is the same everywhere. At last a single 1, which prints the
/// own kernel rotated or upright. Settings:
///   picture (grid)   the lecture's 5 x 5
///   kernel (grid)    the own one: the ramp 1 to 9
///   constant         the number that fills the even picture
/// Exhibits: picture; each step adds its own. Source: the tensors of each convolution behind "blur.",
/// "blur.zero.", "blur.flipped." and so on, "constant.", "single.", "single.flipped.".
WalkthroughKind threeKernelsWalkthrough();

}  // namespace deltascope
