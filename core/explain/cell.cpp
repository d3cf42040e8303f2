#include "core/explain/cell.h"

namespace deltascope {

std::string cellText(const Cell& cell, Index batch) {
    std::string text = cell.tensor == "input.output" ? "input" : cell.tensor;
    if (batch > 1) text.append("@").append(std::to_string(cell.example));
    if (cell.index.empty()) return text;
    char separator = '[';
    for (const Index position : cell.index) {
        text += separator + std::to_string(position);
        separator = ',';
    }
    return text + "]";
}

}  // namespace deltascope
