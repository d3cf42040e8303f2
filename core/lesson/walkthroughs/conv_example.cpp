#include "core/lesson/walkthroughs/conv_example.h"

#include "core/layers/window.h"
#include "core/lesson/walkthroughs/given_delta.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

/// A stack as one grid: its maps one above the other.
Grid stacked(const Grid& maps) {
    const Index columns = maps.shape()[maps.shape().rank() - 1];
    return maps.reshaped({maps.size() / columns, columns});
}

/// Both examples of whole numbers have this kernel (golden conv_layer_integer).
Grid wholeNumberKernel() { return {{1, 1, 2, 2}, {1, -1, 2, 0}}; }

/// One of the grids, cut into `maps` stacked maps; an error names its setting.
Result<Grid> mapsOf(const Settings& settings, const char* id, Index maps) {
    const Grid& grid = std::get<Grid>(settings.at(id));
    const Index rows = grid.shape()[0];
    if (rows % maps != 0) {
        return failure(id, ": ", rows, " rows, expected a multiple of ", maps,
                       " for as many grids one above the other");
    }
    return grid.reshaped({maps, rows / maps, grid.shape()[1]});
}

SettingSpec gridSetting(const char* id, const char* label, std::vector<Preset> presets) {
    constexpr double most = 12;
    const SettingValue standard = presets.front().value;
    return {id, label, standard, std::move(presets), 1, most};
}

}  // namespace

ConvExample firstConvExample() {
    return {{{1, 4, 4}, {1, 2, 0, 1, 0, 1, 3, 2, 2, 1, 0, 0, 1, 0, 2, 1}},
            wholeNumberKernel(),
            {{1, 3, 3}, {1, 0, -1, 2, 1, 0, 0, -1, 1}}};
}

ConvExample secondConvExample() {
    return {{{1, 4, 4}, {0, 1, 1, 2, 2, 0, 1, 0, 1, 3, 0, 1, 0, 1, 2, 2}},
            wholeNumberKernel(),
            {{1, 3, 3}, {0, 1, 1, -1, 0, 2, 1, 0, 0}}};
}

// Golden conv_layer_sigmoid.
ConvExample sigmoidConvExample() {
    return {{{1, 5, 5}, {0.2, -0.4, 0.6,  0.1, -0.3, -0.5, 0.8, 0.3, -0.2, 0.4, 0.7,  -0.1, 0.5,
                         0.9, -0.6, -0.8, 0.3, 0,    0.2,  0.5, 0.4, -0.7, 0.1, -0.9, 0.6}},
            {{1, 1, 3, 3}, {0.2, -0.1, 0.3, 0, 0.5, -0.4, -0.3, 0.1, 0.2}},
            {{1, 3, 3}, {0.1, -0.2, 0.05, 0.3, 0, -0.1, -0.15, 0.25, 0.2}},
            true};
}

// Golden conv_multichannel.
ConvExample channelsConvExample() {
    return {{{2, 3, 3}, {1, 0, 2, 3, 1, 0, 0, 2, 1, 0, 1, 1, 2, 0, 1, 1, 1, 0}},
            {{2, 2, 2, 2}, {1, 0, 0, -1, 2, 1, 0, 0, 0, 1, 1, 0, -1, 0, 0, 1}},
            {{2, 2, 2}, {1, -1, 0, 2, 2, 0, 1, 1}}};
}

LayerExample layersOf(const ConvExample& example) {
    const Shape& kernel = example.kernels.shape();
    LayerExample layers;
    layers.input = example.input;
    if (example.hasSigmoid) layers.layers.push_back({"sigmoid", "", {}});
    layers.layers.push_back({"conv2d",
                             "",
                             {{"maps", kernel[0]},
                              {"kernel_height", kernel[2]},
                              {"kernel_width", kernel[3]},
                              {"stride", example.stride},
                              {"padding", example.padding},
                              {"bias", 0}}});
    layers.parameters = {example.kernels};
    layers.label = example.delta;
    return layers;
}

std::string readLayer(const ConvExample& example) { return example.hasSigmoid ? "sigmoid1" : "input"; }

std::vector<SettingSpec> convSettings() {
    const ConvExample first = firstConvExample(), second = secondConvExample(),
                      sigmoid = sigmoidConvExample(), channels = channelsConvExample();
    return {gridSetting("input", "Input",
                        {{"Example 1", stacked(first.input)},
                         {"Example 2", stacked(second.input)},
                         {"Before a sigmoid", stacked(sigmoid.input)},
                         {"Two channels", stacked(channels.input)}}),
            gridSetting("kernel", "Kernel",
                        {{"2 × 2", stacked(first.kernels)},
                         {"3 × 3", stacked(sigmoid.kernels)},
                         {"Two by two channels", stacked(channels.kernels)}}),
            gridSetting("delta", "Delta from above",
                        {{"Example 1", stacked(first.delta)},
                         {"Example 2", stacked(second.delta)},
                         {"Behind a sigmoid", stacked(sigmoid.delta)},
                         {"Two maps", stacked(channels.delta)}})};
}

Settings gridsOf(const ConvExample& example) {
    return {{"input", stacked(example.input)},
            {"kernel", stacked(example.kernels)},
            {"delta", stacked(example.delta)}};
}

Result<ConvExample> convExampleFrom(const Settings& settings, const ConvExample& form, Index channels,
                                    Index maps) {
    const auto input = mapsOf(settings, "input", channels),
               kernels = mapsOf(settings, "kernel", channels * maps), delta = mapsOf(settings, "delta", maps);
    for (const auto* part : {&input, &kernels, &delta})
        if (!*part) return tl::unexpected(part->error());
    const Shape &size = input->shape(), &kernel = kernels->shape();
    if (kernel[1] > size[1] + 2 * form.padding || kernel[2] > size[2] + 2 * form.padding) {
        return failure("kernel: ", kernel[1], "x", kernel[2], ", expected one that fits into an input of ",
                       size[1], "x", size[2], " with padding ", form.padding);
    }
    const WindowGeometry window(size, kernel[1], kernel[2], form.stride, form.padding);
    ConvExample example = form;
    example.input = *input;
    example.kernels = kernels->reshaped({maps, channels, kernel[1], kernel[2]});
    example.delta = fittedTo({maps, window.outputHeight(), window.outputWidth()}, *delta);
    return example;
}

}  // namespace deltascope
