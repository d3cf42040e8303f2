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
    bool json = false;
};

/// Compares the gradients of backpropagation with numeric ones in double precision and prints for each
/// parameter how many were compared, how many of these can be measured to a relative error of 1e-6, and the
/// worst error of those. A larger error fails (exit code badInput), and so does one above what is uncertain
/// of a derivative that can't be measured as well as that, and a case of which nothing can be measured.
CommandResult gradcheck(const GradcheckArguments& arguments, const Console& console);

}  // namespace deltascope
