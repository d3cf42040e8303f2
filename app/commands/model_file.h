#pragma once

#include <filesystem>

#include "core/network/digit_model.h"

namespace deltascope {

/// The digit model in `path`; an empty path means the one that the program comes with (findDefaultModel()).
Result<DigitModel> loadModelFile(const std::filesystem::path& path);

}  // namespace deltascope
