#pragma once

#include "core/layers/layer.h"

namespace deltascope {

/// Lays a stack of maps out as one vector: map by map, row by row, column by column. The numbers stay as they
/// are. A fully connected layer does the same by itself; this layer shows it as a step of its own.
template <typename Scalar>
class Flatten final : public Layer<Scalar> {
  public:
    explicit Flatten(const Shape& input, const LayerOptions& = {}) : Layer<Scalar>(input, {input.size()}) {}

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

LayerKind flattenKind();

extern template class Flatten<float>;
extern template class Flatten<double>;

}  // namespace deltascope
