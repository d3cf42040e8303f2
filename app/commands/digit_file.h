#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// A picture file as the digit network's input, shape {1, 28, 28}: `asIs` for a 28x28 picture that is the
/// input itself (value / 255), otherwise the digit on it is found, scaled and centred as MNIST's are. Errors
/// name the file.
Result<Tensor<float>> readDigit(const std::filesystem::path& path, bool asIs);

}  // namespace deltascope
