#pragma once

#include "core/layers/layer.h"

namespace deltascope {

/// How far a prediction p is from the label y, as one number.
enum class LossKind {
    crossEntropy,      ///< L = -sum over k of y[k] ln p[k];   dL/dp[k] = -y[k] / p[k]
    halfSquaredError,  ///< L = 1/2 sum over k of (p[k] - y[k])^2;   dL/dp[k] = p[k] - y[k]
    weightedSum,  ///< L = sum over k of y[k] p[k];   dL/dp[k] = y[k]: gives a layer by itself the delta y
};

/// Every loss with its name in files: "cross_entropy", "half_squared_error", "weighted_sum".
std::span<const std::pair<LossKind, std::string_view>> lossNames();
std::string_view lossName(LossKind kind);

/// The loss of every example on its own. Predictions, labels and deltas are N x K, losses N.
/// A class with y[k] = 0 adds nothing to the cross-entropy, also where p[k] = 0.
template <typename Scalar>
void lossForward(LossKind kind, const Tensor<Scalar>& predictions, const Tensor<Scalar>& labels,
                 Tensor<Scalar>& losses);

/// The loss's derivative with respect to the predictions, of every example on its own.
template <typename Scalar>
void lossBackward(LossKind kind, const Tensor<Scalar>& predictions, const Tensor<Scalar>& labels,
                  Tensor<Scalar>& deltas);

/// How the loss of `example` came about.
template <typename Scalar>
LayerExplanation explainLoss(LossKind kind, const QuotedTensor<Scalar>& predictions,
                             const QuotedTensor<Scalar>& labels, Index example);

/// How the derivative with respect to prediction `offset` came about.
template <typename Scalar>
LayerExplanation explainLossDelta(LossKind kind, const QuotedTensor<Scalar>& predictions,
                                  const QuotedTensor<Scalar>& labels, Index example, Index offset);

/// Softmax and cross-entropy taken together: dL/dz[k] = p[k] - y[k]. The same number as softmax's own
/// backward pass gives from -y/p, but exact, and safe where p[k] is too small to divide by.
template <typename Scalar>
void softmaxCrossEntropyBackward(const Tensor<Scalar>& predictions, const Tensor<Scalar>& labels,
                                 Tensor<Scalar>& scoreDeltas);
template <typename Scalar>
LayerExplanation explainSoftmaxCrossEntropyDelta(const QuotedTensor<Scalar>& predictions,
                                                 const QuotedTensor<Scalar>& labels, Index example,
                                                 Index offset);

}  // namespace deltascope
