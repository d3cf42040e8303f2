#include "core/training/training_plan.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array schemeNames = {"xavier", "he"};

Result<InitialScheme> schemeCalled(const std::string& name) {
    for (std::size_t i = 0; i < schemeNames.size(); ++i)
        if (name == schemeNames[i]) return static_cast<InitialScheme>(i);
    return failure("initialisation is '", name, "', expected xavier or he");
}

}  // namespace

Result<Network<float>> untrainedNetwork(const TrainingPlan& plan) {
    if (plan.activation != "sigmoid" && plan.activation != "tanh" && plan.activation != "relu")
        return failure("activation is '", plan.activation, "', expected sigmoid, tanh or relu");
    if (!(std::isfinite(plan.gain) && plan.gain > 0))
        return failure("gain of the initial weights is ", plan.gain, ", expected above 0");
    Architecture architecture = lectureNetwork();
    for (LayerSpec& layer : architecture.layers) {
        if (layer.kind == "sigmoid") layer.kind = plan.activation;
        layer.name.clear();
    }
    architecture.layers = withNames(std::move(architecture.layers));
    auto network = Network<float>::make(architecture);
    if (network) initialise(*network, {plan.scheme, plan.gain, plan.seed});
    return network;
}

std::string planText(const TrainingPlan& plan) {
    return Json{{"activation", plan.activation},
                {"scheme", schemeNames[static_cast<std::size_t>(plan.scheme)]},
                {"gain", plan.gain},
                {"seed", plan.seed}}
        .dump();
}

Result<TrainingPlan> parsePlan(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        const auto scheme = schemeCalled(json.at("scheme").get<std::string>());
        if (!scheme) return tl::unexpected(scheme.error());
        return TrainingPlan{json.at("activation").get<std::string>(), *scheme, json.at("gain").get<double>(),
                            json.at("seed").get<std::uint64_t>()};
    } catch (const std::exception& error) {  // the JSON library explains itself
        return failure("plan of the training: ", error.what());
    }
}

}  // namespace deltascope
