#pragma once

#include "core/network/digit_model.h"

namespace deltascope {

/// The lecture network with random weights: answers something, the same in every run. Enough wherever it does
/// not matter whether the answer is right.
DigitModel untrainedModel();

/// The same saved to a file in `folder`; its path.
std::filesystem::path savedUntrainedModel(const std::filesystem::path& folder);

}  // namespace deltascope
