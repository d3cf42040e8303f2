#include "core/network/architecture.h"

#include <map>
#include <nlohmann/json.hpp>

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

LayerSpec conv(Index maps, Index kernel, Index bias) {
    return {
        "conv2d", "", {{"maps", maps}, {"kernel_height", kernel}, {"kernel_width", kernel}, {"bias", bias}}};
}
LayerSpec fullyConnected(Index units, Index bias) {
    return {"fully_connected", "", {{"units", units}, {"bias", bias}}};
}
LayerSpec plain(const std::string& kind) { return {kind, "", {}}; }

/// conv, sigmoid, pool twice, then two fully connected layers with a sigmoid between them.
std::vector<LayerSpec> lectureLayers(LayerSpec conv1, LayerSpec conv2, LayerSpec fc1, LayerSpec fc2) {
    return withNames({conv1, plain("sigmoid"), plain("max_pool"), conv2, plain("sigmoid"), plain("max_pool"),
                      fc1, plain("sigmoid"), fc2, plain("softmax")});
}

Json layerJson(const LayerSpec& layer) {
    Json json{{"kind", layer.kind}, {"name", layer.name}};
    for (const auto& [option, value] : layer.options) json[option] = value;
    return json;
}

LayerSpec layerFrom(const Json& json) {
    LayerSpec layer{json.at("kind").get<std::string>(), json.at("name").get<std::string>(), {}};
    for (const auto& [key, value] : json.items()) {
        if (key != "kind" && key != "name") layer.options[key] = value.get<Index>();
    }
    return layer;
}

LossKind lossFrom(const std::string& name) {
    std::string known;
    for (const auto& [kind, kindName] : lossNames()) {
        if (name == kindName) return kind;
        known.append(known.empty() ? "" : ", ").append(kindName);
    }
    throw std::invalid_argument("loss is '" + name + "', expected one of: " + known);
}

Architecture architectureFrom(const Json& json) {
    Architecture architecture;
    architecture.input = Shape(json.at("input").get<std::vector<Index>>());
    for (const Json& layer : json.at("layers")) architecture.layers.push_back(layerFrom(layer));
    architecture.loss = lossFrom(json.at("loss").get<std::string>());
    architecture.classes = json.at("classes").get<std::vector<std::string>>();
    return architecture;
}

}  // namespace

Architecture lectureNetwork() {
    return {{1, 28, 28},
            lectureLayers(conv(6, 5, 1), conv(16, 5, 1), fullyConnected(120, 1), fullyConnected(10, 1)),
            LossKind::crossEntropy,
            {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}};
}

Architecture pencilNetwork() {
    return {{1, 14, 14},
            lectureLayers(conv(2, 3, 0), conv(2, 3, 0), fullyConnected(4, 0), fullyConnected(5, 0)),
            LossKind::crossEntropy,
            {"Penguin", "Building", "Chair", "Person", "Bird"}};
}

std::vector<LayerSpec> withNames(std::vector<LayerSpec> specs) {
    std::map<std::string, int> count;
    for (LayerSpec& spec : specs) {
        const auto kind = findLayerKind(spec.kind);
        const std::string prefix = kind ? (*kind)->prefix : spec.kind;
        const int number = ++count[prefix];
        if (spec.name.empty()) spec.name = prefix == "softmax" ? prefix : prefix + std::to_string(number);
    }
    return specs;
}

std::string architectureText(const Architecture& architecture) {
    const auto input = architecture.input.extents();
    Json json{{"input", std::vector<Index>(input.begin(), input.end())}, {"layers", Json::array()}};
    for (const LayerSpec& layer : architecture.layers) json["layers"].push_back(layerJson(layer));
    json["loss"] = lossName(architecture.loss);
    json["classes"] = architecture.classes;
    return json.dump();
}

Result<Architecture> parseArchitecture(const std::string& text) {
    try {
        return architectureFrom(Json::parse(text));
    } catch (const std::exception& error) {  // the JSON library and our own checks explain themselves
        return failure("architecture: ", error.what());
    }
}

}  // namespace deltascope
