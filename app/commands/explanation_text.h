#pragma once

#include <limits>
#include <string>

#include "core/explain/expression.h"

namespace deltascope {

/// How a leaf of an expression is written: by its address or by its value.
enum class LeafText { address, value };

/// `expression` as one line of ordinary notation: "input[0,1] * kernel[0,0] + 0.5". `batch` as for
/// cellText().
std::string expressionText(const Expression& expression, LeafText leaves, Index batch = 1);

/// How much of an explanation is written.
struct ExplanationStyle {
    Index batch = 1;  ///< as for cellText()
    /// A sum of more terms than this shows its largest ones first and the rest as one line with their sum.
    std::size_t mostTerms = std::numeric_limits<std::size_t>::max();
};

/// The explanation in words: the cell, every term with addresses and with values, the result.
std::string explanationText(const Explanation& explanation, const ExplanationStyle& style = {});

}  // namespace deltascope
