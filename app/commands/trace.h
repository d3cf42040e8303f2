#pragma once

#include <filesystem>

#include "app/commands/console.h"

namespace deltascope {

struct TraceArguments {
    std::filesystem::path image;
    int label = 0;                ///< the digit that the loss is measured against
    std::filesystem::path model;  ///< empty: the program's own
    bool asIs = false;            ///< the picture is the 28x28 input already
    double rate = 0.1;            ///< learning rate of the _new values
    std::filesystem::path out;
};

/// Runs one picture forwards and backwards and writes every tensor of the Ledger under its name as
/// safetensors: activations and deltas of the single example without the batch axis (conv1.output is
/// 6x24x24).
CommandResult trace(const TraceArguments& arguments, const Console& console);

}  // namespace deltascope
