#include "ui/widgets/card.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/theme_manager.h"

namespace deltascope {

Card::Card(const QString& heading, QWidget* parent)
    : QWidget(parent), heading_(new QLabel), content_(new QVBoxLayout(this)) {
    setTextRole(*heading_, TextRole::heading);
    heading_->setWordWrap(true);
    content_->addWidget(heading_);
    setHeading(heading);
    applyTheme();
    connect(&themeManager(), &ThemeManager::changed, this, &Card::applyTheme);
}

void Card::setHeading(const QString& heading) {
    heading_->setText(heading);
    heading_->setVisible(!heading.isEmpty());
    setAccessibleName(heading);
}

void Card::paintEvent(QPaintEvent*) {
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.palette.border, theme.space.hairline));
    painter.setBrush(theme.palette.card);
    const qreal inset = theme.space.hairline / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), theme.space.cardRadius,
                            theme.space.cardRadius);
}

void Card::applyTheme() {
    const Spacing& space = currentTheme().space;
    const int padding = space.cardPadding;
    content_->setContentsMargins(padding, padding - space.tiny, padding, padding - space.tiny);
    content_->setSpacing(space.medium);
}

}  // namespace deltascope
