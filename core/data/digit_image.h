#pragma once

#include "core/base/result.h"
#include "core/data/grey_image.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// Side of the picture that the digit network sees, and of the box inside it that the ink is scaled to
/// (LeCun, Bottou, Bengio and Haffner 1998, "Gradient-Based Learning Applied to Document Recognition",
/// section III.A).
inline constexpr Index digitSide = 28, digitBox = 20;

/// A picture of a digit, made into what MNIST shows: shape {1, 28, 28}, ink = 1 on paper = 0, the ink's
/// longer side 20 pixels, aspect kept, its centre of mass in the middle (moved by whole pixels, as MNIST's
/// are). Dark ink on light paper or the other way round; slow changes of the paper's brightness, its grain
/// and specks of dust are left out. Lines that would end up thinner or thicker than nearly all of MNIST's are
/// widened or thinned (to 2 and 3 pixels). Time is linear in the number of pixels. Errors: a picture without
/// pixels or smaller than 2x2, all one colour, or with nothing on it but grain ("no ink found").
Result<Tensor<float>> digitFromPicture(const GreyImage& picture);

/// A picture that is the network's input already: must be exactly 28x28; shape {1, 28, 28}, value =
/// brightness.
Result<Tensor<float>> digitAsIs(const GreyImage& picture);

}  // namespace deltascope
