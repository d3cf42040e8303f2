#include "core/layers/average_pool.h"

#include "core/kernels/instruction_set.h"
#include "core/tensor/eigen_views.h"

namespace deltascope {

template <typename Scalar>
void AveragePool<Scalar>::forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>>,
                                  Tensor<Scalar>& output, Scratch<Scalar>&) const {
    const WindowGeometry& window = this->window_;
    const Scalar share = Scalar(1) / static_cast<Scalar>(window.height * window.width);
    this->forEachMap(input.shape()[0], [&](Index inputMap, Index outputMap) {
        const ConstMatrixView<Scalar> map(input.data() + inputMap, window.inputHeight, window.inputWidth);
        MatrixView<Scalar> target(output.data() + outputMap, window.outputHeight(), window.outputWidth());
        for (Index i = 0; i < target.rows(); ++i)
            for (Index j = 0; j < target.cols(); ++j)
                target(i, j) =
                    share *
                    map.block(i * window.stride, j * window.stride, window.height, window.width).sum();
    });
}

template <typename Scalar>
void AveragePool<Scalar>::backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                                   std::span<Tensor<Scalar>>, Scratch<Scalar>&) const {
    if (!inputDelta) return;
    inputDelta->fill(0);
    const WindowGeometry& window = this->window_;
    const Scalar share = Scalar(1) / static_cast<Scalar>(window.height * window.width);
    this->forEachMap(in.input.shape()[0], [&](Index inputMap, Index outputMap) {
        const ConstMatrixView<Scalar> delta(in.outputDelta.data() + outputMap, window.outputHeight(),
                                            window.outputWidth());
        MatrixView<Scalar> target(inputDelta->data() + inputMap, window.inputHeight, window.inputWidth);
        for (Index i = 0; i < delta.rows(); ++i)
            for (Index j = 0; j < delta.cols(); ++j)
                target.block(i * window.stride, j * window.stride, window.height, window.width).array() +=
                    share * delta(i, j);
    });
}

template <typename Scalar>
void AveragePool<Scalar>::forwardLanes(const float* input, std::span<const Tensor<float>>, float* output,
                                       Scratch<float>&) const {
    laneKernels().averagePoolForward(this->sizes(), input, output);
}

template <typename Scalar>
void AveragePool<Scalar>::backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>>,
                                        Scratch<float>&) const {
    if (!inputDelta) return;
    laneKernels().averagePoolBackward(this->sizes(), in.outputDelta, inputDelta);
}

template <typename Scalar>
LayerExplanation AveragePool<Scalar>::explainOutput(const LayerScene<Scalar>& scene, Index example,
                                                    Index offset) const {
    const auto [c, i, j, unused] = this->outputShape().indexAt(offset);
    const Index start = c * this->window_.mapSize() + this->windowStart(i, j);
    std::vector<Expression> members;
    for (Index m = 0; m < this->window_.height; ++m)
        for (Index n = 0; n < this->window_.width; ++n)
            members.push_back(scene.input.leaf(example, start + m * this->window_.inputWidth + n));
    return {"average-pool-forward", node(Operation::mean, std::move(members))};
}

template <typename Scalar>
LayerExplanation AveragePool<Scalar>::explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                                        Index offset) const {
    const WindowGeometry& window = this->window_;
    const auto [c, u, v, unused] = this->inputShape().indexAt(offset);
    std::vector<Expression> shares;
    window.forWindowsOver(u, v, [&, c = c](Index i, Index j, Index, Index) {
        const Index output = c * window.outputMapSize() + i * window.outputWidth() + j;
        shares.push_back(
            node(Operation::quotient, {scene.outputDelta.leaf(example, output),
                                       constantLeaf(static_cast<double>(window.height * window.width))}));
    });
    return {"average-pool-delta", sumOf(std::move(shares))};
}

LayerKind averagePoolKind() {
    return layerKind<AveragePool>("average_pool", "pool", "subsampling", poolingOptions());
}

template class AveragePool<float>;
template class AveragePool<double>;

}  // namespace deltascope
