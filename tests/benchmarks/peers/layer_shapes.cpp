// Trains small networks of other shapes than the lecture's, one JSON line each:
//   {"name": ..., "architecture": {...}, "value": images a second}
// layer_shapes --threads N --secs S [--list: no measuring]. torch_shapes.py takes the same measures of
// PyTorch.

#include <bench.h>

#include "core/training/trainer.h"
#include "tests/benchmarks/core/networks.h"

namespace deltascope {
namespace {

struct Shapes {
    const char* name;
    Architecture architecture;
};

LayerSpec conv(Index maps, Index kernel, Index stride, Index padding) {
    return {"conv2d",
            "",
            {{"maps", maps},
             {"kernel_height", kernel},
             {"kernel_width", kernel},
             {"stride", stride},
             {"padding", padding},
             {"bias", 1}}};
}
const LayerSpec pool{"max_pool", "", {{"window", 2}, {"stride", 2}}},
    averagePool{"average_pool", "", {{"window", 2}, {"stride", 2}}}, relu{"relu", "", {}},
    sigmoid{"sigmoid", "", {}};

/// The layers, then FC 10 and softmax.
Architecture classifier(const Shape& input, std::vector<LayerSpec> layers) {
    layers.push_back({"flatten", "", {}});
    layers.push_back({"fully_connected", "", {{"units", 10}, {"bias", 1}}});
    layers.push_back({"softmax", "", {}});
    return {input, withNames(std::move(layers)), LossKind::crossEntropy, {}};
}

std::vector<Shapes> shapes() {
    const Shape grey{1, 28, 28}, colour{3, 32, 32};
    return {{"kernels 3x3, ReLU",
             classifier(grey, {conv(8, 3, 1, 0), relu, pool, conv(16, 3, 1, 0), relu, pool})},
            {"kernels 7x7", classifier(grey, {conv(8, 7, 1, 0), sigmoid, pool, conv(16, 7, 1, 0), sigmoid})},
            {"padding 1", classifier(grey, {conv(8, 3, 1, 1), relu, pool, conv(16, 3, 1, 1), relu, pool})},
            {"stride 2", classifier(grey, {conv(8, 5, 2, 0), relu, conv(16, 3, 2, 1), relu})},
            {"average pooling", classifier(grey, {conv(6, 5, 1, 0), sigmoid, averagePool, conv(16, 5, 1, 0),
                                                  sigmoid, averagePool})},
            {"RGB", classifier(colour, {conv(8, 3, 1, 1), relu, pool, conv(16, 3, 1, 1), relu, pool})},
            {"32 maps", classifier(colour, {conv(32, 3, 1, 1), relu, pool, conv(32, 3, 1, 1), relu, pool})},
            {"64 maps", classifier(colour, {conv(64, 3, 1, 1), relu, pool, conv(64, 3, 1, 1), relu, pool})}};
}

double imagesPerSecond(const Architecture& architecture, const bench::Args& arguments) {
    constexpr Index batch = 32;
    Network<float> network = startedNetwork(architecture);
    const RandomPictures made(batch, network.outputShape(0).size(), 10);
    ThreadTeam team(arguments.threads);
    Trainer<float> trainer(network, {.learningRate = 0.01}, team);
    std::vector<Index> indices(batch);
    std::iota(indices.begin(), indices.end(), Index{0});
    return batch *
           bench::rate([&] { trainer.train(made, indices, 1); }, arguments.secs, arguments.repeats, 0.1);
}

}  // namespace
}  // namespace deltascope

int main(int argc, char** argv) {
    using namespace deltascope;
    const bench::Args arguments(argc, argv);
    const bool onlyList = argc > 1 && std::string(argv[argc - 1]) == "--list";
    for (const auto& [name, architecture] : shapes()) {
        const double value = onlyList ? 0 : imagesPerSecond(architecture, arguments);
        std::printf("{\"name\": \"%s\", \"architecture\": %s, \"value\": %.6g}\n", name,
                    architectureText(architecture).c_str(), value);
        std::fflush(stdout);
    }
}
