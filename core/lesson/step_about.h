#pragma once

#include "core/lesson/step.h"

namespace deltascope {

/// A step whose own number is element `offset` (row-major) of a tensor: it has its explanation and the
/// formula of that. Throws std::invalid_argument if the source has no such number.
Step stepAbout(const CellSource& source, const std::string& tensor, Index offset = 0, Index example = 0);

/// How such an element came about, for a step's further explanations.
Explanation explanationOf(const CellSource& source, const std::string& tensor, Index offset = 0,
                          Index example = 0);

}  // namespace deltascope
