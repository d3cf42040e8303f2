#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace deltascope {

/// The product of all `factors` in decimal digits, none of them rounded away, however many there are: "1"
/// without factors. Each factor is at most 10^18, so that a digit's share fits in 64 bits; throws
/// std::invalid_argument for a larger one. Costs digits x factors.
std::string exactProduct(std::span<const std::uint64_t> factors);

/// `digits` in groups of three from the right, as people read large numbers: "12 345".
std::string groupedDigits(const std::string& digits);

}  // namespace deltascope
