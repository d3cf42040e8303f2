#pragma once

#include <functional>

#include "core/base/parallel.h"
#include "core/data/examples.h"

namespace deltascope {

/// Called with the share 0 .. 1 that is done, from any thread; returns whether to go on.
using LoadingProgress = std::function<bool(double)>;

/// Every picture of `source` (28x28) as it looks in `epoch`, made once by `team` and kept in bytes: ink
/// rounded to 1/255. Nothing once `progress` has said no.
std::shared_ptr<const LabelledImages> drawnAhead(const ExampleSource& source, std::uint64_t epoch,
                                                 ThreadTeam& team, const LoadingProgress& progress);

}  // namespace deltascope
