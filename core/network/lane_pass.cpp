#include "core/network/lane_pass.h"

#include <algorithm>

#include "core/kernels/instruction_set.h"

namespace deltascope {
namespace {

void unpackInto(Tensor<float>& rows, const Shape& example, const float* block) {
    rows.resize(example.batchOf(laneCount));
    laneKernels().unpackLanes(block, example.size(), rows.data());
}

}  // namespace

LanePass::LanePass(const Network<float>& network)
    : network_(network), steps_(laneSteps(network)), chosen_(static_cast<std::size_t>(laneCount)) {
    outputs_.emplace_back(static_cast<std::size_t>(network.outputShape(0).size() * laneCount));
    std::size_t largest = outputs_[0].size();
    for (const LaneStep& step : steps_) {
        const Index size = step.layer->outputShape().size() * laneCount;
        outputs_.emplace_back(
            static_cast<std::size_t>(size + (step.lanes ? step.lanes->keptBehindOutput() : 0)));
        largest = std::max(largest, static_cast<std::size_t>(size));
    }
    pictures_.resize(outputs_[0].size());
    delta_.resize(largest);
    inputDelta_.resize(largest);
    labels_.resize({laneCount, network.classCount()});
    predictions_.resize(labels_.shape());
    scoreDeltas_.resize(labels_.shape());
    losses_.resize({laneCount});
}

void LanePass::begin(Index examples) {
    require(examples >= 1 && examples <= laneCount, "a pass over ", examples, " examples, expected 1 to ",
            laneCount);
    examples_ = examples;
    labels_.fill(0);
    // A lane without an example computes along: with zeros, not with what happens to be there.
    std::fill(pictures_.begin() + examples * network_.outputShape(0).size(), pictures_.end(), 0.0F);
}

void LanePass::setExample(Index i, std::span<const float> picture, int label) {
    require(i >= 0 && i < examples_ && static_cast<Index>(picture.size()) == network_.outputShape(0).size(),
            "example ", i, " of ", examples_, " with ", picture.size(), " values");
    std::copy(picture.begin(), picture.end(), pictures_.begin() + i * network_.outputShape(0).size());
    labels_.at({i, label}) = 1;
    chosen_[static_cast<std::size_t>(i)] = label;
}

std::span<const Tensor<float>> LanePass::parametersOf(const LaneStep& step) const {
    return std::span(network_.parameters()).subspan(step.firstParameter, step.parameterCount);
}

void LanePass::forward() {
    laneKernels().packLanes(pictures_.data(), network_.outputShape(0).size(), outputs_[0].data());
    for (std::size_t i = 0; i < steps_.size(); ++i) forwardStep(i);
    laneKernels().unpackLanes(outputs_.back().data(), network_.classCount(), predictions_.data());
    lossForward(network_.architecture().loss, predictions_, labels_, losses_);
}

void LanePass::forwardStep(std::size_t i) {
    const LaneStep& step = steps_[i];
    if (!step.lanes) return forwardOneByOne(i);
    step.lanes->forwardLanes(outputs_[i].data(), parametersOf(step), outputs_[i + 1].data(), scratch_);
}

void LanePass::forwardOneByOne(std::size_t i) {
    const Layer<float>& layer = *steps_[i].layer;
    unpackInto(rowInput_, layer.inputShape(), outputs_[i].data());
    rowOutput_.resize(layer.outputShape().batchOf(laneCount));
    layer.forward(rowInput_, parametersOf(steps_[i]), rowOutput_, scratch_);
    laneKernels().packLanes(rowOutput_.data(), layer.outputShape().size(), outputs_[i + 1].data());
}

void LanePass::backward(std::span<Tensor<float>> gradients) {
    for (std::size_t i = packLossDelta(); i > 0; --i) backwardStep(i - 1, gradients);
}

/// Puts into delta_ what comes straight from the loss; returns how many steps it has yet to go back through.
std::size_t LanePass::packLossDelta() {
    const bool isPair = network_.endsInSoftmaxCrossEntropy();
    if (isPair)
        softmaxCrossEntropyBackward(predictions_, labels_, scoreDeltas_);
    else
        lossBackward(network_.architecture().loss, predictions_, labels_, scoreDeltas_);
    std::fill(scoreDeltas_.data() + examples_ * network_.classCount(),
              scoreDeltas_.data() + scoreDeltas_.size(), 0.0F);
    laneKernels().packLanes(scoreDeltas_.data(), network_.classCount(), delta_.data());
    return steps_.size() - (isPair ? 1 : 0);
}

void LanePass::backwardStep(std::size_t i, std::span<Tensor<float>> gradients) {
    const LaneStep& step = steps_[i];
    const auto own = gradients.subspan(step.firstParameter, step.parameterCount);
    const bool withInputDelta = i > 0;  // nothing is learned from the picture's delta
    if (step.lanes) {
        step.lanes->backwardLanes(
            {outputs_[i].data(), outputs_[i + 1].data(), delta_.data(), parametersOf(step)},
            withInputDelta ? inputDelta_.data() : nullptr, own, scratch_);
    } else {
        backwardOneByOne(i, own, withInputDelta);
    }
    std::swap(delta_, inputDelta_);
}

void LanePass::backwardOneByOne(std::size_t i, std::span<Tensor<float>> gradients, bool withInputDelta) {
    const Layer<float>& layer = *steps_[i].layer;
    unpackInto(rowInput_, layer.inputShape(), outputs_[i].data());
    unpackInto(rowOutput_, layer.outputShape(), outputs_[i + 1].data());
    unpackInto(rowDelta_, layer.outputShape(), delta_.data());
    rowInputDelta_.resize(layer.inputShape().batchOf(laneCount));
    layer.backward({rowInput_, rowOutput_, rowDelta_, parametersOf(steps_[i])},
                   withInputDelta ? &rowInputDelta_ : nullptr, gradients, scratch_);
    if (withInputDelta)
        laneKernels().packLanes(rowInputDelta_.data(), layer.inputShape().size(), inputDelta_.data());
}

}  // namespace deltascope
