#include "ui/theme/theme_manager.h"

#include <QApplication>
#include <QStyleFactory>
#include <algorithm>
#include <cmath>
#include <iterator>

#include "ui/theme/style_sheet.h"

namespace deltascope {
namespace {

/// Standard colours, for what the style sheet leaves to the widget style.
QPalette widgetPalette(const Palette& p) {
    QPalette result;
    result.setColor(QPalette::Window, p.page);
    result.setColor(QPalette::WindowText, p.text);
    result.setColor(QPalette::Base, p.field);
    result.setColor(QPalette::AlternateBase, p.page);
    result.setColor(QPalette::Text, p.text);
    result.setColor(QPalette::Button, p.card);
    result.setColor(QPalette::ButtonText, p.text);
    result.setColor(QPalette::BrightText, p.danger.text);
    result.setColor(QPalette::PlaceholderText, p.mutedText);
    result.setColor(QPalette::Highlight, p.accent);
    result.setColor(QPalette::HighlightedText, p.onAccent);
    result.setColor(QPalette::Link, p.accentText);
    result.setColor(QPalette::LinkVisited, p.accentText);
    result.setColor(QPalette::ToolTipBase, p.rail);
    result.setColor(QPalette::ToolTipText, p.railSelectedText);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        result.setColor(QPalette::Disabled, role, mixed(p.mutedText, p.card, 0.45));
    }
    return result;
}

}  // namespace

ThemeManager::ThemeManager(QObject* parent) : QObject(parent), desktop_(QApplication::palette()) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    setTheme(ThemeKind::light);
}

void ThemeManager::setTheme(ThemeKind kind) {
    theme_ = Theme::make(kind, desktop_, textSize_);
    QApplication::setPalette(widgetPalette(theme_.palette));
    QApplication::setFont(theme_.type.body);
    qApp->setStyleSheet(styleSheet(theme_));
    Q_EMIT changed();
}

void ThemeManager::setTextSize(double factor) {
    const double nearest = *std::min_element(
        std::begin(textSizes), std::end(textSizes),
        [factor](double a, double b) { return std::abs(a - factor) < std::abs(b - factor); });
    if (nearest == textSize_) return;
    textSize_ = nearest;
    setTheme(kind());
}

void ThemeManager::changeTextSize(int steps) {
    const auto now = std::find(std::begin(textSizes), std::end(textSizes), textSize_) - std::begin(textSizes);
    const auto last = std::ssize(textSizes) - 1;
    setTextSize(textSizes[std::clamp<std::ptrdiff_t>(now + steps, 0, last)]);
}

ThemeManager& themeManager() {
    auto* manager = qApp->findChild<ThemeManager*>(QString(), Qt::FindDirectChildrenOnly);
    return manager ? *manager : *new ThemeManager(qApp);
}

const Theme& currentTheme() { return themeManager().theme(); }

}  // namespace deltascope
