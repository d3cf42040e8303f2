#include "app/window/offscreen.h"

#include <QString>
#include <cstdio>
#include <cstdlib>

#include "app/commands/console.h"

namespace deltascope {
namespace {

/// Without a screen Qt remarks on what a screen would have; only what ends the program matters.
void ignoreRemarks(QtMsgType type, const QMessageLogContext& context, const QString& message) {
    if (type == QtFatalMsg || type == QtCriticalMsg) explainNoDisplay(type, context, message);
}

/// Runs before the application object is made, which reads both.
int& prepared(int& argc) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler(ignoreRemarks);
    return argc;
}

}  // namespace

const char* const noDisplay =
    "deltascope: there is no display to open the window on. Run it in a graphical session (or with ssh -X), "
    "or work\nwithout a window: 'deltascope screenshot' and 'deltascope render' draw into files, 'deltascope "
    "--help' lists the commands.\n";

void explainNoDisplay(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type == QtFatalMsg) {
        std::fputs(noDisplay, stderr);
        std::_Exit(badUsage);
    }
    std::fprintf(stderr, "%s\n", message.toLocal8Bit().constData());
}

OffscreenApplication::OffscreenApplication() : application_(prepared(argc_), argv_) {}

}  // namespace deltascope
