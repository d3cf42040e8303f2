#pragma once

#include <QObject>
#include <QPalette>

#include "ui/theme/theme.h"

namespace deltascope {

/// Holds the theme of the window and dresses the application in it: widget style, palette, font, style sheet.
/// Belongs to the QApplication and dies with it.
class ThemeManager : public QObject {
    Q_OBJECT

  public:
    /// Remembers the desktop's own colours for Theme::system().
    explicit ThemeManager(QObject* parent);

    const Theme& theme() const { return theme_; }
    ThemeKind kind() const { return theme_.kind; }
    /// Every widget gets a StyleChange event and repaints; then changed() is emitted, for layouts that were
    /// computed from the theme's sizes.
    void setTheme(ThemeKind kind);

    /// How large text is beside the theme's own size: one of textSizes.
    double textSize() const { return textSize_; }
    static constexpr double textSizes[] = {0.85, 1, 1.15, 1.3, 1.5};
    /// The one of textSizes that is nearest; as setTheme() otherwise.
    void setTextSize(double factor);
    /// The size `steps` larger (or smaller, below 0), as far as there is one.
    void changeTextSize(int steps);

  Q_SIGNALS:
    void changed();

  private:
    QPalette desktop_;
    double textSize_ = 1;
    Theme theme_;
};

/// The application's theme manager; made (light) when first asked for. Needs a QApplication.
ThemeManager& themeManager();

/// The theme that the window has now: `currentTheme().palette.accent`. Widgets ask in their paintEvent; code
/// that paints without a widget takes a `const Theme&` instead.
const Theme& currentTheme();

}  // namespace deltascope
