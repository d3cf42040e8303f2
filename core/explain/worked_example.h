#pragma once

#include "core/explain/cell_source.h"
#include "core/explain/explainer.h"

namespace deltascope {

/// A network with one pass over a batch, forwards and backwards, that answers for every one of its numbers.
/// It owns what an Explainer only quotes.
template <typename Scalar>
class WorkedExample final : public CellSource {
  public:
    /// `pictures` N x the input's shape (or exactly one example), `labels` N x classes; `rate` is the
    /// learning rate of the `_new` cells. Throws std::invalid_argument for shapes that don't fit.
    WorkedExample(Network<Scalar> network, const Tensor<Scalar>& pictures, const Tensor<Scalar>& labels,
                  Scalar rate)
        : network_(std::move(network)),
          pass_(network_.run(pictures, labels)),
          explainer_(network_, pass_, rate) {}
    WorkedExample(const WorkedExample&) = delete;  // the explainer quotes this object's own members

    const Network<Scalar>& network() const { return network_; }
    const Pass<Scalar>& pass() const { return pass_; }
    const Explainer<Scalar>& explainer() const { return explainer_; }
    /// The mean of the examples' losses.
    double meanLoss() const { return pass_.meanLoss(); }

    std::vector<std::string> tensors() const override;
    Result<Tensor<double>> values(const std::string& tensor, Index example = 0) const override;
    Index batch() const override { return pass_.batch(); }
    Result<Explanation> explain(const Cell& cell) const override { return explainer_.explain(cell); }
    Result<std::optional<Explanation>> otherView(const Cell& cell) const override {
        return explainer_.otherView(cell);
    }
    Result<std::vector<Cell>> usedBy(const Cell& cell) const override;
    Result<Proof> prove(const Cell& cell) const override { return proveDerivative(network_, pass_, cell); }

  private:
    Network<Scalar> network_;
    Pass<Scalar> pass_;
    Explainer<Scalar> explainer_;
};

extern template class WorkedExample<float>;
extern template class WorkedExample<double>;

}  // namespace deltascope
