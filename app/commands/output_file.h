#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace deltascope {

/// Whether writeFile() could save to `path`, found out by making and removing a file beside it, so that an
/// hour of training does not end in "no permission". What stands at `path` is left alone.
Result<void> checkWritable(const std::filesystem::path& path);

}  // namespace deltascope
