#pragma once

#include "core/lesson/step.h"

namespace deltascope {

// What the walkthroughs of video 12.4 share: a layer or two by themselves, every number in sight.

/// "row 1, column 2".
std::string rowColumn(Index row, Index column);

/// "3 × (-1)": a product of two factors, negative ones in brackets.
std::string factorsText(const Expression& product);

/// "3 × (-1) = -3": the same with its value.
std::string timesText(const Expression& product);

}  // namespace deltascope
