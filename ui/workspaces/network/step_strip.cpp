#include "ui/workspaces/network/step_strip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "ui/theme/theme_manager.h"

namespace deltascope {

StepStrip::StepStrip(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Steps of backpropagation"));
    connect(&themeManager(), &ThemeManager::changed, this, [this] { updateGeometry(); });
}

void StepStrip::setSteps(const std::vector<BackwardStep>& steps, int step) {
    steps_ = steps;
    step_ = step;
    const bool isStep = step > 0 && step <= count();
    setAccessibleDescription(
        isStep ? tr("Step %1 of %2: %3")
                     .arg(step)
                     .arg(count())
                     .arg(QString::fromStdString(steps_[static_cast<std::size_t>(step) - 1].title))
               : QString());
    update();
}

QSize StepStrip::sizeHint() const {
    const int text = QFontMetrics(currentTheme().type.small).height();
    return {560, static_cast<int>(diameter()) + text + currentTheme().space.small + 4};
}

double StepStrip::diameter() const { return currentTheme().type.label.pixelSize() * 2.1 + 4; }

QRectF StepStrip::circleOf(int step) const {
    const double each = width() / static_cast<double>(std::max(1, count())), side = diameter();
    return {each * (count() - step + 0.5) - side / 2, 2, side, side};
}

int StepStrip::stepAt(const QPointF& point) const {
    const double each = width() / static_cast<double>(std::max(1, count()));
    return std::clamp(count() - static_cast<int>(point.x() / each), 1, std::max(1, count()));
}

void StepStrip::paintEvent(QPaintEvent*) {
    const Theme& theme = currentTheme();
    const Palette& palette = theme.palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int step = 1; step <= count(); ++step) {
        const QRectF circle = circleOf(step);
        const bool isDone = step < step_, isNow = step == step_;
        if (step < count()) {
            const QRectF next = circleOf(step + 1);
            painter.setPen(
                QPen(step < step_ ? palette.accent : palette.controlBorder, step < step_ ? 2 : 1.2));
            painter.drawLine(QPointF(next.right() + 3, circle.center().y()),
                             QPointF(circle.left() - 3, circle.center().y()));
        }
        const QColor fill = isNow ? palette.activation.strong : isDone ? palette.accent : palette.card;
        painter.setPen(QPen(isNow    ? palette.activation.strong
                            : isDone ? palette.accent
                                     : palette.controlBorder,
                            1.5));
        painter.setBrush(fill);
        painter.drawEllipse(circle);
        if (hasFocus() && isNow) {
            painter.setPen(QPen(palette.text, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(circle.adjusted(-2, -2, 2, 2));
        }
        painter.setFont(theme.type.label);
        painter.setPen(isNow || isDone ? palette.textOn(fill) : palette.mutedText);
        painter.drawText(circle, Qt::AlignCenter, QString::number(step));
        painter.setPen(isNow ? palette.text : palette.mutedText);
        const double each = width() / static_cast<double>(count());
        const QRectF label(circle.center().x() - each / 2, circle.bottom() + theme.space.tiny, each,
                           QFontMetrics(theme.type.small).height());
        const QString symbol = QString::fromStdString(steps_[static_cast<std::size_t>(step) - 1].symbol);
        const QFont font = fittingFont(theme.type.small, symbol, each - 6, theme.type.small.pixelSize() - 3);
        painter.setFont(font);
        const QFontMetrics metrics(font);
        painter.drawText(label, Qt::AlignCenter,
                         metrics.elidedText(symbol, Qt::ElideRight, static_cast<int>(each)));
    }
}

void StepStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && count() > 0) Q_EMIT stepWanted(stepAt(event->position()));
}

void StepStrip::keyPressEvent(QKeyEvent* event) {
    // The circles run from right to left, as the error travels.
    if (event->key() == Qt::Key_Left) return void(Q_EMIT stepWanted(step_ + 1));
    if (event->key() == Qt::Key_Right) return void(Q_EMIT stepWanted(step_ - 1));
    QWidget::keyPressEvent(event);
}

bool StepStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || count() == 0) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int step = stepAt(help->pos());
    const BackwardStep& about = steps_[static_cast<std::size_t>(step) - 1];
    QToolTip::showText(help->globalPos(),
                       tr("Step %1: %2").arg(step).arg(QString::fromStdString(about.title)), this);
    return true;
}

}  // namespace deltascope
