#pragma once

#include <type_traits>

#include "core/kernels/instruction_set.h"
#include "core/layers/lane_layer.h"
#include "core/tensor/eigen_views.h"

namespace deltascope {

/// A layer that applies one function to every number by itself: a = f(z), and backwards dL/dz = dL/da f'(z).
///
/// `Function` says all that differs, in terms of Eigen arrays:
///   value(z)                 f, element by element
///   slope(a)                 f' computed from the output a = f(z), which the forward pass has kept
///   onLanes                  the same function in single precision's loops
///   operation, slopeOperation, formula, deltaFormula     how explanations name them
template <typename Scalar, typename Function>
class Activation final : public Layer<Scalar>, public LaneLayer {
  public:
    explicit Activation(const Shape& input, const LayerOptions& = {}) : Layer<Scalar>(input, input) {}

    void forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>>, Tensor<Scalar>& output,
                 Scratch<Scalar>&) const override {
        if constexpr (std::is_same_v<Scalar, float>)
            laneKernels().functionForward(Function::onLanes, input.size(), input.data(), output.data());
        else
            array(output) = Function::value(array(input));
    }

    void backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta, std::span<Tensor<Scalar>>,
                  Scratch<Scalar>&) const override {
        if (!inputDelta) return;
        if constexpr (std::is_same_v<Scalar, float>)
            laneKernels().functionBackward(Function::onLanes, in.output.size(), in.output.data(),
                                           in.outputDelta.data(), inputDelta->data());
        else
            array(*inputDelta) = array(in.outputDelta) * Function::slope(array(in.output));
    }

    void forwardLanes(const float* input, std::span<const Tensor<float>>, float* output,
                      Scratch<float>&) const override {
        laneKernels().functionForward(Function::onLanes, laneNumbers(), input, output);
    }

    void backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>>,
                       Scratch<float>&) const override {
        if (!inputDelta) return;
        laneKernels().functionBackward(Function::onLanes, laneNumbers(), in.output, in.outputDelta,
                                       inputDelta);
    }

    bool keepsOrder() const override { return true; }

    std::vector<Link> linksFrom(Index offset) const override { return {{offset}}; }

    LayerExplanation explainOutput(const LayerScene<Scalar>& scene, Index example,
                                   Index offset) const override {
        return {Function::formula, node(Function::operation, {scene.input.leaf(example, offset)})};
    }

    LayerExplanation explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                       Index offset) const override {
        return {Function::deltaFormula,
                productOf({scene.outputDelta.leaf(example, offset),
                           node(Function::slopeOperation, {scene.input.leaf(example, offset)})})};
    }

  private:
    Index laneNumbers() const { return this->inputShape().size() * laneCount; }
    static ArrayView<Scalar> array(Tensor<Scalar>& tensor) { return {tensor.data(), tensor.size()}; }
    static ConstArrayView<Scalar> array(const Tensor<Scalar>& tensor) {
        return {tensor.data(), tensor.size()};
    }
};

}  // namespace deltascope
