#include "ui/painting/form_painter.h"

#include <QPainter>

#include "ui/painting/grid_painter.h"

namespace deltascope {
namespace {

void paintAsGrid(QPainter& painter, const FormContent& content, const Theme& theme) {
    paintGrid(painter, content.frame.grid, {content.exhibit.values, content.range, content.known}, theme);
}

using Paint = void (*)(QPainter&, const FormContent&, const Theme&);

/// In the order of the enumeration.
constexpr Paint painters[] = {paintAsGrid, paintBars,     paintNodes, paintEdges, paintCurve,
                              paintPath,   paintContours, paintAxis,  paintStrip, paintListing};

}  // namespace

void paintForm(QPainter& painter, const FormContent& content, const Theme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painters[static_cast<std::size_t>(content.exhibit.form)](painter, content, theme);
    if (!content.frame.labels.isEmpty()) paintRowLabels(painter, content, theme);
    painter.restore();
}

void paintRowLabels(QPainter& painter, const FormContent& content, const Theme& theme) {
    const GridGeometry& grid = content.frame.grid;
    painter.setFont(content.exhibit.form == Form::bars ? theme.type.body : theme.type.small);
    painter.setPen(theme.palette.text);
    for (std::size_t i = 0; i < content.exhibit.labels.size(); ++i) {
        const auto row = static_cast<Index>(i);
        const bool isOneMapEach = grid.extent.maps > 1;
        if (row >= (isOneMapEach ? grid.extent.maps : grid.extent.rows)) break;
        const QRectF cell = isOneMapEach ? grid.mapRect(row) : grid.cellRect({0, row, 0});
        const QRectF line(content.frame.labels.left() + 10, cell.center().y() - 20,
                          content.frame.labels.width(), 40);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         QString::fromStdString(content.exhibit.labels[i]));
    }
}

}  // namespace deltascope
