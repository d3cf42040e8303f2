#pragma once

#include "core/layers/layer.h"

namespace deltascope {

/// Softmax: scores to shares that are positive and sum to 1.
///
///   p[k] = e^z[k] / sum over j of e^z[j]         dL/dz[k] = p[k] (dL/dp[k] - sum over i of dL/dp[i] p[i])
///
/// Computed from z - max(z), which gives the same shares and can't overflow.
template <typename Scalar>
class Softmax final : public Layer<Scalar> {
  public:
    explicit Softmax(const Shape& input, const LayerOptions& = {});

    void forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>> parameters,
                 Tensor<Scalar>& output, Scratch<Scalar>& scratch) const override;
    void backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                  std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const override;

    std::vector<Link> linksFrom(Index offset) const override;
    LayerExplanation explainOutput(const LayerScene<Scalar>& scene, Index example,
                                   Index offset) const override;
    LayerExplanation explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                       Index offset) const override;
};

LayerKind softmaxKind();

extern template class Softmax<float>;
extern template class Softmax<double>;

}  // namespace deltascope
