#include "ui/workspaces/draw/draw_canvas.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTabletEvent>
#include <QTouchEvent>

#include "core/data/stroke_raster.h"
#include "ui/pictures/picture_file.h"
#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"
#include "ui/workspaces/draw/draw_session.h"

namespace deltascope {
namespace {

/// The stroke's line on a paper of `side` pixels.
QPainterPath linePath(const Stroke& stroke, qreal side) {
    QPainterPath path;
    const std::vector<PenPoint> corners = smoothed(stroke);
    for (const PenPoint& corner : corners) {
        const QPointF point(static_cast<qreal>(corner.x) * side, static_cast<qreal>(corner.y) * side);
        path.elementCount() == 0 ? path.moveTo(point) : path.lineTo(point);
    }
    // Qt draws no caps around a line without length.
    if (corners.size() == 1) path.lineTo(path.currentPosition() + QPointF(0.01, 0));
    return path;
}

/// A ring as large as the pen, dark inside and light outside, so that it is seen on any ground.
QCursor penCursor(qreal diameter) {
    const int side = static_cast<int>(diameter) + 7;
    QPixmap ring(side, side);
    ring.fill(Qt::transparent);
    QPainter painter(&ring);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outer(2, 2, side - 4, side - 4);
    painter.setPen(QPen(QColor(255, 255, 255, 200), 3));
    painter.drawEllipse(outer);
    painter.setPen(QPen(QColor(40, 50, 65), 1.2));
    painter.drawEllipse(outer);
    painter.end();
    return QCursor(ring);
}

}  // namespace

DrawCanvas::DrawCanvas(DrawSession& session, QWidget* parent) : QWidget(parent), session_(session) {
    setAttribute(Qt::WA_AcceptTouchEvents);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Canvas"));
    setAccessibleDescription(tr("Draw a digit here with mouse, pen or finger"));
    connect(&session_, &DrawSession::changed, this, [this] { update(); });
    connect(&session_, &DrawSession::changed, this, &DrawCanvas::updateCursor);
    updateCursor();
}

QRectF DrawCanvas::paper() const {
    const qreal side = std::min(width(), height());
    return {(width() - side) / 2, 0, side, side};
}

void DrawCanvas::setDropHighlight(bool on) {
    dropHighlight_ = on;
    update();
}

PenPoint DrawCanvas::canvasPoint(const QPointF& position) const {
    const QPointF point = (position - paper().topLeft()) / std::max(1.0, paper().width());
    return {static_cast<float>(point.x()), static_cast<float>(point.y())};
}

void DrawCanvas::press(const QPointF& position) {
    if (paper().contains(position)) session_.beginStroke(canvasPoint(position));
}

void DrawCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) press(event->position());
}

void DrawCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton)) session_.extendStroke(canvasPoint(event->position()));
}

void DrawCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) session_.endStroke();
}

void DrawCanvas::tabletEvent(QTabletEvent* event) {
    // Accepting keeps Qt from sending the same movement again as a mouse's.
    event->accept();
    switch (event->type()) {
        case QEvent::TabletPress:
            press(event->position());
            break;
        case QEvent::TabletMove:
            session_.extendStroke(canvasPoint(event->position()));
            break;
        case QEvent::TabletRelease:
            session_.endStroke();
            break;
        default:
            break;
    }
}

bool DrawCanvas::event(QEvent* event) {
    switch (event->type()) {
        case QEvent::TouchBegin:
        case QEvent::TouchUpdate:
        case QEvent::TouchEnd:
            touch(static_cast<QTouchEvent&>(*event));
            event->accept();
            return true;
        case QEvent::TouchCancel:
            session_.endStroke();
            return true;
        default:
            return QWidget::event(event);
    }
}

void DrawCanvas::touch(const QTouchEvent& event) {
    // One finger draws; others on the paper (the ball of the hand) are left alone.
    for (const QEventPoint& point : event.points()) {
        if (point.state() == QEventPoint::Pressed && !session_.isDrawing()) {
            finger_ = point.id();
            press(point.position());
        } else if (point.id() == finger_ && point.state() == QEventPoint::Released) {
            session_.endStroke();
        } else if (point.id() == finger_ && point.state() == QEventPoint::Updated) {
            session_.extendStroke(canvasPoint(point.position()));
        }
    }
}

void DrawCanvas::paintEvent(QPaintEvent*) {
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal inset = theme.space.hairline / 2.0, radius = theme.space.cardRadius - 2;
    const QRectF frame = paper().adjusted(inset, inset, -inset, -inset);
    QPainterPath shape;
    shape.addRoundedRect(frame, radius, radius);
    painter.fillPath(shape, theme.palette.paper);
    painter.save();
    painter.setClipPath(shape);
    painter.translate(paper().topLeft());
    session_.sketch().picture ? paintPicture(painter) : paintStrokes(painter);
    painter.restore();
    if (session_.sketch().empty()) paintHint(painter);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(dropHighlight_ ? QPen(theme.palette.accent, 3, Qt::DashLine)
                                  : QPen(theme.palette.controlBorder, theme.space.hairline));
    painter.drawRoundedRect(frame, radius, radius);
}

void DrawCanvas::paintStrokes(QPainter& painter) const {
    for (const Stroke& stroke : session_.sketch().drawing.strokes) {
        const qreal width = static_cast<qreal>(stroke.width) * paper().width();
        painter.setPen(QPen(currentTheme().palette.ink, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPath(linePath(stroke, paper().width()));
    }
}

void DrawCanvas::paintPicture(QPainter& painter) {
    const GreyImage& picture = *session_.sketch().picture;
    if (pictureOf_ != session_.finishedSketch()) {
        pictureOf_ = session_.finishedSketch();
        const QSize side = (paper().size() * devicePixelRatioF()).toSize();
        picture_ =
            QPixmap::fromImage(toImage(picture).scaled(side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        picture_.setDevicePixelRatio(devicePixelRatioF());
    }
    const QSizeF size = picture_.deviceIndependentSize();
    painter.drawPixmap(QPointF((paper().width() - size.width()) / 2, (paper().height() - size.height()) / 2),
                       picture_);
}

void DrawCanvas::paintHint(QPainter& painter) const {
    const Theme& theme = currentTheme();
    const QPointF middle = paper().center();
    const QColor faint = mixed(theme.palette.mutedText, theme.palette.paper, 0.45);
    painter.drawPixmap(QPointF(middle.x() - 28, middle.y() - 76),
                       iconPixmap(QStringLiteral("draw"), faint, 56, devicePixelRatioF()));
    painter.setPen(theme.palette.text);
    painter.setFont(theme.type.heading);
    const QRectF line(paper().left(), middle.y(), paper().width(), theme.type.heading.pixelSize() * 1.6);
    painter.drawText(line, Qt::AlignCenter, tr("Draw a digit here"));
    painter.setPen(theme.palette.mutedText);
    painter.setFont(withPixelSize(theme.type.body, theme.type.label.pixelSize()));
    const QRectF rest(paper().left() + 24, line.bottom() + 2, paper().width() - 48, paper().height() / 4);
    painter.drawText(rest, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     tr("or drop a picture of one, or paste it (%1)")
                         .arg(QKeySequence(QKeySequence::Paste).toString(QKeySequence::NativeText)));
}

void DrawCanvas::resizeEvent(QResizeEvent*) {
    // Not higher than wide: what is left over is no part of the paper.
    setMaximumHeight(std::max(minimumSizeHint().height(), width()));
    pictureOf_.reset();
    cursorWidth_ = 0;
    updateCursor();
}

void DrawCanvas::updateCursor() {
    if (cursorWidth_ == session_.penWidth()) return;
    cursorWidth_ = session_.penWidth();
    setCursor(penCursor(static_cast<qreal>(cursorWidth_) * paper().width()));
}

}  // namespace deltascope
