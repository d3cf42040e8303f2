#include "core/base/number_text.h"

#include <array>
#include <charconv>
#include <cmath>

#include "core/base/text.h"

namespace deltascope {
namespace {

std::string nonFinite(double value) {
    if (std::isnan(value)) return "nan";
    return value > 0 ? "inf" : "-inf";
}

template <typename... Format>
std::string print(double value, Format... format) {
    if (!std::isfinite(value)) return nonFinite(value);
    if (value == 0) value = 0;     // minus zero would print as "-0"
    std::array<char, 400> buffer;  // 1e308 in fixed notation has 309 digits
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...).ptr;
    return std::string(buffer.data(), end);
}

/// "1e-07" reads better as "1e-7".
std::string withoutExponentZeros(std::string text) {
    const auto e = text.find('e');
    if (e == std::string::npos) return text;
    auto digit = e + 1;
    if (text[digit] == '+') text.erase(digit, 1);
    if (text[digit] == '-') ++digit;
    while (text[digit] == '0' && digit + 1 < text.size()) text.erase(digit, 1);
    return text;
}

/// Digits, a minus sign and a point, raised; there is no raised point, so it stands in the middle.
std::string raised(const std::string& number) {
    static constexpr const char* digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text;
    for (const char letter : number) text += letter == '-' ? "⁻" : letter == '.' ? "·" : digits[letter - '0'];
    return text;
}

}  // namespace

std::string shortNumber(double value, int digits) {
    return withoutExponentZeros(print(value, std::chars_format::general, digits));
}

std::string factorText(double value, int digits) {
    std::string number = shortNumber(value, digits);
    return value < 0 ? joinText("(", number, ")") : number;
}

std::string superscript(long long number) { return raised(std::to_string(number)); }

std::string powerOfTen(double exponent, int digits) {
    constexpr double largestWhole = 1e15;
    if (std::abs(exponent) < largestWhole && exponent == std::round(exponent))
        return "10" + superscript(std::llround(exponent));
    const std::string number = shortNumber(exponent, digits);
    const bool canBeRaised = number.find_first_not_of("-.0123456789") == std::string::npos;
    return canBeRaised ? "10" + raised(number) : "10^" + number;
}

std::string fixedNumber(double value, int decimals) {
    std::string text = print(value, std::chars_format::fixed, decimals);
    const bool isMinusZero = text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos;
    return isMinusZero ? text.substr(1) : text;
}

std::string numberList(std::span<const double> values) {
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) text += i + 1 < values.size() ? ", " : " and ";
        text += shortNumber(values[i]);
    }
    return text;
}

std::string fullNumber(double value) { return print(value); }

}  // namespace deltascope
