#pragma once

#include <deque>

#include "core/explain/prefixed_source.h"
#include "core/explain/worked_example.h"

namespace deltascope {

/// A network trained by repeated gradient descent on one fixed batch (w <- w - rate dL/dw, without momentum),
/// at every moment of which every number can be asked where it comes from, back through all updates.
///
/// Time t counts the updates that were made: 0 is the start. Cells of time t are those of the WorkedExample
/// with the weights that t updates left, named with "t:" in front: "20:loss.output"; at the start without. A
/// parameter at time t is the `_new` cell of time t - 1, carried over.
///
/// Nothing is computed before it is asked for; weights are kept for every moment, passes for the last few
/// that were asked for. Not for several threads at once.
class DescentRun final : public CellSource {
  public:
    /// `pictures`, `labels`, `rate` as for WorkedExample. Throws std::invalid_argument for shapes that don't
    /// fit, and for `updates` below 0 or above mostUpdates().
    DescentRun(const Network<double>& network, const Tensor<double>& pictures, const Tensor<double>& labels,
               double rate, Index updates);

    /// How many updates of `network` can be kept: at most ten thousand, and no more than fit in 256 MiB.
    static Index mostUpdates(const Network<double>& network);
    /// What `tensor` is called at time `t`.
    static std::string nameAt(Index t, const std::string& tensor);

    Index updates() const { return updates_; }
    /// The network and its pass at time `t`, 0 to updates(), else throws std::invalid_argument. The first
    /// time, all updates before it are made.
    std::shared_ptr<const WorkedExample<double>> example(Index t) const;
    /// The batch's mean loss at time `t`: kept, so that a curve costs each pass once.
    double meanLoss(Index t) const;

    std::vector<std::string> tensors() const override;
    Result<Tensor<double>> values(const std::string& tensor, Index example = 0) const override;
    Index batch() const override { return example(0)->batch(); }
    Result<Explanation> explain(const Cell& cell) const override;
    Result<std::optional<Explanation>> otherView(const Cell& cell) const override;
    Result<std::vector<Cell>> usedBy(const Cell& cell) const override;
    Result<Proof> prove(const Cell& cell) const override;

  private:
    /// A tensor's name taken apart.
    struct Place {
        Index time = 0;
        std::string tensor;  ///< without the time
        TensorKind kind = TensorKind::output;
    };

    Result<Place> placeOf(const std::string& tensor) const;
    PrefixedSource at(Index t) const { return PrefixedSource(example(t), nameAt(t, "")); }
    const std::vector<Tensor<double>>& parametersAt(Index t) const;

    Network<double> start_;
    Tensor<double> pictures_, labels_;
    double rate_;
    Index updates_;
    std::shared_ptr<const WorkedExample<double>> first_;
    mutable std::vector<std::vector<Tensor<double>>> parameters_;  // of time 0, 1, ... as far as was asked
    mutable std::vector<double> losses_;                           // likewise
    mutable std::deque<std::pair<Index, std::shared_ptr<const WorkedExample<double>>>> recent_;
};

}  // namespace deltascope
