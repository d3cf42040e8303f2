#include "ui/painting/stage_marks.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <algorithm>

namespace deltascope {

void paintWindow(QPainter& painter, const QRectF& cells, double cell, const QColor& color,
                 const Theme& theme) {
    const double width = std::clamp(cell / 10, 1.5, static_cast<double>(theme.space.outline));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.palette.card, width + 2, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    painter.drawRoundedRect(cells, width * 0.75, width * 0.75);  // a rim, so that it shows on its own colour
    painter.setPen(QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    painter.drawRoundedRect(cells, width * 0.75, width * 0.75);
}

void paintTrace(QPainter& painter, const QRectF& cells, const QColor& color) {
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(color, 2.5);
    pen.setDashPattern({2.5, 1.5});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(cells, 2, 2);
}

void paintFocusRing(QPainter& painter, const QRectF& cell, const Theme& theme) {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const double ring = theme.space.focusRing;
    painter.setPen(QPen(theme.palette.card, ring + 3));
    painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 3, 3);
    painter.setPen(QPen(theme.palette.text, ring));
    painter.drawRoundedRect(cell.adjusted(-1, -1, 1, 1), 3, 3);
}

QPainterPath connectorPath(const QPointF& from, const QPointF& to) {
    const double reach = std::max(24.0, (to.x() - from.x()) * 0.55);
    QPainterPath path(from);
    path.cubicTo(from + QPointF(reach, 0), to - QPointF(reach, 0), to);
    return path;
}

void paintConnectors(QPainter& painter, const QRectF& window, const QRectF& target, const QColor& color) {
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(color, 1.5);
    pen.setDashPattern({3.5, 3});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(connectorPath(window.topRight(), target.topLeft()));
    painter.drawPath(connectorPath(window.bottomRight(), target.bottomLeft()));
}

void paintTraveller(QPainter& painter, const QPointF& center, const QString& text, const RoleColor& color,
                    const Theme& theme) {
    const QFont font = bold(theme.type.number);
    const QFontMetricsF metrics(font);
    QRectF pill(0, 0, metrics.horizontalAdvance(text) + 18, metrics.height() + 8);
    pill.moveCenter(center);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color.strong, 2));
    painter.setBrush(theme.palette.card);
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
    painter.setFont(font);
    painter.setPen(color.text);
    painter.drawText(pill, Qt::AlignCenter, text);
}

void paintChange(QPainter& painter, const QRectF& cell, const Theme& theme) {
    const double side = std::clamp(cell.height() / 4, 2.5, 9.0);
    const QPointF corner = cell.topRight();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.palette.card, 1));  // a rim, so that it shows on any colour
    painter.setBrush(theme.palette.accent);
    painter.drawPolygon(QPolygonF{{corner, corner - QPointF(side, 0), corner + QPointF(0, side)}});
}

}  // namespace deltascope
