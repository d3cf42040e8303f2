#include "core/network/lane_pass.h"

#include <algorithm>

#include "core/kernels/lane_block.h"
#include "core/layers/lane_layer.h"

namespace deltascope {
namespace {

void unpackInto(Tensor<float>& rows, const Shape& example, const float* block) {
    rows.resize(example.batchOf(laneCount));
    unpackLanes(block, example.size(), rows.data());
}

}  // namespace

LanePass::LanePass(const Network<float>& network)
    : network_(network), chosen_(static_cast<std::size_t>(laneCount)) {
    std::size_t largest = 0;
    for (int l = 0; l <= network.layerCount(); ++l) {
        outputs_.emplace_back(static_cast<std::size_t>(network.outputShape(l).size() * laneCount));
        largest = std::max(largest, outputs_.back().size());
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

std::span<const Tensor<float>> LanePass::parametersOf(int l) const {
    const auto [first, last] = network_.parametersOf(l);
    return {network_.parameters().data() + first, last - first};
}

void LanePass::forward() {
    packLanes(pictures_.data(), network_.outputShape(0).size(), outputs_[0].data());
    for (int l = 1; l <= network_.layerCount(); ++l) forwardLayer(l);
    unpackLanes(outputs_.back().data(), network_.classCount(), predictions_.data());
    lossForward(network_.architecture().loss, predictions_, labels_, losses_);
}

void LanePass::forwardLayer(int l) {
    const auto at = static_cast<std::size_t>(l);
    const auto* layer = dynamic_cast<const LaneLayer*>(&network_.layer(l));
    if (!layer) return forwardOneByOne(l);
    layer->forwardLanes(outputs_[at - 1].data(), parametersOf(l), outputs_[at].data(), scratch_);
}

void LanePass::forwardOneByOne(int l) {
    const auto at = static_cast<std::size_t>(l);
    unpackInto(rowInput_, network_.outputShape(l - 1), outputs_[at - 1].data());
    rowOutput_.resize(network_.outputShape(l).batchOf(laneCount));
    network_.layer(l).forward(rowInput_, parametersOf(l), rowOutput_, scratch_);
    packLanes(rowOutput_.data(), network_.outputShape(l).size(), outputs_[at].data());
}

void LanePass::backward(std::span<Tensor<float>> gradients) {
    for (int l = packLossDelta(); l >= 1; --l) backwardLayer(l, gradients);
}

/// Puts into delta_ what comes straight from the loss; returns the layer whose output it belongs to.
int LanePass::packLossDelta() {
    const bool isPair = network_.endsInSoftmaxCrossEntropy();
    if (isPair)
        softmaxCrossEntropyBackward(predictions_, labels_, scoreDeltas_);
    else
        lossBackward(network_.architecture().loss, predictions_, labels_, scoreDeltas_);
    std::fill(scoreDeltas_.data() + examples_ * network_.classCount(),
              scoreDeltas_.data() + scoreDeltas_.size(), 0.0F);
    packLanes(scoreDeltas_.data(), network_.classCount(), delta_.data());
    return network_.layerCount() - (isPair ? 1 : 0);
}

void LanePass::backwardLayer(int l, std::span<Tensor<float>> gradients) {
    const auto at = static_cast<std::size_t>(l);
    const auto [first, last] = network_.parametersOf(l);
    const auto own = gradients.subspan(first, last - first);
    const bool withInputDelta = l > 1;  // nothing is learned from the picture's delta
    if (const auto* layer = dynamic_cast<const LaneLayer*>(&network_.layer(l))) {
        layer->backwardLanes({outputs_[at - 1].data(), outputs_[at].data(), delta_.data(), parametersOf(l)},
                             withInputDelta ? inputDelta_.data() : nullptr, own, scratch_);
    } else {
        backwardOneByOne(l, own, withInputDelta);
    }
    std::swap(delta_, inputDelta_);
}

void LanePass::backwardOneByOne(int l, std::span<Tensor<float>> gradients, bool withInputDelta) {
    const auto at = static_cast<std::size_t>(l);
    const Shape &input = network_.outputShape(l - 1), &output = network_.outputShape(l);
    unpackInto(rowInput_, input, outputs_[at - 1].data());
    unpackInto(rowOutput_, output, outputs_[at].data());
    unpackInto(rowDelta_, output, delta_.data());
    rowInputDelta_.resize(input.batchOf(laneCount));
    network_.layer(l).backward({rowInput_, rowOutput_, rowDelta_, parametersOf(l)},
                               withInputDelta ? &rowInputDelta_ : nullptr, gradients, scratch_);
    if (withInputDelta) packLanes(rowInputDelta_.data(), input.size(), inputDelta_.data());
}

}  // namespace deltascope
