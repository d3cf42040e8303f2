#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace deltascope {

/// Whether writeFile() can save to `path`, so that an hour of training does not end in "no permission".
Result<void> checkWritable(const std::filesystem::path& path);

}  // namespace deltascope
