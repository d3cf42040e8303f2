#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/painting/form_painter.h"
#include "ui/painting/number_label.h"
#include "ui/painting/role_color.h"

namespace deltascope {
namespace {

constexpr double leastShare = 0.2;

/// The end of the bars: shares of a whole are shares of the whole track, so that 0.4 does not look like 1.
double highOf(const ValueRange& range) {
    return range.low >= 0 && range.high <= 1 && range.high >= leastShare ? 1 : range.high;
}

/// The part of a row in which bars grow, beside the column of numbers.
struct BarScale {
    double left, right, zero, perUnit;
};

BarScale scaleOf(const QRectF& row, const ValueRange& range, double numberWidth) {
    const double left = row.left() + 2, right = row.right() - numberWidth;
    const double low = std::min(0.0, range.low), high = std::max({0.0, highOf(range), low + 1e-300});
    const bool hasBothSides = low < 0;
    const double perUnit = (right - left) / (hasBothSides ? high - low : high);
    return {left, right, hasBothSides ? left - low * perUnit : left, perUnit};
}

}  // namespace

void paintBars(QPainter& painter, const FormContent& content, const Theme& theme) {
    const Palette& palette = theme.palette;
    const GridGeometry& grid = content.frame.grid;
    const QFont font =
        withPixelSize(theme.type.number, std::clamp(static_cast<int>(grid.cell * 0.45), 10, 22));
    const double numberWidth = QFontMetricsF(font).horizontalAdvance(QStringLiteral("−0.00000")) + 12;
    const NumberStyle style = columnStyle(font, numberWidth - 10, content.exhibit.values.values());
    for (Index i = 0; i < content.exhibit.values.size(); ++i) {
        const QRectF row = grid.cellRect({0, i, 0});
        const double inset = row.height() * 0.2;
        const BarScale scale = scaleOf(row, content.range, numberWidth);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.track);
        painter.drawRoundedRect(
            QRectF(scale.left, row.top() + inset, scale.right - scale.left, row.height() - 2 * inset), 3, 3);
        if (i >= content.known) continue;
        const double value = content.exhibit.values[i];
        const double length =
            std::isfinite(value)
                ? std::clamp(value * scale.perUnit, scale.left - scale.zero, scale.right - scale.zero)
                : 0;
        const bool isSigned = content.range.scale == ValueScale::signedValue;
        const RoleColor role = roleColor(palette, content.exhibit.role);
        painter.setBrush(!isSigned ? role.strong : value < 0 ? palette.negative : palette.positive);
        painter.drawRoundedRect(QRectF(std::min(scale.zero, scale.zero + length), row.top() + inset,
                                       std::max(1.5, std::abs(length)), row.height() - 2 * inset),
                                3, 3);
        const FittedNumber number = fittedNumber(style, value);
        painter.setFont(number.font);
        painter.setPen(palette.text);
        painter.drawText(QRectF(scale.right, row.top(), numberWidth - 6, row.height()),
                         Qt::AlignRight | Qt::AlignVCenter, number.text);
    }
    if (content.range.low >= 0) return;
    const QRectF all = grid.bounds();
    const double zero = scaleOf(grid.cellRect({0, 0, 0}), content.range, numberWidth).zero;
    painter.setPen(QPen(palette.mutedText, 1));
    painter.drawLine(QPointF(zero, all.top() + 2), QPointF(zero, all.bottom() - 2));
}

}  // namespace deltascope
