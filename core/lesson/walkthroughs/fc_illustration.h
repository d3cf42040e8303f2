#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// "FC illustration" (L25): a unit of interest between two columns of nodes. Forward its product rides along
/// each edge, the edges into an output add up; backward the deltas return over the same edges, add up, and
/// the slope makes the unit's own delta of them.
///
/// Settings: those of the example (fc_example.h) and "unit", the hidden unit of interest.
WalkthroughKind fcIllustrationWalkthrough();

}  // namespace deltascope
