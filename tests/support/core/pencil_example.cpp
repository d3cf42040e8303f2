#include "tests/support/core/pencil_example.h"

#include "core/network/initialise.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {

Architecture pencilWith(const PencilVariant& variant) {
    Architecture architecture = pencilNetwork();
    architecture.input = {variant.channels, variant.side, variant.side};
    for (LayerSpec& layer : architecture.layers) {
        if (layer.options.count("bias")) layer.options["bias"] = variant.bias;
        if (layer.name == "conv1") layer.options["stride"] = variant.convStride;
        if (layer.kind == "conv2d") layer.options["padding"] = variant.padding;
        if (layer.kind == "sigmoid") layer.kind = variant.activation;
        if (layer.kind == "max_pool") {
            layer.kind = variant.pooling;
            layer.options["stride"] = variant.poolStride;
        }
    }
    return architecture;
}

std::shared_ptr<const WorkedExample<double>> pencilExample(const PencilVariant& variant) {
    Network<double> network = *Network<double>::make(pencilWith(variant));
    initialise(network, {InitialScheme::xavier, 2, 4});
    for (auto& parameter : network.parameters()) {
        if (parameter.shape().rank() == 1) parameter = randomTensor(parameter.shape(), 3);
    }
    const Tensor<double> pictures = randomTensor(network.outputShape(0).batchOf(variant.batch), 8);
    std::vector<int> labels;
    for (Index i = 0; i < variant.batch; ++i) labels.push_back(static_cast<int>((2 + 3 * i) % 5));
    const auto wanted = oneHot<double>(labels, network.classCount());
    return std::make_shared<const WorkedExample<double>>(std::move(network), pictures, wanted, 0.25);
}

}  // namespace deltascope
