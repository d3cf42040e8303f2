#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// "Summary for convolutional layers" (L28): the lecture's algorithm as a listing that runs. The line that
/// sets a node's delta unfolds into pad, flip, slide and multiply by the slope; then what comes out without
/// the flip stands beside it and fails the numeric check; then partial derivatives and update.
///
/// Settings: "case" (whole_numbers, sigmoid, channels), "input", "kernel" and "delta" (see convSettings(); a
/// grid left at its standard is replaced by the case's own), "rate".
WalkthroughKind convSummaryWalkthrough();

}  // namespace deltascope
