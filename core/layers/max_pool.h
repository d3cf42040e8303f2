#pragma once

#include "core/layers/pooling.h"

namespace deltascope {

/// Max pooling: each window keeps its largest value; of equal values the first in row-major order is the
/// winner.
///
///   a[c,i,j] = max of s[c,u,v] over the window (i,j)
///   dL/ds[c,u,v] = sum of dL/da[c,i,j] over the windows that (u,v) won
///
/// Nothing is learned here: backwards the winner receives the whole delta, and adds up what overlapping
/// windows send.
template <typename Scalar>
class MaxPool final : public Pooling<Scalar> {
  public:
    using Pooling<Scalar>::Pooling;

    /// Offset, within one example's input, of the cell that won the window of output element `offset`.
    Index winner(std::span<const Scalar> example, Index offset) const;

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

  private:
    Index winnerFrom(std::span<const Scalar> example, Index start) const;
};

LayerKind maxPoolKind();

extern template class MaxPool<float>;
extern template class MaxPool<double>;

}  // namespace deltascope
