#include "ui/workspaces/train/mosaic.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"

namespace deltascope {
namespace {

constexpr int steps = 128, fewUnits = 20, foldedColumns = 8;
/// Sides of cells that are not whole pixels look uneven from this size on.
constexpr double wholeFrom = 2;
constexpr double largestCell = 40;

QString endText(float value) {
    return QString::fromStdString(shortNumber(static_cast<double>(value), 2)).replace('-', QChar(0x2212));
}

}  // namespace

Mosaic Mosaic::ofMaps(const QString& tensor, const Shape& shape, std::span<const float> values) {
    Mosaic mosaic{tensor, shape, values};
    if (shape.rank() == 3) {
        mosaic.blocks = static_cast<int>(shape[0]);
        mosaic.rows = static_cast<int>(shape[1]), mosaic.columns = static_cast<int>(shape[2]);
    } else {
        mosaic.columns = shape.size() > fewUnits ? foldedColumns : 1;
        mosaic.rows = static_cast<int>((shape.size() + mosaic.columns - 1) / mosaic.columns);
    }
    return mosaic;
}

Mosaic Mosaic::ofKernels(const QString& tensor, const Shape& shape, std::span<const float> values) {
    Mosaic mosaic{tensor, shape, values};
    mosaic.blocks = static_cast<int>(shape[0] * shape[1]);
    mosaic.rows = static_cast<int>(shape[2]), mosaic.columns = static_cast<int>(shape[3]);
    mosaic.together = static_cast<int>(shape[1]);
    return mosaic;
}

Mosaic Mosaic::ofMatrix(const QString& tensor, const Shape& shape, std::span<const float> values) {
    Mosaic mosaic{tensor, shape, values};
    const bool isFolded = shape[0] <= fewUnits && shape[1] % foldedColumns == 0;
    mosaic.blocks = isFolded ? static_cast<int>(shape[0]) : 1;
    mosaic.columns = isFolded ? foldedColumns : static_cast<int>(shape[1]);
    mosaic.rows = static_cast<int>(shape.size()) / (mosaic.blocks * mosaic.columns);
    return mosaic;
}

QRectF Mosaic::fit(const QRectF& area) {
    const auto scaleFor = [&](int inLine) {
        const int inColumn = linesWith(inLine);
        return std::min(area.width() / (inLine * (columns + 1) - 1),
                        area.height() / (inColumn * (rows + 1) - 1));
    };
    if (perLine == 0) {
        perLine = 1;
        for (int count = 2; count <= blocks / together; ++count)
            if (scaleFor(count) > scaleFor(perLine)) perLine = count;
    }
    double scale = std::min(scaleFor(perLine), largestCell);
    if (scale >= wholeFrom) scale = std::floor(scale);
    return {area.left(), area.top(), scale * (perLine * (columns + 1) - 1),
            scale * (lines() * (rows + 1) - 1)};
}

void Mosaic::paint(QPainter& painter, const QRectF& place, const Palette& palette) const {
    const MapScale scale = scaleOf(values);
    const float limit = std::max(std::abs(scale.low), std::abs(scale.high));
    const float low = scale.isSigned() ? -limit : scale.low, high = scale.isSigned() ? limit : scale.high;
    std::array<QRgb, steps> table;
    for (int i = 0; i < steps; ++i)
        table[static_cast<std::size_t>(i)] =
            mapColor(low + (high - low) * static_cast<float>(i) / (steps - 1), scale, palette).rgb();
    QImage image(perLine * (columns + 1) - 1, lines() * (rows + 1) - 1, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    const float factor = high > low ? (steps - 1) / (high - low) : 0;
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const int row = y % (rows + 1), column = x % (columns + 1);
            const int block = blockAt(y / (rows + 1), x / (columns + 1));
            const auto at = static_cast<std::size_t>((block * rows + row) * columns + column);
            if (row == rows || column == columns || block >= blocks ||
                at >= static_cast<std::size_t>(shape.size()))
                continue;
            if (values.empty()) {
                line[x] = palette.track.rgb();
            } else if (!std::isfinite(values[at])) {
                line[x] = palette.danger.soft.rgb();
            } else {
                line[x] = table[static_cast<std::size_t>(
                    std::clamp((values[at] - low) * factor, 0.0F, steps - 1.0F))];
            }
        }
    }
    // Where several cells share a pixel, it shows their mean.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, place.width() < image.width());
    painter.drawImage(place, image);
    const double side = place.width() / image.width();
    if (side * columns < 9) return;  // an edge would hide what is inside
    painter.setPen(palette.gridLine);
    painter.setBrush(Qt::NoBrush);
    for (int line = 0; line < lines(); ++line)
        for (int i = 0; i < perLine; ++i) {
            if (blockAt(line, i) >= blocks) break;
            painter.drawRect(QRectF(place.left() + i * (columns + 1) * side,
                                    place.top() + line * (rows + 1) * side, columns * side, rows * side));
        }
}

QString Mosaic::textAt(const QPointF& point, const QRectF& place) const {
    if (!place.contains(point) || values.empty()) return {};
    const double side = place.width() / (perLine * (columns + 1) - 1);
    const int x = static_cast<int>((point.x() - place.left()) / side),
              y = static_cast<int>((point.y() - place.top()) / side);
    const int row = y % (rows + 1), column = x % (columns + 1),
              block = blockAt(y / (rows + 1), x / (columns + 1));
    const Index at = (Index{block} * rows + row) * columns + column;
    if (row == rows || column == columns || block >= blocks || at >= static_cast<Index>(values.size()))
        return {};
    QStringList positions;
    const auto index = shape.indexAt(at);
    for (int axis = 0; axis < shape.rank(); ++axis)
        positions << QString::number(index[static_cast<std::size_t>(axis)]);
    return QStringLiteral("%1[%2] = %3")
        .arg(tensor, positions.join(','),
             QString::fromStdString(
                 shortNumber(static_cast<double>(values[static_cast<std::size_t>(at)]), 6)));
}

QString scaleText(std::span<const float> values) {
    if (values.empty()) return {};
    const MapScale scale = scaleOf(values);
    if (scale.isSigned()) return QStringLiteral("±") + endText(std::max(-scale.low, scale.high));
    return endText(scale.low) + QStringLiteral(" … ") + endText(scale.high);
}

QString shortScaleText(std::span<const float> values) {
    if (values.empty()) return {};
    const MapScale scale = scaleOf(values);
    if (scale.isSigned()) return scaleText(values);
    return endText(std::abs(scale.low) > std::abs(scale.high) ? scale.low : scale.high);
}

}  // namespace deltascope
