#pragma once

#include <ostream>

#include "core/base/result.h"

namespace deltascope {

/// Where a command writes: results to `out`, progress, notes and errors to `err`.
struct Console {
    std::ostream& out;
    std::ostream& err;
    /// Whether `err` is a screen that lines can be redrawn on, not a file or a pipe.
    bool redraws = false;
};

/// How a command ends: with an exit code, or with what was wrong with its input (exit code badInput).
using CommandResult = Result<int>;

inline constexpr int success = 0, badInput = 1, badUsage = 2;

}  // namespace deltascope
