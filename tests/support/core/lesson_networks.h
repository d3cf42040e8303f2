#pragma once

#include "core/lesson/lecture_network.h"
#include "core/network/initialise.h"
#include "tests/support/core/random_tensor.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {

/// All numbers of a tensor of the walkthrough's source.
inline Tensor<double> valuesOf(const Walkthrough& walkthrough, const std::string& tensor) {
    return walkthrough.source().values(tensor).value();
}

/// As small as the lecture's chain of layers can be: one map of 2 x 2 cells behind the first pooling.
inline Architecture smallNetwork() {
    const auto conv = [](Index side) {
        return LayerSpec{
            "conv2d", "", {{"maps", 1}, {"kernel_height", side}, {"kernel_width", side}, {"bias", 0}}};
    };
    const auto pool = [](Index side) {
        return LayerSpec{"max_pool", "", {{"window", side}, {"stride", side}}};
    };
    const LayerSpec sigmoid{"sigmoid", "", {}}, fc{"fully_connected", "", {{"units", 2}, {"bias", 0}}};
    Architecture small;
    small.input = {1, 6, 6};
    small.layers = withNames(
        {conv(3), sigmoid, pool(2), conv(2), sigmoid, pool(1), fc, sigmoid, fc, {"softmax", "", {}}});
    small.classes = {"No", "Yes"};
    return small;
}

/// A network with random weights and biases, of the digits' architecture unless another is given.
inline LessonNetwork randomNetwork(std::uint64_t seed, const Architecture& architecture = lectureNetwork()) {
    auto network = Network<double>::make(architecture).value();
    InitialOptions options;
    options.seed = seed;
    initialise(network, options);
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        Tensor<double>& parameter = network.parameters()[p];
        if (network.parameterSpec(p).name == "bias") parameter = randomTensor(parameter.shape(), seed + p);
    }
    return std::make_shared<const Network<double>>(std::move(network));
}

}  // namespace deltascope
