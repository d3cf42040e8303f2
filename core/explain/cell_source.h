#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/explain/expression.h"
#include "core/explain/proof.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// Whatever holds numbers that can be asked where they come from: a pass through a network, a training run, a
/// sheet of formulas. Cells are told apart by the names of their tensors.
class CellSource {
  public:
    virtual ~CellSource() = default;

    /// The names of all tensors.
    virtual std::vector<std::string> tensors() const = 0;
    /// All numbers of one tensor: of one example where there is a batch, else of everything. An error names
    /// what exists.
    virtual Result<Tensor<double>> values(const std::string& tensor, Index example = 0) const = 0;
    /// How many examples activations and deltas have.
    virtual Index batch() const { return 1; }

    /// How `cell` came about; what nothing computed is explained by itself (an expression of one leaf).
    virtual Result<Explanation> explain(const Cell& cell) const = 0;
    /// The same number seen another way, where there are two views of it.
    virtual Result<std::optional<Explanation>> otherView(const Cell& cell) const;
    /// The cells that name `cell` in their explanations: where the number goes.
    virtual Result<std::vector<Cell>> usedBy(const Cell& cell) const = 0;
    /// A derivative beside the central difference of the loss; an error for a cell that is no derivative.
    virtual Result<Proof> prove(const Cell& cell) const;
};

/// The names in one line, for errors: "conv1.output, conv1.delta, ...".
std::string knownNames(const CellSource& source);

/// The leaf for element `offset` (row-major) of a tensor, for formulas that quote numbers of another source.
/// Throws std::invalid_argument if there is no such number.
Expression leafOf(const CellSource& source, const std::string& tensor, Index offset = 0);
/// The sum of all elements of a tensor, likewise.
Expression sumOver(const CellSource& source, const std::string& tensor);

/// The cells that the explanation names, each once, in order: what the number was made of.
std::vector<Cell> madeOf(const Explanation& explanation);

/// The terms of a sum by falling size, so that the largest contributions come first; any other expression as
/// its only term.
std::vector<const Expression*> largestFirst(const Expression& expression);

}  // namespace deltascope
