#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// Every walkthrough in the lecture's order. A new one is one file in walkthroughs/ and one line here.
const std::vector<WalkthroughKind>& walkthroughs();

/// The walkthrough that `id` names ("L4", "L4-sliding-window-convolution", in any case), or an error that
/// lists them.
Result<const WalkthroughKind*> findWalkthrough(const std::string& id);

}  // namespace deltascope
