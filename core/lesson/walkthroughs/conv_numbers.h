#pragma once

#include "core/explain/sheet.h"
#include "core/lesson/walkthroughs/conv_example.h"

namespace deltascope {

/// Numbers about the way back through a convolution (stride 1) that the pass itself does not hold. `engine`
/// is the worked example of `example`. Each has the shape of what the convolution reads, channels x H x W:
///
///   unflipped   what comes out if the kernel is laid on the padded deltas without turning it: wrong
///   measured    the central difference of the loss, by nudging each cell the convolution reads
///   slope       sigmoid'(z), only where the example has a sigmoid
std::shared_ptr<const Sheet> convNumbers(const WorkedExample<double>& engine, const ConvExample& example);

}  // namespace deltascope
