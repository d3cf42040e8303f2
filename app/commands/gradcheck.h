#pragma once

#include <filesystem>

#include "app/commands/console.h"
#include "core/tensor/shape.h"

namespace deltascope {

struct GradcheckArguments {
    /// Empty: every weight of the pencil network. Otherwise a sample of the weights of this digit network.
    std::filesystem::path model;
    Index sample = 100;  ///< weights to compare of each of the model's parameters
    Index seed = 1;      ///< of the pencil network's weights and picture, the synthetic digit, the sample
};

/// Compares the gradients of backpropagation with numeric ones in double precision and prints the worst
/// relative error of each parameter. An error above 1e-6 fails: exit code badInput.
CommandResult gradcheck(const GradcheckArguments& arguments, const Console& console);

}  // namespace deltascope
