#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L6: what early and deep layers see. First one step for every map of both convolutional layers: its kernel,
/// its response and where that is strongest; then how much of the picture one cell of each layer can see; at
/// last both layers' kernels before and after training on the picture (with the lecture's small network on
/// its other picture, too). Settings: networkSettings(), and
///   row, column   the cell whose view is framed, in every layer the same
///   steps         updates of the training; fewer for a large network, which would take too long
/// Source: a DescentRun; at the start its tensors have their plain names.
WalkthroughKind layerViewsWalkthrough();

}  // namespace deltascope
