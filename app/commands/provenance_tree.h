#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "core/explain/cell_source.h"

namespace deltascope {

/// How far a tree of provenance goes.
struct TreeSize {
    Index depth = 1;     ///< generations below the number itself
    Index branches = 5;  ///< cells shown of each number's, those with the largest contributions first
};

/// What a number was made of, what that was made of, and so on, as an indented tree: address, value, formula.
std::string provenanceText(const CellSource& source, const Cell& cell, const TreeSize& size);

/// The same as {"cell", "value", "formula", "made_of": [...], "more"}; "more" counts the cells left out.
nlohmann::ordered_json provenanceJson(const CellSource& source, const Cell& cell, const TreeSize& size);

}  // namespace deltascope
