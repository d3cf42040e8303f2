#include "ui/widgets/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent), icon_(new QLabel), text_(new QLabel), close_(new QPushButton) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 3, 6, 3);
    layout->addWidget(icon_);
    layout->addWidget(text_, 1);
    layout->addWidget(close_);
    text_->setWordWrap(true);
    // Messages quote file names, which must not be taken for markup.
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_->setProperty("look", QStringLiteral("icon"));
    close_->setAccessibleName(tr("Close this message"));
    close_->setToolTip(tr("Close (Esc)"));
    connect(close_, &QPushButton::clicked, this, &QWidget::hide);
    connect(&themeManager(), &ThemeManager::changed, this, &MessageBar::applyTheme);
    applyTheme();
    hide();
}

void MessageBar::showMessage(Kind kind, const QString& text) {
    kind_ = kind;
    text_->setText(text);
    setAccessibleName(text);
    applyTheme();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::showError(const std::string& message) {
    showMessage(Kind::error, QString::fromStdString(message));
}

QString MessageBar::text() const { return text_->text(); }

void MessageBar::paintEvent(QPaintEvent*) {
    const Theme& theme = currentTheme();
    const RoleColor color{theme.palette.accent, theme.palette.accentSoft, theme.palette.text};
    const RoleColor& role = kind_ == Kind::error ? theme.palette.danger : color;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(role.strong, 1));
    painter.setBrush(role.soft);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.space.controlRadius,
                            theme.space.controlRadius);
}

void MessageBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void MessageBar::applyTheme() {
    const Theme& theme = currentTheme();
    const QColor color = kind_ == Kind::error ? theme.palette.danger.text : theme.palette.accentText;
    const QString name = kind_ == Kind::error ? QStringLiteral("warning") : QStringLiteral("info");
    icon_->setPixmap(iconPixmap(name, color, 20, devicePixelRatioF()));
    close_->setIcon(icon(QStringLiteral("close"), theme.palette.text, 16));
    QPalette colors = text_->palette();
    colors.setColor(QPalette::WindowText, theme.palette.text);
    text_->setPalette(colors);
    update();
}

}  // namespace deltascope
