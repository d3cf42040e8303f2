#pragma once

#include "core/layers/pooling.h"

namespace deltascope {

/// Average pooling: each window keeps its mean; backwards every cell of a window of n cells receives 1/n of
/// its delta.
///
///   a[c,i,j] = mean of s[c,u,v] over the window (i,j)
///   dL/ds[c,u,v] = sum of dL/da[c,i,j] / n over the windows that cover (u,v)
template <typename Scalar>
class AveragePool final : public Pooling<Scalar> {
  public:
    using Pooling<Scalar>::Pooling;

    void forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>> parameters,
                 Tensor<Scalar>& output, Scratch<Scalar>& scratch) const override;
    void backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                  std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const override;

    void forwardLanes(const float* input, std::span<const Tensor<float>> parameters, float* output,
                      Scratch<float>& scratch) const override;
    void backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>> gradients,
                       Scratch<float>& scratch) const override;

    LayerExplanation explainOutput(const LayerScene<Scalar>& scene, Index example,
                                   Index offset) const override;
    LayerExplanation explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                       Index offset) const override;
};

LayerKind averagePoolKind();

extern template class AveragePool<float>;
extern template class AveragePool<double>;

}  // namespace deltascope
