#pragma once

#include <QColor>
#include <span>

#include "core/lesson/step.h"
#include "ui/theme/palette.h"

namespace deltascope {

/// How numbers become colours, and between which ends.
struct ValueRange {
    ValueScale scale = ValueScale::signedValue;
    double low = -1, high = 1;  ///< the values at the ends of the colour scale; low = -high for signed values

    /// The range that shows all finite `values`: 0 (or the least, if negative) to the largest for
    /// intensities, symmetric around 0 for signed values. It goes to `reach` at least. What rounding left of
    /// numbers that cancel is no range.
    static ValueRange of(ValueScale scale, std::span<const double> values, double reach = 0);

    QColor color(const Palette& palette, double value) const;
};

}  // namespace deltascope
