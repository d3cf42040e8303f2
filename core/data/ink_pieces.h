#pragma once

#include "core/data/ink.h"

namespace deltascope {

/// Where the digit is: the box around the large connected pieces of ink and the smaller ones beside them.
/// Specks of dust do not count and are erased from `ink`; an all-empty map gives an empty box.
InkBox separateDigit(InkMap& ink);

}  // namespace deltascope
