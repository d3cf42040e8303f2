#pragma once

#include <string_view>
#include <vector>

#include "core/network/network.h"

namespace deltascope {

/// What a tensor of a pass holds.
enum class TensorKind {
    output,
    delta,
    parameter,
    gradient,         ///< the mean over the batch
    exampleGradient,  ///< of each example by itself
    updated,
    label,
    loss,
    meanLoss
};

/// A tensor of a pass, and where in the network it belongs.
template <typename Scalar>
struct LedgerEntry : QuotedTensor<Scalar> {
    TensorKind kind = TensorKind::output;
    int layer = 0;              ///< its layer, 0: the input; for label and loss the last layer
    std::size_t parameter = 0;  ///< of the network, for parameters, gradients and updates
};

/// One step of gradient descent on one parameter: w - rate * dL/dw, element by element.
template <typename Scalar>
Tensor<Scalar> descended(Tensor<Scalar> parameter, const Tensor<Scalar>& gradient, Scalar rate);

/// Every tensor of one pass by the name that cells, traces and the screen use for it:
///   X.output and X.delta for the input and every layer X; loss.output, the loss of each example; label
///   X.weight, X.weight_gradient (mean over the batch) and X.weight_new (after one update w - rate *
///   gradient), X.bias likewise
/// and where the batch has several examples
///   X.weight_example_gradient, the gradient of each example by itself, and loss.mean, the mean of the losses
/// Network and pass are quoted, not copied: they must outlive the ledger.
template <typename Scalar>
class Ledger {
  public:
    /// `pass` has at least been forward; what it has not computed (deltas without a loss) is not listed.
    /// `rate` is the learning rate of the _new tensors.
    Ledger(const Network<Scalar>& network, const Pass<Scalar>& pass, Scalar rate = Scalar(0.1));
    /// Entries quote this object's own tensors.
    Ledger(const Ledger&) = delete;

    const std::vector<LedgerEntry<Scalar>>& tensors() const { return tensors_; }
    /// The tensor called `name`, or null.
    const LedgerEntry<Scalar>* find(std::string_view name) const;
    /// The output, delta ... of layer `layer`; for a parameter, its gradient or its update that of
    /// `parameter`.
    const LedgerEntry<Scalar>& at(TensorKind kind, int layer, std::size_t parameter = 0) const;
    Scalar rate() const { return rate_; }
    /// The kind of tensor that holds what one example alone adds to a gradient.
    TensorKind shareKind() const {
        return shares_.empty() ? TensorKind::gradient : TensorKind::exampleGradient;
    }

  private:
    void computeShares();
    void quoteLayer(int l);

    const Network<Scalar>& network_;
    const Pass<Scalar>& pass_;
    Scalar rate_;
    std::vector<Tensor<Scalar>> updated_;
    std::vector<Tensor<Scalar>> shares_;  ///< one a parameter: examples x size; empty for a batch of one
    Tensor<Scalar> meanLoss_{Shape{}};
    std::vector<LedgerEntry<Scalar>> tensors_;
};

extern template Tensor<float> descended(Tensor<float>, const Tensor<float>&, float);
extern template Tensor<double> descended(Tensor<double>, const Tensor<double>&, double);
extern template class Ledger<float>;
extern template class Ledger<double>;

}  // namespace deltascope
