#include <QFontMetricsF>
#include <QPainter>

#include "ui/painting/form_painter.h"

namespace deltascope {
namespace {

const QColor pink(0xd9, 0x4f, 0x9b);  // the lecture's own sign for a sigmoid; legible on light and dark

/// The lecture's legend: square for convolution, upright rectangle for fully connected, a vertical line for
/// what has no weights.
void paintKind(QPainter& painter, const QRectF& box, const std::string& kind, const Theme& theme) {
    const Palette& palette = theme.palette;
    painter.setPen(QPen(palette.text, 1.2));
    painter.setBrush(Qt::NoBrush);
    const QPointF center = box.center();
    if (kind == "conv2d") return painter.drawRect(QRectF(center.x() - 5, center.y() - 5, 10, 10));
    if (kind == "fully_connected") return painter.drawRect(QRectF(center.x() - 3, center.y() - 7, 6, 14));
    const bool isPooling = kind.ends_with("_pool");
    const QColor color = isPooling ? palette.weight.strong : kind == "softmax" ? palette.result.strong : pink;
    painter.setPen(QPen(color, 3, kind == "softmax" ? Qt::DashLine : Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(center + QPointF(0, -7), center + QPointF(0, 7));
}

/// From block to block; into the next row around the corner.
QPolygonF linkBetween(const QRectF& before, const QRectF& block) {
    const QPointF end(block.left() - 1, block.center().y());
    const QPointF start(before.right() + 1, before.center().y());
    if (before.center().y() == block.center().y()) return {{start, end}};
    const double between = (before.bottom() + block.top()) / 2;
    const QPointF below(before.center().x(), before.bottom() + 1);
    return {
        {below, {below.x(), between}, {block.center().x(), between}, {block.center().x(), block.top() - 1}}};
}

}  // namespace

void paintStrip(QPainter& painter, const FormContent& content, const Theme& theme) {
    const Palette& palette = theme.palette;
    const GridGeometry& grid = content.frame.grid;
    const Exhibit& exhibit = content.exhibit;
    for (Index i = 0; i < exhibit.values.size(); ++i) {
        const QRectF block = grid.mapRect(i);
        const auto at = static_cast<std::size_t>(i);
        const bool isLit = i < content.known && exhibit.values[i] > 0;
        if (i > 0) {
            painter.setPen(QPen(isLit ? palette.result.strong : palette.controlBorder, 2));
            painter.drawPolyline(linkBetween(grid.mapRect(i - 1), block));
        }
        painter.setPen(QPen(isLit ? palette.result.strong : palette.controlBorder, isLit ? 1.8 : 1.2));
        painter.setBrush(isLit ? palette.result.soft : palette.card);
        painter.drawRoundedRect(block.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        const bool hasGlyph = at < exhibit.kinds.size() && !exhibit.kinds[at].empty() && block.width() > 48;
        const QRectF glyph(block.left() + 4, block.top(), hasGlyph ? 14 : 0, block.height());
        if (hasGlyph) paintKind(painter, glyph, exhibit.kinds[at], theme);
        if (at >= exhibit.labels.size()) continue;
        const QString text = QString::fromStdString(exhibit.labels[at]);
        const QRectF room = block.adjusted(hasGlyph ? 20 : 3, 0, -3, 0);
        const QFont font = fittingFont(theme.type.small, text, room.width(), 9);
        painter.setFont(font);
        painter.setPen(palette.text);
        painter.drawText(room, Qt::AlignCenter,
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, room.width()));
    }
}

}  // namespace deltascope
