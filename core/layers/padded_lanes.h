#pragma once

#include "core/kernels/lane_kernels.h"
#include "core/layers/layer.h"

namespace deltascope {

/// The lane block that a convolution sees, C x (H + 2p) x (W + 2p): `input` with p = padding rows and columns
/// of zeros around every map, laid out in `scratch`; `input` itself where there is no padding.
const float* paddedLanes(const ConvSizes& sizes, const float* input, Scratch<float>& scratch);

}  // namespace deltascope
