#pragma once

#include <filesystem>
#include <vector>

#include "app/commands/console.h"

namespace deltascope {

struct ClassifyArguments {
    std::vector<std::filesystem::path> images;
    std::filesystem::path model;  ///< empty: the program's own
    bool asIs = false;            ///< the pictures are 28x28 inputs already
    bool json = false;
};

/// Prints the digit on each picture and the ten probabilities. A picture that can't be read is reported and
/// the others are still classified; the exit code is badInput then.
CommandResult classify(const ClassifyArguments& arguments, const Console& console);

}  // namespace deltascope
