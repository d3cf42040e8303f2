#pragma once

#include <filesystem>

#include "core/base/result.h"

namespace deltascope {

/// The digit model that is used where none is named: the file that the environment variable DELTASCOPE_MODEL
/// names, else models/digits.safetensors beside the installed program (../share/deltascope), else in the
/// resources of the source tree that the program was built from. The error names the places looked at.
Result<std::filesystem::path> findDefaultModel();

}  // namespace deltascope
