#pragma once

#include <filesystem>
#include <string>

#include "app/commands/console.h"
#include "core/tensor/shape.h"

namespace deltascope {

struct WindowArguments {
    std::string workspace;    ///< lecture, network, train or draw; empty: the program's first
    std::string walkthrough;  ///< id; empty: the first
    Index step = 1;           ///< counted from 1
};

/// Opens the window and returns when it is closed. Without a display it says so: exit code badUsage.
CommandResult openWindow(const WindowArguments& arguments, const Console& console);

struct ScreenshotArguments {
    std::string workspace;
    std::filesystem::path out;
    Index width = 1440, height = 900;
    std::string theme = "light";  ///< light, dark or projector
    std::string walkthrough;      ///< for the lecture; empty: L4
    Index step = 9;               ///< counted from 1
};

/// Draws a workspace without a screen and saves it as PNG.
CommandResult screenshot(const ScreenshotArguments& arguments, const Console& console);

}  // namespace deltascope
