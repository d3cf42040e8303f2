#pragma once

#include <span>
#include <string>

namespace deltascope {

/// `value` for a person to read in a small cell: at most `digits` significant digits, no trailing zeros, a
/// true minus sign left to the painter ("-0.25", "12", "1.2e-7", "nan", "inf"). Minus zero prints as "0".
std::string shortNumber(double value, int digits = 4);

/// shortNumber() as a factor within a product: in brackets if it is negative, "(-0.25)".
std::string factorText(double value, int digits = 4);

/// The whole number in superscripts: 12 -> "¹²", -3 -> "⁻³".
std::string superscript(long long number);

/// Ten to that power: "10¹³⁰" for a whole exponent, else "10¹³⁰·⁴"; "10^1e+20" where that
/// can't be raised.
std::string powerOfTen(double exponent, int digits = 4);

/// `value` with exactly `decimals` digits after the point, for columns that must line up.
std::string fixedNumber(double value, int decimals);

/// The values as a list within a sentence, each as shortNumber() writes it: "1, 2 and 4"; "" for none.
std::string numberList(std::span<const double> values);

/// `value` with the fewest digits that read back as the same double (JSON, addresses, tests).
std::string fullNumber(double value);

}  // namespace deltascope
