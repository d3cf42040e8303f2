#include "ui/theme/typography.h"

#include <QFontMetricsF>
#include <QLabel>
#include <QVariant>
#include <array>
#include <cmath>

namespace deltascope {
namespace {

QFont textFont(double pixels, QFont::Weight weight) {
    QFont font;
    font.setFamilies({"Inter", "Noto Sans", "Segoe UI", "Helvetica Neue", "DejaVu Sans", "sans-serif"});
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(static_cast<int>(std::lround(pixels)));
    font.setWeight(weight);
    return font;
}

QFont numberFont(double pixels) {
    QFont font = textFont(pixels, QFont::Normal);
    font.setFamilies(
        {"JetBrains Mono", "Noto Sans Mono", "Consolas", "Menlo", "DejaVu Sans Mono", "monospace"});
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

}  // namespace

Typography Typography::scaled(double factor) {
    Typography type;
    type.title = textFont(24 * factor, QFont::Bold);
    type.heading = textFont(16 * factor, QFont::DemiBold);
    type.label = textFont(13 * factor, QFont::DemiBold);
    type.body = textFont(14 * factor, QFont::Normal);
    type.small = textFont(12 * factor, QFont::Normal);
    type.number = numberFont(13 * factor);
    type.smallNumber = numberFont(11 * factor);
    type.display = textFont(120, QFont::Bold);
    return type;
}

QFont withPixelSize(QFont font, int pixels) {
    font.setPixelSize(std::max(1, pixels));
    return font;
}

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

QFont fittingFont(QFont font, const QString& text, double width, int least) {
    while (font.pixelSize() > least && QFontMetricsF(font).horizontalAdvance(text) > width)
        font.setPixelSize(font.pixelSize() - 1);
    return font;
}

void setTextRole(QLabel& label, TextRole role) {
    // The style sheet has one rule for each of these names.
    static constexpr std::array names = {"title", "subtitle", "heading", "label",
                                         "body",  "muted",    "small",   "number"};
    label.setProperty("textRole", QLatin1String(names[static_cast<std::size_t>(role)]));
}

}  // namespace deltascope
