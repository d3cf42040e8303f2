#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// "Summary for fully connected layers" (L26): the lecture's algorithm as a listing that runs. The line at
/// work is framed while its numbers fill in: the last layer's delta, the node rule unit by unit, the partial
/// derivatives, the update; at last the network runs again with the new weights.
///
/// Settings: those of the example (fc_example.h).
WalkthroughKind fcSummaryWalkthrough();

}  // namespace deltascope
