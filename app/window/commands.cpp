#include <QApplication>
#include <QString>

#include "app/commands/window.h"
#include "app/window/gui.h"
#include "app/window/offscreen.h"
#include "ui/pictures/picture_file.h"

namespace deltascope {
namespace {

/// Where neither X nor Wayland is announced, Qt can't open a window; naming a platform overrides.
bool mayHaveDisplay() {
    const auto isSet = [](const char* name) { return !qEnvironmentVariableIsEmpty(name); };
    return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM");
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
    qInstallMessageHandler(explainNoDisplay);
    const Application application;
    qInstallMessageHandler(nullptr);
    return runWindow({arguments.workspace, arguments.walkthrough, static_cast<long>(arguments.step) - 1});
}

CommandResult screenshot(const ScreenshotArguments& arguments, const Console& console) {
    const auto theme = themeCalled(arguments.theme);
    if (!theme) return tl::unexpected(theme.error());
    const OffscreenApplication application;
    const QSize size(static_cast<int>(arguments.width), static_cast<int>(arguments.height));
    const auto image = screenshotOf(
        {arguments.workspace, arguments.walkthrough, static_cast<long>(arguments.step) - 1}, size, *theme);
    if (!image) return tl::unexpected(image.error());
    if (auto saved = savePng(arguments.out, *image); !saved) return tl::unexpected(saved.error());
    console.out << arguments.out.string() << ": " << image->width() << "x" << image->height() << '\n';
    return success;
}

}  // namespace deltascope
