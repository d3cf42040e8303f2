#pragma once

#include <QFont>
#include <QString>
#include <span>

namespace deltascope {

/// A number as text for the screen: shortNumber() with a true minus sign, ∞ and "nan".
QString numberLabel(double value, int digits = 4);

/// How the numbers of one grid are written: one size for all of them, so that the eye compares values, not
/// letters.
struct NumberStyle {
    QFont font;
    double width = 0;  ///< what a number may take, in logical pixels
    int digits = 4;    ///< significant digits to start with
};

/// The largest font, up to what suits a cell of side `cell`, with which all `values` fit; where even the
/// smallest readable one is too large, numbers lose digits one by one in fittedNumber().
NumberStyle numberStyle(const QFont& base, double cell, std::span<const double> values);

/// `value` with as many digits as fit, and the font to write it in: smaller than the style's only if a single
/// digit with its exponent is still too wide.
struct FittedNumber {
    QString text;
    QFont font;
};
FittedNumber fittedNumber(const NumberStyle& style, double value);

}  // namespace deltascope
