#pragma once

#include "core/layers/lane_layer.h"

namespace deltascope {

/// Fully connected layer: every output unit weighs every input number; row j of W is the template of unit j.
///
///   z[j] = b[j] + sum over i of W[j,i] a[i]
///   dL/dW[j,i] = delta[j] a[i]        dL/db[j] = delta[j]        dL/da[i] = sum over j of W[j,i] delta[j]
///
/// Maps are read flattened (map by map, row by row). input: any shape of D numbers -> output U; weight U x D;
/// bias U.
template <typename Scalar>
class FullyConnected final : public Layer<Scalar>, public LaneLayer {
  public:
    /// Options: units, bias (0 or 1).
    FullyConnected(const Shape& input, const LayerOptions& options);

    std::vector<ParameterSpec> parameters() const override;
    void forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>> parameters,
                 Tensor<Scalar>& output, Scratch<Scalar>& scratch) const override;
    void backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                  std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const override;

    void forwardLanes(const float* input, std::span<const Tensor<float>> parameters, float* output,
                      Scratch<float>& scratch) const override;
    void backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>> gradients,
                       Scratch<float>& scratch) const override;

    std::vector<Link> linksFrom(Index offset) const override;
    LayerExplanation explainOutput(const LayerScene<Scalar>& scene, Index example,
                                   Index offset) const override;
    LayerExplanation explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                       Index offset) const override;
    LayerExplanation explainGradient(const LayerScene<Scalar>& scene, std::size_t parameter, Index example,
                                     Index offset) const override;

  private:
    Index units_, inputs_;
    bool hasBias_;
};

LayerKind fullyConnectedKind();

extern template class FullyConnected<float>;
extern template class FullyConnected<double>;

}  // namespace deltascope
