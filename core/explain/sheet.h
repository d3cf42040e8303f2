#pragma once

#include <functional>
#include <map>

#include "core/explain/cell_source.h"

namespace deltascope {

/// Numbers that belong to no network, each with its formula, as in a spreadsheet: the table look-up's powers,
/// the steps of gradient descent. Built top-down: a formula names only cells that are there already, so it
/// can't go round in circles.
class Sheet final : public CellSource {
  public:
    /// Formula of element `offset` (row-major).
    using Formula = std::function<Expression(Index offset)>;

    /// Adds numbers that nothing computed. Throws std::invalid_argument for a name that is taken.
    void give(const std::string& tensor, const Tensor<double>& values);
    /// Adds a tensor whose elements come about by `formula`; `formulaId` names the typeset formula (see
    /// Explanation). A formula may name earlier elements of the same tensor; one that throws leaves the sheet
    /// as it was.
    void define(const std::string& tensor, const Shape& shape, std::string_view formulaId,
                const Formula& formula);

    /// The same for a table whose columns come about by different formulas: the last axis has as many
    /// elements as there are ids; "given" for a column that nothing computed. Throws std::invalid_argument if
    /// it has not.
    void defineTable(const std::string& tensor, const Shape& shape,
                     const std::vector<std::string_view>& columnIds, const Formula& formula);

    /// The leaf for an element, for use in formulas. Throws std::invalid_argument if it is not there yet.
    Expression leaf(const std::string& tensor, Index offset = 0) const;
    double value(const std::string& tensor, Index offset = 0) const { return leaf(tensor, offset).value; }

    std::vector<std::string> tensors() const override { return names_; }
    Result<Tensor<double>> values(const std::string& tensor, Index example = 0) const override;
    Result<Explanation> explain(const Cell& cell) const override;
    Result<std::vector<Cell>> usedBy(const Cell& cell) const override;

  private:
    struct Column {
        Shape shape;
        std::vector<std::string_view> formulaIds;  ///< one for all elements, or one for each on the last axis
        std::vector<Expression> elements;          ///< a given number is a constant leaf

        std::string_view formulaOf(std::size_t i) const { return formulaIds[i % formulaIds.size()]; }
    };

    Result<Index> offsetOf(const Cell& cell) const;

    std::vector<std::string> names_;  // in the order in which they were added
    std::map<std::string, Column> columns_;
};

}  // namespace deltascope
