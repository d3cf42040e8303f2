#pragma once

#include <filesystem>
#include <span>

#include "core/base/result.h"
#include "core/data/idx.h"

namespace deltascope {

/// The user's own drawings with the digits they stand for, in one file: for each a byte with the label, then
/// the 28 x 28 bytes of its picture (ink 0 .. 255). A file that is not there holds none. Errors name the file
/// and the place in it.
Result<LabelledImages> readLabelledDrawings(const std::filesystem::path& file);

/// Adds a drawing (28 x 28, ink 0 .. 1) to the file, which is made, with its folder, where it is missing.
Result<void> addLabelledDrawing(const std::filesystem::path& file, std::span<const float> picture, int label);

}  // namespace deltascope
