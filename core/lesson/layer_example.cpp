#include "core/lesson/layer_example.h"

namespace deltascope {
namespace {

Result<void> setParameters(Network<double>& network, const std::vector<Tensor<double>>& values) {
    if (values.size() != network.parameterCount()) {
        return failure(values.size(), " parameters for a network that has ", network.parameterCount());
    }
    for (std::size_t p = 0; p < values.size(); ++p) {
        Tensor<double>& parameter = network.parameters()[p];
        if (values[p].size() != parameter.size()) {
            return failure(network.parameterName(p), " is ", parameter.shape().text(), ", got ",
                           values[p].shape().text());
        }
        parameter = values[p].reshaped(parameter.shape());
    }
    return {};
}

Tensor<double> ones(const Shape& shape) {
    Tensor<double> tensor(shape);
    tensor.fill(1);
    return tensor;
}

}  // namespace

Result<std::shared_ptr<const WorkedExample<double>>> workedExample(const LayerExample& example) {
    Architecture architecture;
    const Shape& given = example.input.shape();
    architecture.input = example.batch > 1 ? given.inner() : given;
    architecture.layers = withNames(example.layers);
    architecture.loss = example.loss;
    architecture.classes = example.classes;
    auto network = Network<double>::make(architecture);
    if (!network) return tl::unexpected(network.error());
    if (auto set = setParameters(*network, example.parameters); !set) return tl::unexpected(set.error());
    const Shape labels{example.batch, network->classCount()};
    if (!example.label.empty() && example.label.size() != labels.size()) {
        return failure("label: ", example.label.shape().text(), ", expected ", labels.text());
    }
    const auto label = example.label.empty() ? ones(labels) : example.label.reshaped(labels);
    return std::make_shared<const WorkedExample<double>>(std::move(*network), example.input, label,
                                                         example.rate);
}

}  // namespace deltascope
