#pragma once

#include <optional>

#include "ui/theme/palette.h"
#include "ui/theme/spacing.h"
#include "ui/theme/typography.h"

class QPalette;
class QString;

namespace deltascope {

/// What the user can choose; `system` is light or dark, as the desktop is.
enum class ThemeKind { light, dark, projector, system };

/// Everything that decides how the program looks. A plain value: painters take one, so that a picture can be
/// made in any theme, whatever the window shows.
struct Theme {
    ThemeKind kind = ThemeKind::light;
    Palette palette;
    Typography type;
    Spacing space;

    // `textSize` multiplies all sizes of text, and of controls with them.
    static Theme light(double textSize = 1);
    static Theme dark(double textSize = 1);
    static Theme projector(double textSize = 1);
    /// Light or dark, to go with the desktop's colours.
    static Theme system(const QPalette& desktop, double textSize = 1);
    static Theme make(ThemeKind kind, const QPalette& desktop, double textSize = 1);
};

/// "light", "dark", "projector", "system": in settings and on the command line.
QString themeName(ThemeKind kind);
/// The kind called `name`, or nothing.
std::optional<ThemeKind> themeKind(const QString& name);

}  // namespace deltascope
