#include "core/network/network.h"

#include <algorithm>

namespace deltascope {
namespace {

const std::string inputName = "input";

Result<void> checkNames(const Architecture& architecture) {
    std::vector<std::string> names{inputName, "loss", "label"};
    for (const LayerSpec& layer : architecture.layers) {
        const bool taken = std::find(names.begin(), names.end(), layer.name) != names.end();
        if (layer.name.empty() || taken || layer.name.find_first_of(".@[]") != std::string::npos) {
            return failure("layer name '", layer.name, "' is empty, taken or has one of . @ [ ] in it");
        }
        names.push_back(layer.name);
    }
    return {};
}

}  // namespace

template <typename Scalar>
Result<Network<Scalar>> Network<Scalar>::make(const Architecture& architecture) {
    if (auto fine = checkNames(architecture); !fine) return tl::unexpected(fine.error());
    const Shape& input = architecture.input;
    if (input.rank() < 1 || input.rank() > 3 || input.size() < 1 || input.size() > 1 << 24) {
        return failure("input ", input.text(),
                       ": expected channels x height x width, or a vector, up to 16 million");
    }
    if (architecture.layers.empty()) return failure("a network needs at least one layer");
    Network network;
    network.architecture_ = architecture;
    for (const LayerSpec& spec : architecture.layers) {
        if (auto added = network.addLayer(spec); !added) return tl::unexpected(added.error());
    }
    const auto classes = static_cast<Index>(architecture.classes.size());
    if (classes != 0 && classes != network.classCount()) {
        return failure(classes, " class names for ", network.classCount(), " outputs");
    }
    return network;
}

template <typename Scalar>
Result<void> Network<Scalar>::addLayer(const LayerSpec& spec) {
    auto layer = makeLayer<Scalar>(spec, outputShape(layerCount()));
    if (!layer) return tl::unexpected(layer.error());
    if (firstParameter_.empty()) firstParameter_.push_back(0);
    for (const ParameterSpec& parameter : (*layer)->parameters()) {
        if (parameter.shape.size() > Index{1} << 26) {
            return failure("layer ", spec.name, ": ", parameter.shape.size(),
                           " weights are more than 64 million");
        }
        parameterNames_.push_back(spec.name + "." + parameter.name);
        parameterSpecs_.push_back(parameter);
        parameters_.emplace_back(parameter.shape);
    }
    layers_.push_back(std::move(*layer));
    firstParameter_.push_back(parameters_.size());
    return {};
}

template <typename Scalar>
const std::string& Network<Scalar>::layerName(int l) const {
    return l == 0 ? inputName : architecture_.layers[static_cast<std::size_t>(l) - 1].name;
}

template <typename Scalar>
const Shape& Network<Scalar>::outputShape(int l) const {
    return l == 0 ? architecture_.input : layer(l).outputShape();
}

template <typename Scalar>
std::pair<std::size_t, std::size_t> Network<Scalar>::parametersOf(int l) const {
    if (l == 0) return {0, 0};
    return {firstParameter_[static_cast<std::size_t>(l) - 1], firstParameter_[static_cast<std::size_t>(l)]};
}

template <typename Scalar>
std::span<const Tensor<Scalar>> Network<Scalar>::valuesOf(int l) const {
    const auto [first, last] = parametersOf(l);
    return {parameters_.data() + first, last - first};
}

template <typename Scalar>
Index Network<Scalar>::weightCount() const {
    Index count = 0;
    for (const auto& parameter : parameters_) count += parameter.size();
    return count;
}

template <typename Scalar>
void Network<Scalar>::prepare(Pass<Scalar>& pass, Index examples) const {
    const auto tensors = static_cast<std::size_t>(layerCount()) + 1;
    pass.outputs.resize(tensors);
    pass.deltas.resize(tensors);
    for (int l = 0; l <= layerCount(); ++l) {
        const Shape shape = outputShape(l).batchOf(examples);
        pass.outputs[static_cast<std::size_t>(l)].resize(shape);
        pass.deltas[static_cast<std::size_t>(l)].resize(shape);
    }
    pass.labels.resize({examples, classCount()});
    pass.losses.resize({examples});
    pass.gradients.resize(parameterCount());
    for (std::size_t p = 0; p < parameterCount(); ++p) pass.gradients[p].resize(parameters_[p].shape());
}

template <typename Scalar>
void Network<Scalar>::forwardFrom(Pass<Scalar>& pass, int l) const {
    while (++l <= layerCount()) {
        const auto at = static_cast<std::size_t>(l);
        layer(l).forward(pass.outputs[at - 1], valuesOf(l), pass.outputs[at], pass.scratch);
    }
}

template <typename Scalar>
void Network<Scalar>::forwardWithLoss(Pass<Scalar>& pass, int l) const {
    forwardFrom(pass, l);
    lossForward(architecture_.loss, pass.predictions(), pass.labels, pass.losses);
}

template <typename Scalar>
bool Network<Scalar>::endsInSoftmaxCrossEntropy() const {
    return architecture_.layers.back().kind == "softmax" && architecture_.loss == LossKind::crossEntropy;
}

/// The deltas that come straight from the loss: of the predictions, and of the scores where softmax made
/// those.
template <typename Scalar>
void Network<Scalar>::scoresBackward(Pass<Scalar>& pass) const {
    const auto last = static_cast<std::size_t>(layerCount());
    lossBackward(architecture_.loss, pass.predictions(), pass.labels, pass.deltas[last]);
    if (endsInSoftmaxCrossEntropy()) {
        softmaxCrossEntropyBackward(pass.predictions(), pass.labels, pass.deltas[last - 1]);
    }
}

template <typename Scalar>
void Network<Scalar>::backward(Pass<Scalar>& pass, bool withInputDelta) const {
    scoresBackward(pass);
    for (int l = layerCount() - (endsInSoftmaxCrossEntropy() ? 1 : 0); l >= 1; --l) {
        const auto at = static_cast<std::size_t>(l);
        const auto [first, last] = parametersOf(l);
        layer(l).backward({pass.outputs[at - 1], pass.outputs[at], pass.deltas[at], valuesOf(l)},
                          l == 1 && !withInputDelta ? nullptr : &pass.deltas[at - 1],
                          std::span(pass.gradients).subspan(first, last - first), pass.scratch);
    }
    if (pass.batch() == 1) return;
    const Scalar share = Scalar(1) / static_cast<Scalar>(pass.batch());
    for (auto& gradient : pass.gradients) {
        for (Scalar& value : gradient.values()) value *= share;
    }
}

template <typename Scalar>
Pass<Scalar> Network<Scalar>::run(const Tensor<Scalar>& pictures) const {
    const bool isOne = pictures.shape() == outputShape(0);
    const Index examples = isOne || pictures.shape().rank() == 0 ? 1 : pictures.shape()[0];
    const Shape expected = outputShape(0).batchOf(examples);
    require(isOne || pictures.shape() == expected, "input ", pictures.shape().text(), ": expected ",
            expected.text());
    Pass<Scalar> pass;
    prepare(pass, examples);
    std::copy_n(pictures.data(), pictures.size(), pass.outputs[0].data());
    forward(pass);
    return pass;
}

template <typename Scalar>
Pass<Scalar> Network<Scalar>::run(const Tensor<Scalar>& pictures, const Tensor<Scalar>& labels) const {
    Pass<Scalar> pass = run(pictures);
    require(labels.shape() == pass.labels.shape(), "labels ", labels.shape().text(), ": expected ",
            pass.labels.shape().text());
    pass.labels = labels;
    lossForward(architecture_.loss, pass.predictions(), pass.labels, pass.losses);
    backward(pass);
    return pass;
}

template <typename Scalar>
Tensor<Scalar> oneHot(std::span<const int> labels, Index classes) {
    Tensor<Scalar> result({static_cast<Index>(labels.size()), classes});
    for (std::size_t i = 0; i < labels.size(); ++i) {
        require(labels[i] >= 0 && labels[i] < classes, "label ", labels[i], ": expected 0 to ", classes - 1);
        result.slice(static_cast<Index>(i))[static_cast<std::size_t>(labels[i])] = 1;
    }
    return result;
}

template class Network<float>;
template class Network<double>;
template Tensor<float> oneHot(std::span<const int>, Index);
template Tensor<double> oneHot(std::span<const int>, Index);

}  // namespace deltascope
