#include "core/layers/flatten.h"

namespace deltascope {

template <typename Scalar>
void Flatten<Scalar>::forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>>,
                              Tensor<Scalar>& output, Scratch<Scalar>&) const {
    std::copy_n(input.data(), input.size(), output.data());
}

template <typename Scalar>
void Flatten<Scalar>::backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                               std::span<Tensor<Scalar>>, Scratch<Scalar>&) const {
    if (inputDelta) std::copy_n(in.outputDelta.data(), in.outputDelta.size(), inputDelta->data());
}

template <typename Scalar>
std::vector<Link> Flatten<Scalar>::linksFrom(Index offset) const {
    return {{offset}};
}

template <typename Scalar>
LayerExplanation Flatten<Scalar>::explainOutput(const LayerScene<Scalar>& scene, Index example,
                                                Index offset) const {
    return {"flatten-forward", sumOf({scene.input.leaf(example, offset)})};
}

template <typename Scalar>
LayerExplanation Flatten<Scalar>::explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                                    Index offset) const {
    return {"flatten-delta", sumOf({scene.outputDelta.leaf(example, offset)})};
}

LayerKind flattenKind() { return layerKind<Flatten>("flatten", "flatten", "maps laid out as one vector"); }

template class Flatten<float>;
template class Flatten<double>;

}  // namespace deltascope
