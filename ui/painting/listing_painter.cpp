#include <QFontMetricsF>
#include <QPainter>

#include "ui/painting/form_painter.h"

namespace deltascope {

namespace {

constexpr double linePerSize = 1.75;  // height of a line divided by that of its text

}  // namespace

void paintListing(QPainter& painter, const FormContent& content, const Theme& theme) {
    const GridGeometry& grid = content.frame.grid;
    const QFont text = withPixelSize(theme.type.body, static_cast<int>(grid.cell / linePerSize));
    const double unit = text.pixelSize();
    for (Index i = 0; i < content.exhibit.values.size(); ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (at >= content.exhibit.labels.size()) break;
        const QRectF line = grid.cellRect({0, i, 0});
        painter.setFont(withPixelSize(theme.type.smallNumber, static_cast<int>(unit * 0.85)));
        painter.setPen(theme.palette.mutedText);
        painter.drawText(QRectF(line.left(), line.top(), unit * 1.8, line.height()),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(i + 1));
        const double left = line.left() + unit * 2.4 + unit * 1.3 * content.exhibit.values[i];
        const QRectF room(left, line.top(), line.right() - left, line.height());
        painter.setFont(text);
        painter.setPen(i < content.known ? theme.palette.text : theme.palette.mutedText);
        const QString words = QString::fromStdString(content.exhibit.labels[at]);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(text).elidedText(words, Qt::ElideRight, room.width()));
    }
}

}  // namespace deltascope
