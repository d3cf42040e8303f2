#pragma once

#include <optional>
#include <string>

#include "app/commands/console.h"
#include "app/commands/walkthrough_choice.h"
#include "core/tensor/shape.h"

namespace deltascope {

struct WalkthroughsArguments {
    bool json = false;
};

/// Lists the walkthroughs of the lecture: id, title, number of steps.
CommandResult listWalkthroughs(const WalkthroughsArguments& arguments, const Console& console);

struct ShowArguments {
    WalkthroughChoice walkthrough;
    std::optional<Index> step;  ///< counted from 1; unset: all
    bool all = false;           ///< says so openly; the same as no step
    bool json = false;
};

/// Prints steps of a walkthrough: what is said, the formula's id, every term, the
/// result.
CommandResult showSteps(const ShowArguments& arguments, const Console& console);

}  // namespace deltascope
