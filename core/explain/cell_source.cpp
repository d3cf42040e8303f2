#include "core/explain/cell_source.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

void collectCells(const Expression& expression, std::vector<Cell>& cells) {
    if (expression.operation == Operation::cell) cells.push_back(expression.cell);
    for (const Expression& argument : expression.arguments) collectCells(argument, cells);
}

}  // namespace

Result<std::optional<Explanation>> CellSource::otherView(const Cell& cell) const {
    if (auto explained = explain(cell); !explained) return tl::unexpected(explained.error());
    return std::optional<Explanation>();
}

Result<Proof> CellSource::prove(const Cell& cell) const {
    if (auto explained = explain(cell); !explained) return tl::unexpected(explained.error());
    return failure(cellText(cell, batch()), " is no derivative of a loss");
}

std::string knownNames(const CellSource& source) {
    std::string names;
    for (const std::string& name : source.tensors()) names += (names.empty() ? "" : ", ") + name;
    return names;
}

Expression leafOf(const CellSource& source, const std::string& tensor, Index offset) {
    const auto values = source.values(tensor);
    require(values.has_value(), values ? "" : values.error().message);
    require(offset >= 0 && offset < values->size(), tensor, ": there is no element ", offset);
    return cellLeaf(cellAtOffset(tensor, values->shape(), offset), (*values)[offset]);
}

Expression sumOver(const CellSource& source, const std::string& tensor) {
    const auto values = source.values(tensor);
    require(values.has_value(), values ? "" : values.error().message);
    std::vector<Expression> terms;
    for (Index i = 0; i < values->size(); ++i) {
        terms.push_back(cellLeaf(cellAtOffset(tensor, values->shape(), i), (*values)[i]));
    }
    return sumOf(std::move(terms));
}

std::vector<Cell> madeOf(const Explanation& explanation) {
    std::vector<Cell> all, cells;
    collectCells(explanation.expression, all);
    for (Cell& cell : all) {
        if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(std::move(cell));
    }
    return cells;
}

std::vector<const Expression*> largestFirst(const Expression& expression) {
    std::vector<const Expression*> terms;
    if (expression.operation != Operation::sum) return {&expression};
    for (const Expression& term : expression.arguments) terms.push_back(&term);
    std::stable_sort(terms.begin(), terms.end(), [](const Expression* a, const Expression* b) {
        return std::abs(a->value) > std::abs(b->value);
    });
    return terms;
}

}  // namespace deltascope
