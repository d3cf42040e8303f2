#pragma once

#include <string>

#include "core/explain/expression.h"

namespace deltascope {

/// How a leaf of an expression is written: by its address or by its value.
enum class LeafText { address, value };

/// `expression` as one line of ordinary notation: "input[0,1] * kernel[0,0] + 0.5".
std::string expressionText(const Expression& expression, LeafText leaves);

/// The explanation in words: the cell, every term with addresses and with values, the result.
std::string explanationText(const Explanation& explanation);

}  // namespace deltascope
