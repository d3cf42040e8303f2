#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L3: a convolutional network in a nutshell: the four kinds of layers and their operations, each with one
/// number that it computes in the network and a link to its own walkthrough, and what stacking them gives.
/// Settings: networkSettings(). Numbers: the network's pass, and that of the same picture with twice the ink
/// ("doubled.").
WalkthroughKind nutshellWalkthrough();

}  // namespace deltascope
