#include "ui/stage/cell_editor.h"

#include <QKeyEvent>
#include <QLabel>

#include "core/base/number_text.h"
#include "core/lesson/walkthrough.h"
#include "ui/stage/typed_number.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {

CellEditor::CellEditor(QWidget* parent) : QLineEdit(parent), message_(new QLabel(parent)) {
    hide();
    message_->hide();
    message_->setWordWrap(true);
    setAlignment(Qt::AlignCenter);
    setAccessibleName(tr("New number for this cell"));
    connect(this, &QLineEdit::textEdited, message_, &QWidget::hide);
}

QString CellEditor::message() const { return message_->isHidden() ? QString() : message_->text(); }

void CellEditor::open(const QRect& cell, double value) {
    const Theme& theme = currentTheme();
    setStyleSheet(QStringLiteral(
                      "QLineEdit { min-height: 0; padding: 0 2px; border: %1px solid %2; border-radius: 3px; "
                      "font: %3px \"%4\"; }")
                      .arg(theme.space.focusRing)
                      .arg(theme.palette.accent.name())
                      .arg(theme.type.number.pixelSize())
                      .arg(theme.type.number.family()));
    QRect place(0, 0, std::max(64, cell.width() + 6), std::max(30, cell.height() + 6));
    place.moveCenter(cell.center());
    place.moveLeft(std::clamp(place.left(), 0, std::max(0, parentWidget()->width() - place.width())));
    setGeometry(place);
    setText(QString::fromStdString(fullNumber(value)));
    selectAll();
    show();
    raise();
    setFocus();
}

bool CellEditor::event(QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Tab || key == Qt::Key_Backtab) {
            commit(key == Qt::Key_Tab ? 1 : -1);
            return true;
        }
    }
    return QLineEdit::event(event);
}

void CellEditor::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return commit(0);
    if (event->key() == Qt::Key_Escape) {
        close();
        Q_EMIT cancelled();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void CellEditor::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    const bool leftForGood =
        event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason;
    if (!isVisible() || !leftForGood) return;
    const auto value = typedNumber(text(), largestGridValue);
    close();
    if (value) {
        Q_EMIT accepted(*value, 0);
    } else {
        Q_EMIT cancelled();
    }
}

void CellEditor::commit(int move) {
    const auto value = typedNumber(text(), largestGridValue);
    if (!value) return showMessage(QString::fromStdString(value.error().message));
    close();
    Q_EMIT accepted(*value, move);
}

void CellEditor::close() {
    hide();
    message_->hide();
}

void CellEditor::showMessage(const QString& text) {
    const Theme& theme = currentTheme();
    const RoleColor& danger = theme.palette.danger;
    message_->setStyleSheet(
        QStringLiteral("QLabel { background: %1; color: %2; border: 1px solid %3; border-radius: 5px; "
                       "padding: 6px 8px; }")
            .arg(danger.soft.name(), danger.text.name(), danger.strong.name()));
    message_->setText(text);
    message_->setFixedWidth(std::min(260, parentWidget()->width()));
    message_->adjustSize();
    QPoint corner = geometry().bottomLeft() + QPoint(0, 4);
    if (corner.y() + message_->height() > parentWidget()->height()) corner.setY(y() - 4 - message_->height());
    corner.setX(std::clamp(corner.x(), 0, std::max(0, parentWidget()->width() - message_->width())));
    message_->move(corner);
    message_->show();
    message_->raise();
    selectAll();
}

}  // namespace deltascope
