#include "app/commands/typed_values.h"

#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/number_text.h"

namespace deltascope {
namespace {

/// The value of `text` if all of it is one.
template <typename Value>
std::optional<Value> wholly(std::string_view text) {
    Value value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The two whole numbers on either side of the first `separator`.
std::optional<std::pair<Index, Index>> twoNumbers(const std::string& text, char separator) {
    const auto middle = text.find(separator);
    if (middle == std::string::npos) return std::nullopt;
    const auto first = wholly<Index>(std::string_view(text).substr(0, middle));
    const auto second = wholly<Index>(std::string_view(text).substr(middle + 1));
    if (!first || !second) return std::nullopt;
    return std::pair(*first, *second);
}

}  // namespace

bool NumberRange::contains(double value) const {
    return std::isfinite(value) && (withLeast ? value >= least : value > least) &&
           (withMost ? value <= most : value < most);
}

std::string NumberRange::text() const {
    return joinText("a number ", withLeast ? "from " : "above ", shortNumber(least),
                    withMost ? (withLeast ? " to " : " and at most ") : " and below ", shortNumber(most));
}

Result<double> parseNumber(const std::string& text, const NumberRange& range) {
    const auto value = wholly<double>(text);
    if (value && range.contains(*value)) return *value;
    return failure("expected ", range.text(), ", got '", text, "'");
}

Result<Index> parseWholeNumber(const std::string& text, Index least, Index most) {
    const auto value = wholly<Index>(text);
    if (value && *value >= least && *value <= most) return *value;
    return failure("expected a whole number from ", least, " to ", most, ", got '", text, "'");
}

Result<std::pair<Index, Index>> parseSize(const std::string& text, Index least, Index most) {
    const auto size = twoNumbers(text, 'x');
    const auto fits = [&](Index side) { return side >= least && side <= most; };
    if (size && fits(size->first) && fits(size->second)) return *size;
    return failure("expected WIDTHxHEIGHT, each from ", least, " to ", most, ", got '", text, "'");
}

Result<std::pair<Index, Index>> parseSpan(const std::string& text, Index most) {
    auto span = twoNumbers(text, '-');
    if (const auto one = wholly<Index>(text)) span = std::pair(*one, *one);
    if (span && span->first >= 1 && span->first <= span->second && span->second <= most) return *span;
    return failure("expected FIRST-LAST from 1 to ", most, ", such as 1-25, got '", text, "'");
}

}  // namespace deltascope
