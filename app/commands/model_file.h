#pragma once

#include <filesystem>

#include "core/network/checkpoint.h"

namespace deltascope {

/// Loads a network that reads digits: 1x28x28 pictures in, ten classes out. An empty path means the model
/// that the program comes with (findDefaultModel()). Errors name the file.
template <typename Scalar>
Result<Checkpoint<Scalar>> loadDigitModel(const std::filesystem::path& path);

}  // namespace deltascope
