#include "app/commands/window.h"

#include <QApplication>
#include <QString>
#include <cstdio>
#include <cstdlib>

#include "app/gui.h"
#include "ui/workspaces/draw/picture_file.h"

namespace deltascope {
namespace {

constexpr const char* noDisplay =
    "deltascope: there is no display to open the window on. Run it in a graphical session (or with ssh -X), "
    "or "
    "work\nwithout a window: 'deltascope screenshot' draws the screens into files, 'deltascope --help' lists "
    "the commands.\n";

/// Where neither X nor Wayland is announced, Qt can't open a window; naming a platform overrides.
bool mayHaveDisplay() {
    const auto isSet = [](const char* name) { return !qEnvironmentVariableIsEmpty(name); };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
}

/// Qt ends a program whose display does not answer with abort(); this ends it with an explanation.
void explainFatal(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type == QtFatalMsg) {
        std::fputs(noDisplay, stderr);
        std::_Exit(badUsage);
    }
    std::fprintf(stderr, "%s\n", message.toLocal8Bit().constData());
}

/// Without a screen Qt remarks on what a screen would have; only what ends the program matters.
void ignoreRemarks(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (type == QtFatalMsg || type == QtCriticalMsg) explainFatal(type, context, message);
}

/// Qt's application object, whose arguments must outlive it.
struct Application {
    int argc = 1;
    char name[11] = "deltascope";
    char* argv[2] = {name, nullptr};
    QApplication application{argc, argv};
};

Result<ThemeKind> themeCalled(const std::string& name) {
    const auto kind = themeKind(QString::fromStdString(name));
    if (!kind) return failure("there is no theme '", name, "'");
    return *kind;
}

}  // namespace

CommandResult openWindow(const WindowArguments& arguments, const Console& console) {
    if (!mayHaveDisplay()) {
        console.err << noDisplay;
        return badUsage;
    }
    qInstallMessageHandler(explainFatal);
    const Application application;
    qInstallMessageHandler(nullptr);
    return runWindow({arguments.workspace, arguments.walkthrough, static_cast<long>(arguments.step) - 1});
}

CommandResult screenshot(const ScreenshotArguments& arguments, const Console& console) {
    const auto theme = themeCalled(arguments.theme);
    if (!theme) return tl::unexpected(theme.error());
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(ignoreRemarks);
    const Application application;
    const QSize size(static_cast<int>(arguments.width), static_cast<int>(arguments.height));
    const auto image = screenshotOf(arguments.workspace, size, *theme);
    if (!image) return tl::unexpected(image.error());
    if (auto saved = savePng(arguments.out, *image); !saved) return tl::unexpected(saved.error());
    console.out << arguments.out.string() << ": " << image->width() << "x" << image->height() << '\n';
    return success;
}

}  // namespace deltascope
