#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "core/data/grey_image.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// Reads a picture of any format that Qt knows (PNG, JPEG, BMP, GIF, SVG ...), recognised by its content, as
/// brightness 0 .. 1: colours by their luma (0.299 R + 0.587 G + 0.114 B), transparency over white, turned
/// upright as the camera says. Grey bytes come out as value / 255 exactly. Errors name the file: missing, a
/// folder, empty, no permission, not a picture, damaged, larger than 512 MB once unpacked.
Result<GreyImage> readPicture(const std::filesystem::path& path);

/// A picture file as the digit network's input, shape {1, 28, 28}: `asIs` for a 28x28 picture that is the
/// input itself (value / 255), otherwise the digit on it is found, scaled and centred as MNIST's are.
Result<Tensor<float>> readDigit(const std::filesystem::path& path, bool asIs);

}  // namespace deltascope
