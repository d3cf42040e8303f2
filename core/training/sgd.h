#pragma once

#include <span>
#include <vector>

#include "core/layers/layer.h"

namespace deltascope {

/// Settings of stochastic gradient descent.
struct SgdOptions {
    double learningRate = 0.1;  ///< alpha, > 0
    double momentum = 0;        ///< mu, in [0, 1): how much of the last step's velocity is kept
    double weightDecay = 0;     ///< lambda, >= 0: pulls every weight towards 0

    /// Throws std::invalid_argument for a value out of range.
    void check() const;
};

/// Stochastic gradient descent with momentum, in PyTorch's form:
///   v <- mu v + (dL/dw + lambda w),   w <- w - alpha v
/// Without momentum and decay it is the lecture's w <- w - alpha dL/dw.
template <typename Scalar>
class Sgd {
  public:
    explicit Sgd(const SgdOptions& options) { setOptions(options); }

    const SgdOptions& options() const { return options_; }
    void setOptions(const SgdOptions& options);
    /// One update of all `parameters` (a network's) by their `gradients` (a pass's, the mean over its batch).
    void update(std::span<Tensor<Scalar>> parameters, std::span<const Tensor<Scalar>> gradients);

    /// The same in parts, which several threads may do at once: first begin(), then every element of every
    /// parameter in one updatePart(). `gradient` is that of the elements from `first` on of parameter number
    /// `p`.
    void begin(std::span<const Tensor<Scalar>> parameters);
    void updatePart(std::size_t p, Tensor<Scalar>& parameter, Index first, std::span<const Scalar> gradient);

    /// v of every parameter, in the network's order; empty before the first update. With the weights it is
    /// all that a later update depends on.
    const std::vector<Tensor<Scalar>>& velocities() const { return velocities_; }
    /// Goes on from `velocities` that velocities() gave (of the same network; empty: from the start).
    void setVelocities(std::vector<Tensor<Scalar>> velocities) { velocities_ = std::move(velocities); }

  private:
    SgdOptions options_;
    std::vector<Tensor<Scalar>> velocities_;
};

/// How an updated weight came about from the weight, its gradient and, with momentum, the velocity v that the
/// last update left: w - alpha (mu v + dL/dw + lambda w), where what is 0 is left out.
LayerExplanation explainUpdate(const SgdOptions& options, const Expression& weight,
                               const Expression& gradient, const std::optional<Expression>& velocity = {});

extern template class Sgd<float>;
extern template class Sgd<double>;

}  // namespace deltascope
