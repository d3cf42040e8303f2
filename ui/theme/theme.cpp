#include "ui/theme/theme.h"

#include <QPalette>
#include <QString>
#include <array>
#include <cmath>

namespace deltascope {
namespace {

constexpr std::array kinds = {ThemeKind::light, ThemeKind::dark, ThemeKind::projector, ThemeKind::system};

Spacing scaledSpacing(double factor) {
    Spacing space;
    for (int* size : {&space.controlHeight, &space.railWidth, &space.railItemHeight, &space.iconSize}) {
        *size = static_cast<int>(std::lround(*size * factor));
    }
    return space;
}

}  // namespace

Theme Theme::light(double textSize) {
    return {ThemeKind::light, Palette::light(), Typography::scaled(textSize), scaledSpacing(textSize)};
}

Theme Theme::dark(double textSize) {
    return {ThemeKind::dark, Palette::night(), Typography::scaled(textSize), scaledSpacing(textSize)};
}

Theme Theme::projector(double textSize) {
    const double factor = 1.2 * textSize;
    Theme theme{ThemeKind::projector, Palette::projector(), Typography::scaled(factor),
                scaledSpacing(factor)};
    theme.space.hairline = 2;
    theme.space.focusRing = 3;
    theme.space.outline = 6;
    theme.space.cardPadding = 14;
    theme.space.large = 14;
    return theme;
}

Theme Theme::system(const QPalette& desktop, double textSize) {
    const bool isDark =
        desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
    Theme theme = isDark ? dark(textSize) : light(textSize);
    theme.kind = ThemeKind::system;
    return theme;
}

Theme Theme::make(ThemeKind kind, const QPalette& desktop, double textSize) {
    switch (kind) {
        case ThemeKind::light:
            return light(textSize);
        case ThemeKind::dark:
            return dark(textSize);
        case ThemeKind::projector:
            return projector(textSize);
        case ThemeKind::system:
            break;
    }
    return system(desktop, textSize);
}

QString themeName(ThemeKind kind) {
    switch (kind) {
        case ThemeKind::light:
            return QStringLiteral("light");
        case ThemeKind::dark:
            return QStringLiteral("dark");
        case ThemeKind::projector:
            return QStringLiteral("projector");
        case ThemeKind::system:
            break;
    }
    return QStringLiteral("system");
}

std::optional<ThemeKind> themeKind(const QString& name) {
    for (ThemeKind kind : kinds) {
        if (themeName(kind) == name) return kind;
    }
    return std::nullopt;
}

}  // namespace deltascope
