#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L13: from scores to shares. First on the network's own scores, one class after the other: exponentials,
/// their sum, each one's share, and that all shares sum to 1; then the same in three steps for given scores.
/// Settings: networkSettings(), and
///   scores (grid of one row)   the given scores; 2 to 16 of them
/// Exhibits: scores, exponentials, exponential_sum, shares, share_sum; the same with "given." in front.
WalkthroughKind softmaxLayerWalkthrough();

}  // namespace deltascope
