#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// The number settings `ids`, in this order, where only whole numbers make sense (rows, bits, steps); an
/// error names the setting.
Result<std::vector<Index>> wholeNumbers(const Settings& settings, const std::vector<std::string>& ids);

}  // namespace deltascope
