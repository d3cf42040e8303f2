#pragma once

#include <filesystem>

#include "app/commands/console.h"
#include "app/commands/digit_data.h"

namespace deltascope {

struct EvaluateArguments {
    std::filesystem::path data;     ///< folder with MNIST's test part; empty: not asked for
    std::filesystem::path strokes;  ///< pen strokes; empty: not asked for
    Writers writers{26, 30};        ///< whose strokes
    std::filesystem::path model;    ///< empty: the program's own
    Index threads = 0;              ///< 0: as many as the machine has cores
    bool json = false;
};

/// Prints the accuracy and the confusion matrix on MNIST's test part, and on pen strokes the accuracy of
/// every kind in evaluationVariations(), each digit drawn and read as on the program's own canvas.
CommandResult evaluateModel(const EvaluateArguments& arguments, const Console& console);

}  // namespace deltascope
