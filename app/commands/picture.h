#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "core/data/grey_image.h"
#include "core/lesson/walkthrough.h"

namespace deltascope {

/// Reads a picture file. Errors name the file: missing, a folder, not a picture, damaged, too large.
/// As for the commands of window.h and render.h there are two of it: the program with the window reads every
/// format that Qt knows; the one without reads PNG itself and leaves the rest to the other program.
Result<GreyImage> readPicture(const std::filesystem::path& path);

/// A picture file as a value of a walkthrough's picture setting: scaled down, in colour where the setting
/// allows it. Only the program with the window does it; the other one hands over.
Result<Tensor<double>> readPictureGrid(const std::filesystem::path& path, const SettingSpec& spec);

}  // namespace deltascope
