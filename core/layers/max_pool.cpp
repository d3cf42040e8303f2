#include "core/layers/max_pool.h"

#include <type_traits>

#include "core/kernels/instruction_set.h"

namespace deltascope {

/// The offset of the winner of the window whose first cell is `start`.
template <typename Scalar>
inline Index MaxPool<Scalar>::winnerFrom(std::span<const Scalar> example, Index start) const {
    const Scalar* const cells = example.data();
    Index best = start;
    for (Index m = 0; m < this->window_.height; ++m, start += this->window_.inputWidth)
        for (Index n = 0; n < this->window_.width; ++n)
            if (cells[start + n] > cells[best]) best = start + n;
    return best;
}

template <typename Scalar>
Index MaxPool<Scalar>::winner(std::span<const Scalar> example, Index offset) const {
    const auto [c, i, j, unused] = this->outputShape().indexAt(offset);
    return winnerFrom(example, c * this->window_.mapSize() + this->windowStart(i, j));
}

template <typename Scalar>
void MaxPool<Scalar>::forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>>,
                              Tensor<Scalar>& output, Scratch<Scalar>&) const {
    for (Index example = 0; example < input.shape()[0]; ++example) {
        const auto from = input.slice(example);
        const auto to = output.slice(example);
        if constexpr (std::is_same_v<Scalar, float>) {
            laneKernels().planeMaxPoolForward(this->sizes(), from.data(), to.data());
        } else {
            this->forEachWindow(
                [&](Index start, Index window) { to[window] = from[winnerFrom(from, start)]; });
        }
    }
}

template <typename Scalar>
void MaxPool<Scalar>::backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                               std::span<Tensor<Scalar>>, Scratch<Scalar>&) const {
    if (!inputDelta) return;
    for (Index example = 0; example < in.input.shape()[0]; ++example) {
        const auto from = in.input.slice(example);
        const auto delta = in.outputDelta.slice(example);
        const auto to = inputDelta->slice(example);
        if constexpr (std::is_same_v<Scalar, float>) {
            laneKernels().planeMaxPoolBackward(this->sizes(), from.data(), in.output.slice(example).data(),
                                               delta.data(), to.data());
        } else {
            std::fill(to.begin(), to.end(), Scalar(0));
            this->forEachWindow(
                [&](Index start, Index window) { to[winnerFrom(from, start)] += delta[window]; });
        }
    }
}

template <typename Scalar>
void MaxPool<Scalar>::forwardLanes(const float* input, std::span<const Tensor<float>>, float* output,
                                   Scratch<float>&) const {
    laneKernels().maxPoolForward(this->sizes(), input, output);
}

template <typename Scalar>
void MaxPool<Scalar>::backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>>,
                                    Scratch<float>&) const {
    if (!inputDelta) return;
    laneKernels().maxPoolBackward(this->sizes(), in.input, in.output, in.outputDelta, inputDelta);
}

template <typename Scalar>
LayerExplanation MaxPool<Scalar>::explainOutput(const LayerScene<Scalar>& scene, Index example,
                                                Index offset) const {
    const auto [c, i, j, unused] = this->outputShape().indexAt(offset);
    const Index start = c * this->window_.mapSize() + this->windowStart(i, j);
    std::vector<Expression> candidates;
    for (Index m = 0; m < this->window_.height; ++m)
        for (Index n = 0; n < this->window_.width; ++n)
            candidates.push_back(scene.input.leaf(example, start + m * this->window_.inputWidth + n));
    return {"max-pool-forward", node(Operation::maximum, std::move(candidates))};
}

template <typename Scalar>
LayerExplanation MaxPool<Scalar>::explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                                    Index offset) const {
    const auto [c, u, v, unused] = this->inputShape().indexAt(offset);
    std::vector<Expression> received;
    this->window_.forWindowsOver(u, v, [&, c = c](Index i, Index j, Index, Index) {
        const Index output = c * this->window_.outputMapSize() + i * this->window_.outputWidth() + j;
        if (winner(scene.input.tensor->slice(example), output) == offset) {
            received.push_back(scene.outputDelta.leaf(example, output));
        }
    });
    return {"max-pool-delta", sumOf(std::move(received))};
}

LayerKind maxPoolKind() { return layerKind<MaxPool>("max_pool", "pool", "subsampling", poolingOptions()); }

template class MaxPool<float>;
template class MaxPool<double>;

}  // namespace deltascope
