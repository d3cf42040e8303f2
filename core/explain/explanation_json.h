#pragma once

#include <nlohmann/json.hpp>

#include "core/explain/expression.h"

namespace deltascope {

/// {"cell", "value", "formula", "expression"}, where an expression is {"cell", "value"}, {"constant"} or
/// {"op", "value", "args"} (see operationName()). All numbers at full precision; what is not finite becomes
/// null. `batch` as for cellText().
nlohmann::ordered_json explanationJson(const Explanation& explanation, Index batch = 1);

}  // namespace deltascope
