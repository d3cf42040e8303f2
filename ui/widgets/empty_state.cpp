#include "ui/widgets/empty_state.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

/// The icon on a soft disc.
QPixmap emblem(const QString& icon, qreal ratio) {
    constexpr int side = 112;
    const Palette& p = currentTheme().palette;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.accentSoft);
    painter.drawEllipse(0, 0, side, side);
    painter.drawPixmap(side / 4, side / 4, iconPixmap(icon, p.accentText, side / 2, ratio));
    return pixmap;
}

}  // namespace

EmptyState::EmptyState(QString icon, const QString& title, const QString& sentence, QWidget* parent)
    : QWidget(parent), iconName_(std::move(icon)), icon_(new QLabel) {
    auto* heading = new QLabel(title);
    auto* text = new QLabel(sentence);
    setTextRole(*heading, TextRole::title);
    setTextRole(*text, TextRole::subtitle);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    text->setFixedWidth(34 * currentTheme().type.body.pixelSize());
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(4);
    layout->addWidget(icon_, 0, Qt::AlignCenter);
    layout->addSpacing(20);
    layout->addWidget(heading, 0, Qt::AlignCenter);
    layout->addSpacing(4);
    // Centred by stretches, because an aligned label is not given the height that its wrapped lines need.
    auto* row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(text);
    row->addStretch();
    layout->addLayout(row);
    layout->addStretch(5);
    applyTheme();
    connect(&themeManager(), &ThemeManager::changed, this, &EmptyState::applyTheme);
}

void EmptyState::applyTheme() { icon_->setPixmap(emblem(iconName_, devicePixelRatioF())); }

}  // namespace deltascope
