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

Theme Theme::light() { return {ThemeKind::light, Palette::light(), Typography::scaled(1), Spacing{}}; }

Theme Theme::dark() { return {ThemeKind::dark, Palette::night(), Typography::scaled(1), Spacing{}}; }

Theme Theme::projector() {
    constexpr double factor = 1.2;
    Theme theme{ThemeKind::projector, Palette::projector(), Typography::scaled(factor),
                scaledSpacing(factor)};
    theme.space.hairline = 2;
    theme.space.focusRing = 3;
    theme.space.outline = 6;
    theme.space.cardPadding = 14;
    theme.space.large = 14;
    return theme;
}

Theme Theme::system(const QPalette& desktop) {
    const bool isDark =
        desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
    Theme theme = isDark ? dark() : light();
    theme.kind = ThemeKind::system;
    return theme;
}

Theme Theme::make(ThemeKind kind, const QPalette& desktop) {
    switch (kind) {
        case ThemeKind::light:
            return light();
        case ThemeKind::dark:
            return dark();
        case ThemeKind::projector:
            return projector();
        case ThemeKind::system:
            break;
    }
    return system(desktop);
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
