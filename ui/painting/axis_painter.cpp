#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/geometry/plot_plane.h"
#include "ui/painting/form_painter.h"
#include "ui/painting/number_label.h"
#include "ui/painting/role_color.h"

namespace deltascope {
namespace {

/// "10" with the exponent raised: the axis counts powers of ten.
void paintPower(QPainter& painter, const QPointF& top, double exponent, const Theme& theme) {
    const QFont base = theme.type.smallNumber, raised = withPixelSize(base, base.pixelSize() - 2);
    const QString ten = QStringLiteral("10"), power = numberLabel(exponent, 6);
    const double width =
        QFontMetricsF(base).horizontalAdvance(ten) + QFontMetricsF(raised).horizontalAdvance(power);
    QPointF at(top.x() - width / 2, top.y() + QFontMetricsF(base).ascent() + 4);
    painter.setPen(theme.palette.mutedText);
    painter.setFont(base);
    painter.drawText(at, ten);
    painter.setFont(raised);
    painter.drawText(at + QPointF(QFontMetricsF(base).horizontalAdvance(ten), -5), power);
}

/// A label above or below the line that meets none before it; they are drawn from left to right.
class LabelRows {
  public:
    LabelRows(double middle, double line) : middle_(middle), line_(line), ends_(4, -1e9) {}

    QRectF take(double center, double width, const QRectF& area) {
        const double left =
            std::clamp(center - width / 2, area.left(), std::max(area.left(), area.right() - width));
        std::size_t row = 0;
        while (row + 1 < ends_.size() && ends_[row] > left) ++row;
        ends_[row] = left + width + 10;
        const double above = middle_ - 16 - (static_cast<double>(row) + 1) * line_;
        return {left, above, width, line_};
    }

  private:
    double middle_, line_;
    std::vector<double> ends_;
};

}  // namespace

void paintAxis(QPainter& painter, const FormContent& content, const Theme& theme) {
    const QRectF area = content.frame.grid.bounds();
    const double middle = area.bottom() - area.height() * 0.28;
    const auto [low, high] = axisRange(content.exhibit.values);
    const auto xOf = [&, low = low, high = high](double exponent) {
        return area.left() + (exponent - low) / (high - low) * area.width();
    };
    painter.setPen(QPen(theme.palette.text, 1.5));
    painter.drawLine(QPointF(area.left(), middle), QPointF(area.right(), middle));
    for (const double tick : roundTicks(low, high, static_cast<int>(area.width() / 90))) {
        painter.setPen(QPen(theme.palette.mutedText, 1));
        painter.drawLine(QPointF(xOf(tick), middle - 4), QPointF(xOf(tick), middle + 4));
        paintPower(painter, {xOf(tick), middle + 4}, tick, theme);
    }
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < content.exhibit.labels.size(); ++i) {
        if (static_cast<Index>(i) < content.known) order.push_back(i);
    }
    const auto& values = content.exhibit.values;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return values[static_cast<Index>(a)] < values[static_cast<Index>(b)];
    });
    painter.setFont(theme.type.small);
    const QFontMetricsF metrics(theme.type.small);
    LabelRows rows(middle, metrics.height());
    const RoleColor color = roleColor(theme.palette, content.exhibit.role);
    for (const std::size_t i : order) {
        const double exponent = values[static_cast<Index>(i)];
        const double x = std::isfinite(exponent) ? xOf(exponent) : area.right();
        const QString text = QString::fromStdString(content.exhibit.labels[i]);
        const QRectF label = rows.take(x, metrics.horizontalAdvance(text) + 2, area);
        painter.setPen(QPen(theme.palette.controlBorder, 1));
        painter.drawLine(QPointF(x, middle - 6), QPointF(x, label.bottom()));
        painter.setPen(QPen(theme.palette.card, 1.5));
        painter.setBrush(color.strong);
        painter.drawEllipse(QPointF(x, middle), 6, 6);
        painter.setPen(theme.palette.text);
        painter.drawText(label, Qt::AlignCenter, text);
    }
}

}  // namespace deltascope
