#pragma once

#include <filesystem>
#include <string>

#include "core/network/checkpoint.h"

namespace deltascope {

/// A model that the canvas can use, as it was loaded.
struct DigitModel {
    Checkpoint<float> checkpoint;
    std::filesystem::path path;
};

/// Loads a checkpoint and checks that it is for the canvas: one grey 28x28 picture in, ten classes out.
Result<DigitModel> loadDigitModel(const std::filesystem::path& path);

/// What is known about a model, for people: "lecture network, 44,426 weights · 99.2 % of 10000". Only what
/// the checkpoint itself says.
std::string modelSummary(const DigitModel& model);

/// All of the checkpoint's notes, one a line.
std::string modelNotes(const DigitModel& model);

}  // namespace deltascope
