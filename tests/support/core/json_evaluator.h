#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace deltascope {

/// The value of an explanation's expression, computed from the leaves of its JSON alone. It shares no code
/// with core: what anyone would write who reads only the description of the format.
/// Throws std::invalid_argument for an operation that the format does not have.
double evaluateJson(const nlohmann::ordered_json& expression);

/// Address and value of every cell in the expression.
std::vector<std::pair<std::string, double>> leavesOf(const nlohmann::ordered_json& expression);

}  // namespace deltascope
