#pragma once

#include <memory>
#include <set>

#include "core/explain/cell_source.h"

namespace deltascope {

/// A source whose tensors carry a prefix: "after." makes `conv1.output` answer to `after.conv1.output`. Cells
/// that come in are stripped of it, cells that go out (explanations, uses, proofs) carry it; errors name the
/// cell as it was asked for.
class PrefixedSource final : public CellSource {
  public:
    /// The prefix may be empty. Throws std::invalid_argument without a source.
    explicit PrefixedSource(std::shared_ptr<const CellSource> source, std::string prefix = {});

    bool has(const std::string& tensor) const { return known_.contains(tensor); }

    std::vector<std::string> tensors() const override { return names_; }
    Result<Tensor<double>> values(const std::string& tensor, Index example = 0) const override;
    Index batch() const override { return source_->batch(); }
    Result<Explanation> explain(const Cell& cell) const override;
    Result<std::optional<Explanation>> otherView(const Cell& cell) const override;
    Result<std::vector<Cell>> usedBy(const Cell& cell) const override;
    Result<Proof> prove(const Cell& cell) const override;

  private:
    Result<std::string> stripped(const std::string& tensor) const;
    template <typename Ask>
    auto ask(const Cell& cell, Ask ask) const -> decltype(ask(cell));

    std::shared_ptr<const CellSource> source_;
    std::string prefix_;
    std::vector<std::string> names_;  // with the prefix, in the source's order
    std::set<std::string> known_;
};

}  // namespace deltascope
