#include "core/network/architecture_choices.h"

#include <algorithm>

namespace deltascope {
namespace {

Index option(const LayerSpec& layer, const std::string& name) {
    const auto complete = completeOptions(layer);
    return complete && complete->contains(name) ? complete->at(name) : 0;
}

LayerSpec fullyConnected(Index units, bool bias) {
    return {"fully_connected", "", {{"units", units}, {"bias", bias ? 1 : 0}}};
}

/// What one layer says about the choices; most say nothing new.
void read(const LayerSpec& layer, ArchitectureChoices& choices) {
    if (layer.kind == "conv2d") {
        choices.convolutions.push_back({option(layer, "maps"), option(layer, "kernel_height")});
    } else if (layer.kind == "fully_connected") {
        choices.hidden.push_back(option(layer, "units"));
    } else if (layer.kind.ends_with("_pool")) {
        choices.pooling = layer.kind;
        choices.window = option(layer, "window");
    } else if (layer.kind != "softmax" && layer.kind != "flatten") {
        choices.activation = layer.kind;
    }
    if (layer.kind == "conv2d" || layer.kind == "fully_connected")
        choices.biases = option(layer, "bias") != 0;
}

bool isSameLayer(const LayerSpec& a, const LayerSpec& b) {
    const auto first = completeOptions(a), second = completeOptions(b);
    return a.kind == b.kind && a.name == b.name && first && second && *first == *second;
}

}  // namespace

Architecture architectureOf(const ArchitectureChoices& choices) {
    std::vector<LayerSpec> layers;
    for (const auto& [maps, kernel] : choices.convolutions) {
        layers.push_back({"conv2d",
                          "",
                          {{"maps", maps},
                           {"kernel_height", kernel},
                           {"kernel_width", kernel},
                           {"bias", choices.biases ? 1 : 0}}});
        layers.push_back({choices.activation, "", {}});
        if (choices.window > 1)
            layers.push_back({choices.pooling, "", {{"window", choices.window}, {"stride", choices.window}}});
    }
    for (const Index units : choices.hidden) {
        layers.push_back(fullyConnected(units, choices.biases));
        layers.push_back({choices.activation, "", {}});
    }
    layers.push_back(fullyConnected(choices.classes, choices.biases));
    layers.push_back({"softmax", "", {}});
    Architecture architecture{{choices.channels, choices.side, choices.side},
                              withNames(std::move(layers)),
                              LossKind::crossEntropy,
                              {}};
    for (Index k = 0; k < choices.classes; ++k) architecture.classes.push_back(std::to_string(k));
    return architecture;
}

std::optional<ArchitectureChoices> choicesOf(const Architecture& architecture) {
    const Shape& input = architecture.input;
    if (input.rank() != 3 || input[1] != input[2]) return std::nullopt;
    ArchitectureChoices choices{input[0], input[1], {}, "sigmoid", "max_pool", 1, {}, true, 0};
    for (const LayerSpec& layer : architecture.layers) read(layer, choices);
    if (choices.hidden.empty()) return std::nullopt;
    choices.classes = choices.hidden.back();
    choices.hidden.pop_back();
    const Architecture again = architectureOf(choices);
    const bool isSame =
        again.loss == architecture.loss && std::ranges::equal(again.layers, architecture.layers, isSameLayer);
    return isSame ? std::optional(choices) : std::nullopt;
}

}  // namespace deltascope
