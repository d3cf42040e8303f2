#include "ui/painting/value_range.h"

#include <algorithm>
#include <cmath>

namespace deltascope {

ValueRange ValueRange::of(ValueScale scale, std::span<const double> values) {
    double least = 0, most = 0;
    for (const double value : values) {
        if (!std::isfinite(value)) continue;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    if (scale == ValueScale::intensity) return {scale, least, most};
    const double limit = std::max(-least, most);
    return {scale, -limit, limit};
}

QColor ValueRange::color(const Palette& palette, double value) const {
    return scale == ValueScale::intensity ? palette.intensityColor(value, low, high)
                                          : palette.signedColor(value, high);
}

}  // namespace deltascope
