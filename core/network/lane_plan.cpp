#include "core/network/lane_plan.h"

#include "core/layers/pooled_conv.h"

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

/// A step for each of the layers, in the order of `specs`.
std::vector<LaneStep> oneByOne(const std::vector<LayerSpec>& specs, Shape shape) {
    std::vector<LaneStep> steps;
    std::size_t parameter = 0;
    for (const LayerSpec& spec : specs) {
        LaneStep step{*makeLayer<float>(spec, shape), nullptr, parameter, 0};
        step.lanes = std::dynamic_pointer_cast<const LaneLayer>(step.layer);
        step.parameterCount = step.layer->parameters().size();
        shape = step.layer->outputShape();
        parameter += step.parameterCount;
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace

std::vector<LaneStep> laneSteps(const Network<float>& network) {
    std::vector<LaneStep> steps;
    for (LaneStep& step : oneByOne(inOrder(network), network.outputShape(0))) {
        auto joined = steps.empty() ? nullptr : pooledConv(*steps.back().layer, *step.layer);
        if (!joined) {
            steps.push_back(std::move(step));
            continue;
        }
        steps.back().layer = std::move(step.layer);
        steps.back().lanes = std::move(joined);
    }
    return steps;
}

}  // namespace deltascope
