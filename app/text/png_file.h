#pragma once

#include <filesystem>
#include <optional>

#include "core/data/grey_image.h"

namespace deltascope {

/// The picture in a PNG file of 8 bits or fewer a channel and at most 64 million pixels; nothing if the file
/// is anything else.
std::optional<GreyImage> readPng(const std::filesystem::path& path);

}  // namespace deltascope
