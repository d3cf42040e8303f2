#include "core/network/lane_plan.h"

namespace deltascope {
namespace {

bool keepsOrder(const Layer<float>& layer) {
    const auto* lanes = dynamic_cast<const LaneLayer*>(&layer);
    return lanes && lanes->keepsOrder();
}

std::vector<LayerSpec> inOrder(const Network<float>& network) {
    std::vector<LayerSpec> specs = network.architecture().layers;
    for (std::size_t i = 1; i < specs.size(); ++i)
        if (specs[i].kind == "max_pool" && keepsOrder(network.layer(static_cast<int>(i))))
            std::swap(specs[i - 1], specs[i]);
    return specs;
}

}  // namespace

std::vector<LaneStep> laneSteps(const Network<float>& network) {
    std::vector<LaneStep> steps;
    Shape shape = network.outputShape(0);
    std::size_t parameter = 0;
    for (const LayerSpec& spec : inOrder(network)) {
        LaneStep step{*makeLayer<float>(spec, shape), nullptr, parameter, 0};
        step.lanes = dynamic_cast<const LaneLayer*>(step.layer.get());
        step.parameterCount = step.layer->parameters().size();
        shape = step.layer->outputShape();
        parameter += step.parameterCount;
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace deltascope
