#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "ui/geometry/plot_plane.h"
#include "ui/painting/form_painter.h"
#include "ui/painting/number_label.h"
#include "ui/painting/role_color.h"

namespace deltascope {
namespace {

constexpr int bands = 14;  // of a surface: enough to see the slope, few enough to count

void paintAxes(QPainter& painter, const PlotPlane& plane, const Theme& theme) {
    const QFont font = withPixelSize(theme.type.smallNumber, theme.type.smallNumber.pixelSize() - 1);
    const QFontMetricsF metrics(font);
    painter.setFont(font);
    const auto paintTick = [&](const QPointF& from, const QPointF& to, const QRectF& text, double value) {
        painter.setPen(QPen(theme.palette.gridLine, 1));
        painter.drawLine(from, to);
        painter.setPen(theme.palette.mutedText);
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, numberLabel(value, 3));
    };
    const Domain& domain = plane.domain;
    for (const double x : roundTicks(domain.left, domain.right, 6)) {
        const double at = plane.at(x, domain.bottom).x(), half = 24;
        paintTick({at, plane.area.top()}, {at, plane.area.bottom()}, {}, x);
        painter.drawText(QRectF(at - half, plane.area.bottom() + 3, 2 * half, metrics.height()),
                         Qt::AlignCenter, numberLabel(x, 3));
    }
    for (const double y : roundTicks(domain.bottom, domain.top, 5)) {
        const double at = plane.at(domain.left, y).y();
        paintTick({plane.area.left(), at}, {plane.area.right(), at},
                  {plane.area.left() - 60, at - metrics.height() / 2, 54, metrics.height()}, y);
    }
    painter.setPen(QPen(theme.palette.controlBorder, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plane.area);
}

/// The point `i` of 2 x N coordinates.
QPointF pointAt(const Tensor<double>& points, Index i, const PlotPlane& plane) {
    return plane.at(points[i], points[points.shape()[1] + i]);
}

QPainterPath lineThrough(const Tensor<double>& points, Index count, const PlotPlane& plane) {
    QPainterPath path;
    for (Index i = 0; i < count; ++i) {
        const QPointF point = pointAt(points, i, plane);
        i == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    return path;
}

/// The path's `count` points; the last one larger: there it has come to.
void paintPoints(QPainter& painter, const FormContent& content, Index count, const PlotPlane& plane,
                 const Theme& theme) {
    const bool isSegment = content.exhibit.role == Role::result && content.exhibit.values.shape()[1] == 2;
    if (isSegment) return;  // a tangent: its ends are nowhere
    painter.setPen(QPen(theme.palette.card, 1.5));
    painter.setBrush(roleColor(theme.palette, content.exhibit.role).strong);
    for (Index i = 0; i < count; ++i) {
        const QPointF point = pointAt(content.exhibit.values, i, plane);
        if (!plane.area.contains(point)) continue;  // half a dot at the plot's edge would say nothing
        const double radius = i + 1 == count ? 7 : 4;
        painter.drawEllipse(point, radius, radius);
    }
}

/// Known values come in row-major order, x before y: whole points only once all of x is there.
Index knownPoints(const FormContent& content) {
    const Index count = content.exhibit.values.shape()[1];
    return content.known >= 2 * count ? count : std::min(content.known, count);
}

double sampleAt(const Tensor<double>& surface, double row, double column) {
    const Index rows = surface.shape()[0], columns = surface.shape()[1];
    const auto r = std::min(static_cast<Index>(row), rows - 1),
               c = std::min(static_cast<Index>(column), columns - 1);
    const Index r1 = std::min(r + 1, rows - 1), c1 = std::min(c + 1, columns - 1);
    const double v = row - static_cast<double>(r), u = column - static_cast<double>(c);
    const auto at = [&](Index i, Index j) { return surface[i * columns + j]; };
    return (1 - v) * ((1 - u) * at(r, c) + u * at(r, c1)) + v * ((1 - u) * at(r1, c) + u * at(r1, c1));
}

/// Bands of equal height of the root: a bowl's contours then stand evenly apart.
int bandOf(double value, double low, double high) {
    const double share = high > low ? (value - low) / (high - low) : 0;
    return std::clamp(static_cast<int>(std::sqrt(std::max(0.0, share)) * bands), 0, bands - 1);
}

QImage surfaceImage(const Tensor<double>& surface, const QSize& size, const Theme& theme) {
    const auto [low, high] = std::minmax_element(surface.values().begin(), surface.values().end());
    const Index rows = surface.shape()[0], columns = surface.shape()[1];
    QImage image(size, QImage::Format_RGB32);
    std::vector<int> above(static_cast<std::size_t>(size.width()), -1);
    for (int y = 0; y < size.height(); ++y) {
        int left = -1;
        for (int x = 0; x < size.width(); ++x) {
            const double row = (1 - (y + 0.5) / size.height()) * static_cast<double>(rows - 1);
            const double column = (x + 0.5) / size.width() * static_cast<double>(columns - 1);
            const int band = bandOf(sampleAt(surface, row, column), *low, *high);
            int& over = above[static_cast<std::size_t>(x)];
            const bool isLine = (left >= 0 && left != band) || (over >= 0 && over != band);
            const QColor fill =
                mixed(theme.palette.card, theme.palette.weight.strong, 0.08 + 0.5 * band / bands);
            image.setPixelColor(x, y, isLine ? mixed(fill, theme.palette.text, 0.35) : fill);
            left = over = band;
        }
    }
    return image;
}

}  // namespace

void paintCurve(QPainter& painter, const FormContent& content, const Theme& theme) {
    const auto plane = PlotPlane::inside(content.frame.grid.bounds(), content.exhibit.domain);
    paintAxes(painter, plane, theme);
    if (content.exhibit.values.shape().rank() != 2) return;
    painter.setClipRect(plane.area.adjusted(-8, -8, 8, 8));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(roleColor(theme.palette, content.exhibit.role).strong, 2.2));
    painter.drawPath(lineThrough(content.exhibit.values, knownPoints(content), plane));
    painter.setClipping(false);
}

void paintContours(QPainter& painter, const FormContent& content, const Theme& theme) {
    const auto plane = PlotPlane::inside(content.frame.grid.bounds(), content.exhibit.domain);
    if (content.exhibit.values.shape().rank() == 2 && !content.exhibit.values.empty()) {
        painter.drawImage(plane.area,
                          surfaceImage(content.exhibit.values, plane.area.size().toSize(), theme));
    }
    paintAxes(painter, plane, theme);
}

void paintPath(QPainter& painter, const FormContent& content, const Theme& theme) {
    if (!content.host || content.exhibit.values.shape().rank() != 2) return;
    const auto plane = PlotPlane::inside(content.hostFrame->grid.bounds(), content.host->domain);
    const Index count = knownPoints(content);
    painter.setClipRect(plane.area);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(roleColor(theme.palette, content.exhibit.role).strong, 2));
    painter.drawPath(lineThrough(content.exhibit.values, count, plane));
    painter.setClipping(false);
    paintPoints(painter, content, count, plane, theme);
}

}  // namespace deltascope
