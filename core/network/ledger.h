#pragma once

#include <string_view>
#include <vector>

#include "core/network/network.h"

namespace deltascope {

/// What a tensor of a pass holds.
enum class TensorKind { output, delta, parameter, gradient, updated, label, loss };

/// A tensor of a pass, and where in the network it belongs.
template <typename Scalar>
struct LedgerEntry : QuotedTensor<Scalar> {
    TensorKind kind = TensorKind::output;
    int layer = 0;              ///< its layer, 0: the input; for label and loss the last layer
    std::size_t parameter = 0;  ///< of the network, for parameters, gradients and updates
};

/// Every tensor of one pass by the name that cells, traces and the screen use for it:
///   X.output and X.delta for the input and every layer X; loss.output, the loss of each example; label
///   X.weight, X.weight_gradient (mean over the batch) and X.weight_new (after one update w - rate *
///   gradient), X.bias likewise
/// Network and pass are quoted, not copied: they must outlive the ledger.
template <typename Scalar>
class Ledger {
  public:
    /// `pass` has at least been forward; what it has not computed (deltas without a loss) is not listed.
    /// `rate` is the learning rate of the _new tensors.
    Ledger(const Network<Scalar>& network, const Pass<Scalar>& pass, Scalar rate = Scalar(0.1));
    /// Moving keeps the quotes valid; a copy would quote the original's updated parameters.
    Ledger(const Ledger&) = delete;
    Ledger(Ledger&&) = default;

    const std::vector<LedgerEntry<Scalar>>& tensors() const { return tensors_; }
    /// The tensor called `name`, or null.
    const LedgerEntry<Scalar>* find(std::string_view name) const;
    /// The output, delta ... of layer `layer`; for a parameter, its gradient or its update that of
    /// `parameter`.
    const LedgerEntry<Scalar>& at(TensorKind kind, int layer, std::size_t parameter = 0) const;
    Scalar rate() const { return rate_; }

  private:
    void quoteLayer(int l);

    const Network<Scalar>& network_;
    const Pass<Scalar>& pass_;
    Scalar rate_;
    std::vector<Tensor<Scalar>> updated_;
    std::vector<LedgerEntry<Scalar>> tensors_;
};

extern template class Ledger<float>;
extern template class Ledger<double>;

}  // namespace deltascope
