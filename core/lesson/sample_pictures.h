#pragma once

#include "core/tensor/tensor.h"

namespace deltascope {

/// A handwritten-looking digit as a 28 x 28 grid of whole numbers from 0 (paper) to 9 (ink): small enough to
/// multiply in one's head. It is synthetic digit `number`, prepared as the network sees it.
Tensor<double> sampleDigit(std::uint64_t number);

/// The lecture's 5 x 5 picture: a bright right half and one odd pixel (LECTURE 12.1-d).
Tensor<double> lecturePicture();

/// A red, a green and a blue disc of light that overlap: 3 planes x 28 x 28, from 0 (dark) to 9 (bright).
Tensor<double> threeLights();

/// 5 x 5 zeros with a single 1 in the middle: the picture that shows whether a kernel is flipped.
Tensor<double> impulsePicture();

}  // namespace deltascope
