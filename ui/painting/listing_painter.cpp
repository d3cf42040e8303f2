#include <QFontMetricsF>
#include <QPainter>

#include "ui/painting/form_painter.h"

namespace deltascope {

void paintListing(QPainter& painter, const FormContent& content, const Theme& theme) {
    const GridGeometry& grid = content.frame.grid;
    const double unit = theme.type.body.pixelSize();
    for (Index i = 0; i < content.exhibit.values.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (at >= content.exhibit.labels.size()) break;
        const QRectF line = grid.cellRect({0, i, 0});
        painter.setFont(theme.type.smallNumber);
        painter.setPen(theme.palette.mutedText);
        painter.drawText(QRectF(line.left(), line.top(), unit * 1.8, line.height()),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(i + 1));
        const double left = line.left() + unit * 2.4 + unit * 1.3 * content.exhibit.values[i];
        const QRectF room(left, line.top(), line.right() - left, line.height());
        painter.setFont(theme.type.body);
        painter.setPen(i < content.known ? theme.palette.text : theme.palette.mutedText);
        const QString text = QString::fromStdString(content.exhibit.labels[at]);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(theme.type.body).elidedText(text, Qt::ElideRight, room.width()));
    }
}

}  // namespace deltascope
