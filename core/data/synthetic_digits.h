#pragma once

#include <cstdint>

#include "core/data/pen_strokes.h"

namespace deltascope {

/// Number `number` of an endless row of digits that `seed` stands for: a stroke skeleton of one of the ways
/// in which people write the digit, with random proportions, slant, bend, tremor, size, place and pen. The
/// same pair gives the same digit on every machine, in any order. The label is the last digit of `number`;
/// writer is 0.
PenDigit syntheticDigit(std::uint64_t seed, std::uint64_t number);

}  // namespace deltascope
