#include "core/base/exact_product.h"

#include <vector>

#include "core/base/text.h"

namespace deltascope {
namespace {

constexpr std::uint64_t largestFactor = 1'000'000'000'000'000'000;

/// `digits` stand with the lowest first; long multiplication with the carry as large as the factor.
void multiply(std::vector<std::uint64_t>& digits, std::uint64_t factor) {
    require(factor <= largestFactor, "exact product: the factor ", factor, " is larger than ", largestFactor);
    std::uint64_t carry = 0;
    for (std::uint64_t& digit : digits) {
        carry += digit * factor;
        digit = carry % 10;
        carry /= 10;
    }
    for (; carry > 0; carry /= 10) digits.push_back(carry % 10);
}

}  // namespace

std::string exactProduct(std::span<const std::uint64_t> factors) {
    std::vector<std::uint64_t> digits{1};
    for (const std::uint64_t factor : factors) {
        if (factor == 0) return "0";
        multiply(digits, factor);
    }
    std::string text;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        text += static_cast<char>('0' + *digit);
    }
    return text;
}

std::string groupedDigits(const std::string& digits) {
    std::string text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ' ';
        text += digits[i];
    }
    return text;
}

}  // namespace deltascope
