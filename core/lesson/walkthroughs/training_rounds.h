#pragma once

#include "core/lesson/walkthroughs/training_loop.h"

namespace deltascope {

// The later rounds of L33: one step for each update.

/// The times at which the long run is written down, from 0 to `t`, and `t` itself (LECTURE 12.5-c).
std::vector<Index> checkpointsUpTo(Index t);

/// One step for each update of the run: predictions, kernels, loss curve and table as far as they go by then.
Section roundsSection(const std::shared_ptr<const TrainingLoop>& loop);

}  // namespace deltascope
