#include "app/window/gui.h"

#include <QApplication>

#include "app/window/main_window.h"
#include "core/data/synthetic_digits.h"
#include "core/data/variation.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/message_bar.h"
#include "ui/workspaces/draw/draw_workspace.h"
#include "ui/workspaces/lecture/lecture_workspace.h"
#include "ui/workspaces/train/train_workspace.h"

namespace deltascope {
namespace {

/// The digit in pictures of the program: a 3 of the endless row of synthetic digits, at its ordinary size.
Drawing sampleDrawing() { return placed(syntheticDigit(1, 3).drawing, PenVariation{}); }

/// Enough of a training for every view to have something to show.
void trainShortly(TrainWorkspace& train) {
    DigitChoice digits;
    digits.count = 2000;
    train.begin(digits);
    train.session().worker().run(240);
    train.session().settle();
}

Result<void> openAsAsked(MainWindow& window, const WindowOptions& options) {
    if (!options.walkthrough.empty()) return window.showWalkthrough(options.walkthrough, options.step);
    return options.workspace.empty() ? Result<void>() : window.showWorkspace(options.workspace);
}

}  // namespace

int runWindow(const WindowOptions& options) {
    QApplication::setApplicationName(QStringLiteral("deltascope"));
    QApplication::setOrganizationName(QStringLiteral("deltascope"));
    MainWindow window;
    window.restore();
    const Result<void> opened = openAsAsked(window, options);
    if (!opened) window.lecture().messages().showError(opened.error().message);
    window.show();
    return QApplication::exec();
}

Result<QImage> screenshotOf(const WindowOptions& options, const QSize& size, ThemeKind theme) {
    themeManager().setTheme(theme);
    MainWindow window;
    window.setAttribute(Qt::WA_DontShowOnScreen);
    window.setMinimumSize(0, 0);
    window.resize(size);
    if (auto shown = window.showWorkspace(options.workspace); !shown) return tl::unexpected(shown.error());
    if (options.workspace == "lecture") {
        const std::string id = options.walkthrough.empty() ? "L4" : options.walkthrough;
        if (auto shown = window.showWalkthrough(id, options.step); !shown)
            return tl::unexpected(shown.error());
    }
    if (options.workspace == "draw") {
        window.draw().session().setDrawing(sampleDrawing());
        window.draw().refresh();
    }
    if (options.workspace == "train") trainShortly(window.train());
    window.show();
    QApplication::processEvents();
    if (window.size() != size) {
        return failure("a picture of ", size.width(), "x", size.height(), " is too small, expected at least ",
                       window.minimumSizeHint().width(), "x", window.minimumSizeHint().height());
    }
    return window.grab().toImage();
}

}  // namespace deltascope
