#include "core/layers/pooled_conv.h"

#include "core/kernels/instruction_set.h"
#include "core/layers/conv2d.h"
#include "core/layers/max_pool.h"
#include "core/layers/padded_lanes.h"

namespace deltascope {

void PooledConv::forwardLanes(const float* input, std::span<const Tensor<float>> parameters, float* output,
                              Scratch<float>& scratch) const {
    laneKernels().pooledConvForward(sizes_, paddedLanes(sizes_, input, scratch), parameters[0].data(),
                                    biasOf(parameters), output, output + pooledNumbers());
}

void PooledConv::backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>> gradients,
                               Scratch<float>& scratch) const {
    const float* const winners = in.output + pooledNumbers();
    laneKernels().pooledConvGradient(sizes_, paddedLanes(sizes_, in.input, scratch), in.outputDelta, winners,
                                     gradients[0].data());
    if (gradients.size() > 1)
        laneKernels().biasGradient(sizes_.maps, pooledMap(), in.outputDelta, gradients[1].data());
    if (!inputDelta) return;
    float* const room = roomIn(scratch, sizes_.maps * sizes_.outputHeight * sizes_.outputWidth * laneCount);
    laneKernels().pooledConvInputDelta(sizes_, in.outputDelta, winners, in.parameters[0].data(), room,
                                       inputDelta);
}

std::shared_ptr<const LaneLayer> pooledConv(const Layer<float>& conv, const Layer<float>& pool) {
    const auto* const first = dynamic_cast<const Conv2d<float>*>(&conv);
    const auto* const second = dynamic_cast<const MaxPool<float>*>(&pool);
    if (!first || !second || first->geometry().stride != 1) return nullptr;
    const WindowGeometry& squares = second->geometry();
    if (squares.height != 2 || squares.width != 2 || squares.stride != 2) return nullptr;
    return std::make_shared<PooledConv>(first->sizes());
}

}  // namespace deltascope
