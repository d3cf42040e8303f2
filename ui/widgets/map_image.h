#pragma once

#include <QImage>
#include <span>

#include "ui/theme/palette.h"

namespace deltascope {

/// The range of values that the ends of a colour map stand for.
struct MapScale {
    float low = 0, high = 1;

    /// Whether there are values on both sides of zero, so that the map must show signs.
    bool isSigned() const { return low < 0 && high > 0; }
    bool operator==(const MapScale&) const = default;
};

/// The range of the finite ones of `values`; {0, 0} if there are none.
MapScale scaleOf(std::span<const float> values);

/// The colour that stands for `value`: paper - ink, or, on a scale with signs, blue - white - orange, equally
/// strong for equal distances from zero.
QColor mapColor(float value, const MapScale& scale, const Palette& palette);

/// rows x columns values, row-major, one pixel each; values missing at the end stay transparent. To be scaled
/// without smoothing.
QImage mapImage(std::span<const float> values, int rows, int columns, const MapScale& scale,
                const Palette& palette);

}  // namespace deltascope
