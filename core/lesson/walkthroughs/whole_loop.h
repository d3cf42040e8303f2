#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L33: training as a loop. The first round step by step: forward, loss, the nine steps for every picture,
/// average, update; then one step for every further update, with loss curve and table growing. Settings:
///   network, picture, label, picture_2, label_2, rate   see batchSettings()
///   pictures   what the batch holds: "both", "first" or "second"
///   updates    how many are made
///   check      whether to check a gradient of each parameter by nudging it
/// Cells are those of a DescentRun.
WalkthroughKind wholeLoopWalkthrough();

}  // namespace deltascope
