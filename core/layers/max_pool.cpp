#include "core/layers/max_pool.h"

#include "core/kernels/instruction_set.h"

namespace deltascope {

/// The window's winner as an offset into its map; `start` is the window's first cell.
template <typename Scalar>
inline Index MaxPool<Scalar>::winnerFrom(const Scalar* map, Index start) const {
    Index best = start;
    for (Index m = 0; m < this->window_.height; ++m, start += this->window_.inputWidth)
        for (Index n = 0; n < this->window_.width; ++n)
            if (map[start + n] > map[best]) best = start + n;
    return best;
}

template <typename Scalar>
Index MaxPool<Scalar>::winner(std::span<const Scalar> example, Index offset) const {
    const auto [c, i, j, unused] = this->outputShape().indexAt(offset);
    const Index map = c * this->window_.mapSize();
    return map + winnerFrom(example.data() + map, this->windowStart(i, j));
}

template <typename Scalar>
void MaxPool<Scalar>::forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>>,
                              Tensor<Scalar>& output, Scratch<Scalar>&) const {
    this->forEachMap(input.shape()[0], [&](Index inputMap, Index outputMap) {
        const Scalar* map = input.data() + inputMap;
        Scalar* row = output.data() + outputMap;
        const Index columns = this->window_.outputWidth(), stride = this->window_.stride;
        for (Index i = 0; i < this->window_.outputHeight(); ++i, row += columns) {
            const Scalar* start = map + this->windowStart(i, 0);
            for (Index j = 0; j < columns; ++j) row[j] = start[j * stride];
            // The loop over the windows is the inner one, because it is the one that vectorises.
            for (Index m = 0; m < this->window_.height; ++m)
                for (Index n = 0; n < this->window_.width; ++n) {
                    const Scalar* cell = start + m * this->window_.inputWidth + n;
                    for (Index j = 0; j < columns; ++j)
                        row[j] = cell[j * stride] > row[j] ? cell[j * stride] : row[j];
                }
        }
    });
}

template <typename Scalar>
void MaxPool<Scalar>::backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                               std::span<Tensor<Scalar>>, Scratch<Scalar>&) const {
    if (!inputDelta) return;
    inputDelta->fill(0);
    this->forEachMap(in.input.shape()[0], [&](Index inputMap, Index outputMap) {
        const Scalar* map = in.input.data() + inputMap;
        const Scalar* delta = in.outputDelta.data() + outputMap;
        Scalar* target = inputDelta->data() + inputMap;
        for (Index i = 0; i < this->window_.outputHeight(); ++i)
            for (Index j = 0; j < this->window_.outputWidth(); ++j)
                target[winnerFrom(map, this->windowStart(i, j))] += *delta++;
    });
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
