#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L11: the lecture's network, what the shapes of its picture stand for, how its sizes come about layer by
/// layer, and its labels in the lecture's order: final predictions, convolutional parameters, fully connected
/// parameters. Settings: networkSettings(). Numbers: the network's pass, its sizes (see networkSizes()), and
/// `counts`, how many layers of each kind there are.
WalkthroughKind networkLegendWalkthrough();

}  // namespace deltascope
