#include "app/commands/provenance_tree.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

/// The cells of an explanation, those of the largest terms first, each once.
std::vector<Cell> cellsBySize(const Explanation& explanation) {
    std::vector<Cell> cells;
    for (const Expression* term : largestFirst(explanation.expression)) {
        for (Cell& cell : madeOf({explanation.cell, 0, explanation.formula, *term})) {
            const bool isItself = cell == explanation.cell;  // what was given is made of itself
            if (!isItself && std::find(cells.begin(), cells.end(), cell) == cells.end()) {
                cells.push_back(std::move(cell));
            }
        }
    }
    return cells;
}

void addText(std::string& text, const CellSource& source, const Cell& cell, const TreeSize& size,
             Index level) {
    const auto explanation = source.explain(cell);
    if (!explanation) return;
    const std::string indent(static_cast<std::size_t>(2 * level + 2), ' ');
    text += joinText(indent, cellText(cell, source.batch()), " = ", shortNumber(explanation->value, 6), "  (",
                     explanation->formula, ")\n");
    if (level == size.depth) return;
    const std::vector<Cell> cells = cellsBySize(*explanation);
    const std::size_t shown = std::min(cells.size(), static_cast<std::size_t>(size.branches));
    for (std::size_t i = 0; i < shown; ++i) addText(text, source, cells[i], size, level + 1);
    if (cells.size() > shown) text += joinText(indent, "  ... and ", cells.size() - shown, " more\n");
}

Json nodeJson(const CellSource& source, const Cell& cell, const TreeSize& size, Index level) {
    const auto explanation = source.explain(cell);
    if (!explanation) return {};
    Json json{{"cell", cellText(cell, source.batch())},
              {"value", explanation->value},
              {"formula", explanation->formula}};
    if (level == size.depth) return json;
    const std::vector<Cell> cells = cellsBySize(*explanation);
    const std::size_t shown = std::min(cells.size(), static_cast<std::size_t>(size.branches));
    json["made_of"] = Json::array();
    for (std::size_t i = 0; i < shown; ++i)
        json["made_of"].push_back(nodeJson(source, cells[i], size, level + 1));
    json["more"] = cells.size() - shown;
    return json;
}

}  // namespace

std::string provenanceText(const CellSource& source, const Cell& cell, const TreeSize& size) {
    std::string text;
    addText(text, source, cell, size, 0);
    return text;
}

Json provenanceJson(const CellSource& source, const Cell& cell, const TreeSize& size) {
    return nodeJson(source, cell, size, 0);
}

}  // namespace deltascope
