#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// "Conv illustration" (L27): a (x) g = z as a formula and as three grids; then the ways of one cell of a,
/// forward into every window that contains it, and backward over the same links with the deltas of what it
/// fed. Read in the order of the deltas the weights come back reversed: the flipped kernel.
///
/// Settings: "input", "kernel", "delta" (grids), "row" and "column" of the cell, "stride", "padding".
WalkthroughKind convIllustrationWalkthrough();

}  // namespace deltascope
