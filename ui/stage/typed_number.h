#pragma once

#include <QString>

#include "core/base/result.h"

namespace deltascope {

/// The number that a person typed: a decimal point or comma, an ordinary or a true minus sign. An error says
/// in words what was expected: text, nothing, nan, inf, or more than `limit` in size.
Result<double> typedNumber(const QString& text, double limit);

}  // namespace deltascope
