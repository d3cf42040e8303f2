#include "core/layers/fully_connected.h"

#include <type_traits>

#include "core/kernels/instruction_set.h"
#include "core/tensor/eigen_views.h"

namespace deltascope {

template <typename Scalar>
FullyConnected<Scalar>::FullyConnected(const Shape& input, const LayerOptions& options)
    : Layer<Scalar>(input, {options.at("units")}),
      units_(options.at("units")),
      inputs_(input.size()),
      hasBias_(options.at("bias") != 0) {}

template <typename Scalar>
std::vector<ParameterSpec> FullyConnected<Scalar>::parameters() const {
    std::vector<ParameterSpec> specs{{"weight", {units_, inputs_}, inputs_, units_}};
    if (hasBias_) specs.push_back({"bias", {units_}, inputs_, 0});
    return specs;
}

template <typename Scalar>
void FullyConnected<Scalar>::forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>> parameters,
                                     Tensor<Scalar>& output, Scratch<Scalar>&) const {
    const Index examples = input.shape()[0];
    if constexpr (std::is_same_v<Scalar, float>) {
        for (Index i = 0; i < examples; ++i)
            laneKernels().rowForward({inputs_, units_}, input.slice(i).data(), parameters[0].data(),
                                     biasOf(parameters), output.slice(i).data());
        return;
    }
    const ConstMatrixView<Scalar> a(input.data(), examples, inputs_),
        w(parameters[0].data(), units_, inputs_);
    MatrixView<Scalar> z(output.data(), examples, units_);
    z.noalias() = a * w.transpose();
    if (hasBias_) z.rowwise() += ConstMatrixView<Scalar>(parameters[1].data(), 1, units_).row(0);
}

template <typename Scalar>
void FullyConnected<Scalar>::backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                                      std::span<Tensor<Scalar>> gradients, Scratch<Scalar>&) const {
    const Index examples = in.input.shape()[0];
    const ConstMatrixView<Scalar> a(in.input.data(), examples, inputs_),
        w(in.parameters[0].data(), units_, inputs_), delta(in.outputDelta.data(), examples, units_);
    if (hasBias_) MatrixView<Scalar>(gradients[1].data(), 1, units_) = delta.colwise().sum();
    if constexpr (std::is_same_v<Scalar, float>) {
        const DenseSizes sizes{inputs_, units_};
        if (examples == 1)
            laneKernels().rowGradient(sizes, a.data(), delta.data(), gradients[0].data());
        else
            laneKernels().denseGradient(sizes, examples, a.data(), delta.data(), gradients[0].data());
        for (Index i = 0; inputDelta && i < examples; ++i)
            laneKernels().rowInputDelta(sizes, delta.row(i).data(), w.data(), inputDelta->slice(i).data());
        return;
    }
    MatrixView<Scalar>(gradients[0].data(), units_, inputs_).noalias() = delta.transpose() * a;
    if (inputDelta) MatrixView<Scalar>(inputDelta->data(), examples, inputs_).noalias() = delta * w;
}

template <typename Scalar>
void FullyConnected<Scalar>::forwardLanes(const float* input, std::span<const Tensor<float>> parameters,
                                          float* output, Scratch<float>&) const {
    laneKernels().denseForward({inputs_, units_}, input, parameters[0].data(), biasOf(parameters), output);
}

template <typename Scalar>
void FullyConnected<Scalar>::backwardLanes(const LaneInputs& in, float* inputDelta,
                                           std::span<Tensor<float>> gradients,
                                           Scratch<float>& scratch) const {
    float* const inputRows = roomIn(scratch, (inputs_ + units_) * laneCount);
    float* const deltaRows = inputRows + inputs_ * laneCount;
    laneKernels().unpackLanes(in.input, inputs_, inputRows);
    laneKernels().unpackLanes(in.outputDelta, units_, deltaRows);
    laneKernels().denseGradient({inputs_, units_}, laneCount, inputRows, deltaRows, gradients[0].data());
    if (hasBias_) laneKernels().biasGradient(units_, 1, in.outputDelta, gradients[1].data());
    if (inputDelta) {
        laneKernels().denseInputDelta({inputs_, units_}, in.outputDelta, in.parameters[0].data(), inputDelta);
    }
}

template <typename Scalar>
std::vector<Link> FullyConnected<Scalar>::linksFrom(Index offset) const {
    std::vector<Link> links;
    for (Index j = 0; j < units_; ++j) links.push_back({j, j * inputs_ + offset});
    return links;
}

template <typename Scalar>
LayerExplanation FullyConnected<Scalar>::explainOutput(const LayerScene<Scalar>& scene, Index example,
                                                       Index offset) const {
    std::vector<Expression> terms;
    for (Index i = 0; i < inputs_; ++i) {
        terms.push_back(
            productOf({scene.parameters[0].leaf(0, offset * inputs_ + i), scene.input.leaf(example, i)}));
    }
    if (hasBias_) terms.push_back(scene.parameters[1].leaf(0, offset));
    return {hasBias_ ? "fc-forward-bias" : "fc-forward", sumOf(std::move(terms))};
}

template <typename Scalar>
LayerExplanation FullyConnected<Scalar>::explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                                           Index offset) const {
    std::vector<Expression> terms;
    for (Index j = 0; j < units_; ++j) {
        terms.push_back(productOf(
            {scene.parameters[0].leaf(0, j * inputs_ + offset), scene.outputDelta.leaf(example, j)}));
    }
    return {"fc-delta", sumOf(std::move(terms))};
}

template <typename Scalar>
LayerExplanation FullyConnected<Scalar>::explainGradient(const LayerScene<Scalar>& scene,
                                                         std::size_t parameter, Index example,
                                                         Index offset) const {
    if (parameter == 1) return {"bias-gradient", sumOf({scene.outputDelta.leaf(example, offset)})};
    return {"fc-gradient", productOf({scene.outputDelta.leaf(example, offset / inputs_),
                                      scene.input.leaf(example, offset % inputs_)})};
}

LayerKind fullyConnectedKind() {
    return layerKind<FullyConnected>("fully_connected", "fc", "matrix multiplication",
                                     {{"units", 10, 1, 1 << 16, "output units, one row of weights each"},
                                      {"bias", 1, 0, 1, "1: every unit adds a number of its own"}});
}

template class FullyConnected<float>;
template class FullyConnected<double>;

}  // namespace deltascope
