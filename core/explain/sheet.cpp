#include "core/explain/sheet.h"

#include <algorithm>

namespace deltascope {
namespace {

bool isIn(const std::vector<Cell>& cells, const Cell& cell) {
    return std::find(cells.begin(), cells.end(), cell) != cells.end();
}

}  // namespace

void Sheet::give(const std::string& tensor, const Tensor<double>& values) {
    define(tensor, values.shape(), "given", [&](Index offset) { return constantLeaf(values[offset]); });
}

void Sheet::define(const std::string& tensor, const Shape& shape, std::string_view formulaId,
                   const Formula& formula) {
    defineTable(tensor, shape, std::vector<std::string_view>{formulaId}, formula);
}

void Sheet::defineTable(const std::string& tensor, const Shape& shape,
                        const std::vector<std::string_view>& columnIds, const Formula& formula) {
    require(!columns_.contains(tensor), "the sheet has a '", tensor, "' already");
    const auto ids = static_cast<Index>(columnIds.size());
    require(ids == 1 || (shape.rank() > 0 && shape[shape.rank() - 1] == ids), tensor, " is ", shape.text(),
            ", not ", ids, " columns");
    Column& column = columns_[tensor];  // there already while it grows: a formula may name earlier elements
    column.shape = shape;
    column.formulaIds = columnIds;
    try {
        for (Index offset = 0; offset < shape.size(); ++offset) column.elements.push_back(formula(offset));
    } catch (...) {
        columns_.erase(tensor);
        throw;
    }
    names_.push_back(tensor);
}

Expression Sheet::leaf(const std::string& tensor, Index offset) const {
    const auto found = columns_.find(tensor);
    require(found != columns_.end(), "the sheet has no '", tensor, "' yet");
    const Column& column = found->second;
    require(offset >= 0 && offset < static_cast<Index>(column.elements.size()), tensor,
            ": there is no element ", offset, " yet");
    return cellLeaf(cellAtOffset(tensor, column.shape, offset),
                    column.elements[static_cast<std::size_t>(offset)].value);
}

Result<Index> Sheet::offsetOf(const Cell& cell) const {
    const auto found = columns_.find(cell.tensor);
    if (found == columns_.end()) {
        return failure("there is no '", cell.tensor, "', expected one of: ", knownNames(*this));
    }
    const Shape& shape = found->second.shape;
    const bool isRightRank = static_cast<int>(cell.index.size()) == shape.rank();
    for (int axis = 0; isRightRank && axis < shape.rank(); ++axis) {
        const Index position = cell.index[static_cast<std::size_t>(axis)];
        if (position < 0 || position >= shape[axis]) {
            return failure(cellText(cell), ": outside ", cell.tensor, ", which is ", shape.text());
        }
    }
    if (!isRightRank) return failure(cellText(cell), ": ", cell.tensor, " is ", shape.text());
    if (cell.example != 0) return failure(cellText(cell, 2), ": there is no batch");
    return shape.offset(cell.index);
}

Result<Tensor<double>> Sheet::values(const std::string& tensor, Index) const {
    const auto found = columns_.find(tensor);
    if (found == columns_.end()) {
        return failure("there is no '", tensor, "', expected one of: ", knownNames(*this));
    }
    Tensor<double> values(found->second.shape);
    for (Index i = 0; i < values.size(); ++i) {
        values[i] = found->second.elements[static_cast<std::size_t>(i)].value;
    }
    return values;
}

Result<Explanation> Sheet::explain(const Cell& cell) const {
    const auto offset = offsetOf(cell);
    if (!offset) return tl::unexpected(offset.error());
    const Column& column = columns_.at(cell.tensor);
    const auto i = static_cast<std::size_t>(*offset);
    const Expression& made = column.elements[i];
    const bool isGiven = column.formulaOf(i) == "given" && made.operation == Operation::constant;
    return Explanation{cell, made.value, column.formulaOf(i), isGiven ? leaf(cell.tensor, *offset) : made};
}

Result<std::vector<Cell>> Sheet::usedBy(const Cell& cell) const {
    if (auto offset = offsetOf(cell); !offset) return tl::unexpected(offset.error());
    std::vector<Cell> users;
    for (const std::string& name : names_) {
        const Column& column = columns_.at(name);
        for (std::size_t i = 0; i < column.elements.size(); ++i) {
            Cell candidate = cellAtOffset(name, column.shape, static_cast<Index>(i));
            if (!isIn(madeOf({candidate, 0, column.formulaOf(i), column.elements[i]}), cell)) continue;
            users.push_back(std::move(candidate));
        }
    }
    return users;
}

}  // namespace deltascope
