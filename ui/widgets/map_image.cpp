#include "ui/widgets/map_image.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

/// Colours 0 .. 253 are evenly spaced values from low to high.
constexpr int steps = 254, notFinite = 254, missing = 255;

QList<QRgb> colorTable(const MapScale& scale, const Palette& palette) {
    QList<QRgb> table;
    table.reserve(missing + 1);
    for (int i = 0; i < steps; ++i) {
        const float share = static_cast<float>(i) / (steps - 1);
        table << mapColor(scale.low + share * (scale.high - scale.low), scale, palette).rgb();
    }
    return table << palette.danger.soft.rgb() << qRgba(0, 0, 0, 0);
}

int colorIndex(float value, const MapScale& scale) {
    if (!std::isfinite(value)) return notFinite;
    if (!(scale.low < scale.high)) return 0;
    const float share = std::clamp((value - scale.low) / (scale.high - scale.low), 0.0F, 1.0F);
    return static_cast<int>(std::lround(share * (steps - 1)));
}

}  // namespace

MapScale scaleOf(std::span<const float> values) {
    MapScale scale{0, 0};
    bool any = false;
    for (const float value : values) {
        if (!std::isfinite(value)) continue;
        scale.low = any ? std::min(scale.low, value) : value;
        scale.high = any ? std::max(scale.high, value) : value;
        any = true;
    }
    return scale;
}

QColor mapColor(float value, const MapScale& scale, const Palette& palette) {
    if (!scale.isSigned()) return palette.intensityColor(value, scale.low, scale.high);
    return palette.signedColor(value, std::max(-scale.low, scale.high));
}

QImage mapImage(std::span<const float> values, int rows, int columns, const MapScale& scale,
                const Palette& palette) {
    QImage image(columns, rows, QImage::Format_Indexed8);
    image.setColorTable(colorTable(scale, palette));
    image.fill(missing);
    for (std::size_t i = 0; i < std::min(values.size(), static_cast<std::size_t>(rows * columns)); ++i) {
        const int row = static_cast<int>(i) / columns, column = static_cast<int>(i) % columns;
        image.scanLine(row)[column] = static_cast<uchar>(colorIndex(values[i], scale));
    }
    return image;
}

}  // namespace deltascope
