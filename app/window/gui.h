#pragma once

#include <QImage>
#include <QSize>
#include <string>

#include "core/base/result.h"
#include "ui/theme/theme.h"

namespace deltascope {

struct WindowOptions {
    std::string workspace;    ///< lecture, network, train or draw; empty: where the last window was left
    std::string walkthrough;  ///< id; empty: none is asked for
    long step = 0;            ///< of the walkthrough, counted from 0
};

/// Shows the window and runs the program until it is closed; the exit code. Needs a QApplication. An error in
/// the options is shown in the window.
int runWindow(const WindowOptions& options);

/// A workspace as the window shows it at `size`, painted without a screen; "network" shows a sample digit,
/// "draw" one on the canvas that went through the engine. Needs a QApplication; leaves the user's settings
/// alone.
Result<QImage> screenshotOf(const WindowOptions& options, const QSize& size, ThemeKind theme);

}  // namespace deltascope
