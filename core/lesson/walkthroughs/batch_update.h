#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L32: what one training step does with several examples. First on two small convolutions that share a
/// kernel, number by number: a gradient from each, their mean, old kernel to new kernel. Then on the whole
/// network with two pictures: their losses and the mean, every parameter's mean gradient and update, and what
/// the loss is afterwards. Settings:
///   input, kernel, delta, input_2, delta_2 (grids)   the small example; both inputs of one size
///   small_rate                                        its learning rate
///   network, picture, label, picture_2, label_2, rate see batchSettings()
/// Cells: the small example's with "small." in front; the network's as in a WorkedExample of two pictures,
/// and with "1:" in front after the update.
WalkthroughKind batchUpdateWalkthrough();

}  // namespace deltascope
