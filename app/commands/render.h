#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "app/commands/console.h"
#include "app/commands/walkthrough_choice.h"
#include "core/tensor/shape.h"

namespace deltascope {

struct RenderArguments {
    WalkthroughChoice walkthrough;
    std::optional<Index> step;  ///< counted from 1; unset: the first, or all with `all`
    bool all = false;           ///< every step, into the folder `out`
    std::filesystem::path out;  ///< .png, .svg or .pdf; a folder with `all`
    Index width = 1440, height = 900;
    std::string theme = "light";
};

/// Draws steps of a walkthrough as pages, with the painters of the window; needs no screen. With `all` the
/// folder gets one PNG for each step; a PDF gets all steps as its pages.
CommandResult renderSteps(const RenderArguments& arguments, const Console& console);

}  // namespace deltascope
