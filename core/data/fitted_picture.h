#pragma once

#include "core/tensor/tensor.h"

namespace deltascope {

/// A picture (channels x height x width) made to fit a network's input: every pixel of the result is the mean
/// of the area that it covers, proportions are not kept; a grey picture fills all channels, and from a
/// coloured one grey is the mean of its channels. An input that is a vector takes the picture row by row if
/// it is as long as a square, else as one row. A picture that fits is returned as it is. Throws
/// std::invalid_argument for an empty picture.
Tensor<double> fittedPicture(const Tensor<double>& picture, const Shape& input);

}  // namespace deltascope
