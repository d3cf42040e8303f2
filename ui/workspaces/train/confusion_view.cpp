#include "ui/workspaces/train/confusion_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme_manager.h"
#include "ui/widgets/map_image.h"

namespace deltascope {
namespace {

constexpr int classes = 10, labelRoom = 18, behindRoom = 52;
constexpr double mostStretch = 1.7;

}  // namespace

ConfusionView::ConfusionView(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Confusion matrix of the held-out digits; arrow keys choose a cell"));
    connect(&themeManager(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void ConfusionView::setEvaluation(std::shared_ptr<const Evaluation> evaluation) {
    if (evaluation == evaluation_) return;
    evaluation_ = std::move(evaluation);
    update();
}

void ConfusionView::setBehind(std::shared_ptr<const DigitsBehind> behind) {
    if (behind == behind_) return;
    behind_ = std::move(behind);
    update();
}

/// Wider than high where the height is short: numbers need the width.
QSizeF ConfusionView::cellSize() const {
    const double high = std::max(4.0, std::floor((height() - labelRoom - behindRoom) / double{classes})),
                 wide = std::max(4.0, std::floor((width() - labelRoom) / double{classes}));
    return {std::min(wide, mostStretch * high), std::min(high, wide)};
}

QRectF ConfusionView::cellRect(const ConfusionCell& cell) const {
    const QSizeF size = cellSize();
    const double left = labelRoom + std::max(0.0, (width() - labelRoom - classes * size.width()) / 2);
    return {left + cell.answer * size.width(), labelRoom + cell.label * size.height(), size.width(),
            size.height()};
}

void ConfusionView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintCells(painter);
    paintBehind(painter);
    if (chosen_) {
        painter.setPen(QPen(currentTheme().palette.activation.strong, 2.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cellRect(*chosen_));
    }
    if (hasFocus()) {
        painter.setPen(QPen(currentTheme().palette.accent, currentTheme().space.focusRing));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void ConfusionView::paintCells(QPainter& painter) const {
    const Theme& theme = currentTheme();
    const Palette& p = theme.palette;
    for (int label = 0; label < classes; ++label) {
        painter.setFont(theme.type.smallNumber);
        painter.setPen(p.mutedText);
        const QRectF first = cellRect({label, 0}), top = cellRect({0, label});
        painter.drawText(QRectF(first.left() - labelRoom, first.top(), labelRoom, first.height()),
                         Qt::AlignCenter, QString::number(label));
        painter.drawText(QRectF(top.left(), 0, top.width(), labelRoom), Qt::AlignCenter,
                         QString::number(label));
        for (int answer = 0; answer < classes; ++answer) {
            const QRectF cell = cellRect({label, answer});
            Index count = 0, inRow = 1;
            if (evaluation_) {
                const auto& row = evaluation_->confusion[static_cast<std::size_t>(label)];
                count = row[static_cast<std::size_t>(answer)];
                inRow = 0;
                for (const Index n : row) inRow += n;
            }
            // The root shows single mistakes, too.
            const double share =
                inRow > 0 ? std::sqrt(static_cast<double>(count) / static_cast<double>(inRow)) : 0;
            const QColor fill = mixed(p.card, label == answer ? p.result.strong : p.danger.strong, share);
            painter.fillRect(cell, fill);
            painter.setPen(p.gridLine);
            painter.drawRect(cell);
            if (count == 0 || cell.width() < 16 || cell.height() < 10) continue;
            painter.setPen(p.textOn(fill));
            const double size =
                std::min(cell.height() * (cell.height() < 18 ? 0.75 : 0.5), cell.width() / 2.2);
            painter.setFont(withPixelSize(theme.type.smallNumber, std::clamp(static_cast<int>(size), 8, 28)));
            painter.drawText(cell, Qt::AlignCenter, QString::number(count));
        }
    }
}

void ConfusionView::paintBehind(QPainter& painter) const {
    const Theme& theme = currentTheme();
    const QRectF area(0, height() - behindRoom + 4, width(), behindRoom - 4);
    const int line = QFontMetrics(theme.type.small).height();
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    const QRectF text(area.left(), area.top(), area.width(), line);
    if (!chosen_) {
        painter.drawText(text, Qt::AlignLeft, tr("row: what it is, column: the answer"));
        return;
    }
    const bool known = behind_ && behind_->cell == *chosen_;
    painter.drawText(text, Qt::AlignLeft,
                     tr("%1 taken for %2%3")
                         .arg(chosen_->label)
                         .arg(chosen_->answer)
                         .arg(known && behind_->pictures.empty() ? tr(": none") : QString()));
    if (!known) return;
    double x = area.left();
    for (const auto& picture : behind_->pictures) {
        const QRectF place(x, area.top() + line + 2, 28, 28);
        if (place.right() > width()) break;
        painter.drawImage(place, mapImage(picture, 28, 28, {0, 1}, theme.palette));
        painter.setPen(theme.palette.gridLine);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(place);
        x += 32;
    }
}

void ConfusionView::choose(const ConfusionCell& cell) {
    chosen_ = cell;
    update();
    Q_EMIT cellChosen(cell);
}

void ConfusionView::mousePressEvent(QMouseEvent* event) {
    for (int label = 0; label < classes; ++label)
        for (int answer = 0; answer < classes; ++answer)
            if (cellRect({label, answer}).contains(event->position())) choose({label, answer});
}

/// Keeps the arrow keys from the workspace's shortcuts.
bool ConfusionView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key >= Qt::Key_Left && key <= Qt::Key_Down) event->accept();
    }
    return QWidget::event(event);
}

void ConfusionView::keyPressEvent(QKeyEvent* event) {
    ConfusionCell cell = chosen_.value_or(ConfusionCell{});
    switch (event->key()) {
        case Qt::Key_Left:
            --cell.answer;
            break;
        case Qt::Key_Right:
            ++cell.answer;
            break;
        case Qt::Key_Up:
            --cell.label;
            break;
        case Qt::Key_Down:
            ++cell.label;
            break;
        default:
            return QWidget::keyPressEvent(event);
    }
    choose({std::clamp(cell.label, 0, classes - 1), std::clamp(cell.answer, 0, classes - 1)});
}

}  // namespace deltascope
