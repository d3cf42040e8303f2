#pragma once

#include "core/explain/prefixed_source.h"

namespace deltascope {

/// Several sources under one roof, so that numbers of all of them can stand on one stage: a network before
/// and after an update, a network and a sheet. Where two have tensors of the same name, a prefix tells them
/// apart.
class SourceList final : public CellSource {
  public:
    struct Part {
        std::shared_ptr<const CellSource> source;
        std::string prefix = {};  ///< put before the names of its tensors: "after.", "5:"
    };

    /// Throws std::invalid_argument for a missing source, and for a name that two parts have.
    explicit SourceList(const std::vector<Part>& parts);

    std::vector<std::string> tensors() const override;
    Result<Tensor<double>> values(const std::string& tensor, Index example = 0) const override;
    /// The largest of the parts'.
    Index batch() const override;
    Result<Explanation> explain(const Cell& cell) const override;
    Result<std::optional<Explanation>> otherView(const Cell& cell) const override;
    Result<std::vector<Cell>> usedBy(const Cell& cell) const override;
    Result<Proof> prove(const Cell& cell) const override;

  private:
    Result<const PrefixedSource*> partOf(const std::string& tensor) const;

    std::vector<PrefixedSource> parts_;
};

}  // namespace deltascope
