#include "app/commands/window.h"

#if __has_include("app/gui.h")
#include "app/gui.h"
#else
namespace deltascope {
CommandResult openWindow(const WindowArguments&, const Console&) {
    return failure("built without the window");
}
CommandResult screenshot(const ScreenshotArguments&, const Console&) {
    return failure("built without the window");
}
}  // namespace deltascope
#endif
