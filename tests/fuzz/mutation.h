#pragma once

#include <string>

#include "core/base/random.h"

namespace deltascope {

/// `bytes` damaged in one to four random ways: bits flipped, bytes set to extremes, cut off, pieces removed,
/// doubled or swapped in from elsewhere.
std::string mutated(std::string bytes, Random& random);

}  // namespace deltascope
