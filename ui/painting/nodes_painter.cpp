#include <QLineF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/painting/form_painter.h"
#include "ui/painting/number_label.h"
#include "ui/painting/role_color.h"

namespace deltascope {

void paintNodes(QPainter& painter, const FormContent& content, const Theme& theme) {
    const GridGeometry& grid = content.frame.grid;
    const auto style = numberStyle(theme.type.smallNumber, grid.cell * 0.92, content.exhibit.values.values());
    for (Index i = 0; i < content.exhibit.values.size(); ++i) {
        const QRectF circle = grid.mapRect(i).adjusted(1.5, 1.5, -1.5, -1.5);
        const bool isKnown = i < content.known;
        const QColor fill = isKnown ? content.range.color(theme.palette, content.exhibit.values[i])
                                    : mixed(theme.palette.card, theme.palette.page, 0.5);
        painter.setPen(QPen(
            isKnown ? roleColor(theme.palette, content.exhibit.role).strong : theme.palette.controlBorder,
            2));
        painter.setBrush(fill);
        painter.drawEllipse(circle);
        if (!isKnown || grid.cell < theme.space.numbersFrom) continue;
        const FittedNumber number = fittedNumber(style, content.exhibit.values[i]);
        painter.setFont(number.font);
        painter.setPen(theme.palette.textOn(fill));
        painter.drawText(circle, Qt::AlignCenter, number.text);
    }
}

void paintEdges(QPainter& painter, const FormContent& content, const Theme& theme) {
    const auto& spots = content.frame.spots;
    const QColor faint = mixed(theme.palette.gridLine, theme.palette.mutedText, 0.25);
    painter.setPen(QPen(faint, 1.2));
    for (const QLineF& line : content.frame.lines) painter.drawLine(line);
    paintEdgeNumbers(painter, content.exhibit.values, spots, content.known, theme);
}

void paintEdgeNumbers(QPainter& painter, const Tensor<double>& values, const std::vector<QRectF>& spots,
                      Index known, const Theme& theme) {
    constexpr std::size_t mostNumbers = 9;  // more of them would hide the lines
    if (spots.size() > mostNumbers) return;
    for (std::size_t e = 0; e < spots.size(); ++e) {
        if (static_cast<Index>(e) >= known) break;
        painter.setFont(theme.type.smallNumber);
        const QString text = numberLabel(values[static_cast<Index>(e)], 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.palette.card);
        painter.drawRoundedRect(spots[e], 4, 4);
        painter.setPen(theme.palette.weight.text);
        painter.drawText(spots[e], Qt::AlignCenter, text);
    }
}

void paintEdge(QPainter& painter, const QLineF& line, double value, double largest, const Theme& theme) {
    const double share = largest > 0 && std::isfinite(value) ? std::abs(value) / largest : 0;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.palette.weight.strong, 1.5 + 2.5 * share));
    painter.drawLine(line);
}

void paintEdgeNumber(QPainter& painter, const QRectF& spot, double value, const Theme& theme) {
    const RoleColor& color = theme.palette.weight;
    painter.setPen(QPen(color.strong, 1.5));
    painter.setBrush(theme.palette.card);
    painter.drawRoundedRect(spot, 5, 5);
    painter.setFont(theme.type.smallNumber);
    painter.setPen(color.text);
    painter.drawText(spot, Qt::AlignCenter, numberLabel(value, 3));
}

}  // namespace deltascope
