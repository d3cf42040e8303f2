#pragma once

#include <QFont>
#include <QString>
#include <optional>
#include <span>

namespace deltascope {

/// A number as text for the screen: shortNumber() with a true minus sign, ∞ and "nan".
QString numberLabel(double value, int digits = 4);

/// Decimals with which numbers below each other line up: as many as they need, four significant digits of the
/// largest at most. Nothing if they are too large or too small for that.
std::optional<int> commonDecimals(std::span<const double> values);

/// A number with that many decimals, or as numberLabel() has it.
QString decimalLabel(double value, const std::optional<int>& decimals);

/// Signed numbers of a lesson are computed in double from numbers around 1: smaller ones are what rounding
/// left.
inline constexpr double signedNoise = 1e-14;

/// How the numbers of one grid are written: one size and one number of decimals for all of them, so that the
/// eye compares values, not letters.
struct NumberStyle {
    QFont font;
    double width = 0;                  ///< what a number may take, in logical pixels
    std::optional<int> decimals = {};  ///< none: the numbers differ too much in size; each has its own
    double noise = 0;                  ///< what is no larger is what rounding left of a zero
    bool dropsZero = false;            ///< ".25" for "0.25", where cells are small
};

/// The style for numbers in cells of side `cell`: the most decimals that leave the font a comfortable size;
/// where the numbers differ too much for common decimals, or are not of one kind (`areAlike`), the largest
/// font with which all fit.
NumberStyle numberStyle(const QFont& base, double cell, std::span<const double> values, bool areAlike = true);

/// The style for numbers in a column `width` wide.
NumberStyle columnStyle(const QFont& font, double width, std::span<const double> values);

/// `value` in the style; where it is too wide even so, with fewer digits, and in the end smaller.
struct FittedNumber {
    QString text;
    QFont font;
};
FittedNumber fittedNumber(const NumberStyle& style, double value);

}  // namespace deltascope
