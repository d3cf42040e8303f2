#include "ui/painting/value_range.h"

#include <algorithm>
#include <cmath>

#include "ui/painting/number_label.h"

namespace deltascope {

ValueRange ValueRange::of(ValueScale scale, std::span<const double> values, double reach) {
    double least = 0, most = reach;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    if (scale != ValueScale::signedValue) return {scale, least, most};
    double limit = std::max(-least, most);
    if (limit <= signedNoise) limit = 0;
    return {scale, -limit, limit};
}

QColor ValueRange::color(const Palette& palette, double value) const {
    if (scale == ValueScale::none) return palette.card;
    if (scale == ValueScale::signedValue) return palette.signedColor(value, high);
    // Ink is dark in a light theme only: light is bright in every theme.
    const bool isInkDark = palette.ink.lightness() < palette.paper.lightness();
    const bool isTurned = scale == ValueScale::light && isInkDark;
    return palette.intensityColor(isTurned ? low + high - value : value, low, high);
}

}  // namespace deltascope
