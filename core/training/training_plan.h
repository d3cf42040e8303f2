#pragma once

#include <string>

#include "core/network/initialise.h"
#include "core/training/training_session.h"

namespace deltascope {

/// What a training begins with, beside its data.
struct TrainingPlan {
    std::string activation = "sigmoid";  ///< sigmoid, tanh or relu: a kind of layer
    InitialScheme scheme = InitialScheme::xavier;
    double gain = 2;         ///< factor on every initial weight, > 0
    std::uint64_t seed = 1;  ///< of the initial weights, the order of the examples and the synthetic digits

    bool operator==(const TrainingPlan&) const = default;
};

/// The lecture's network with the plan's activation in place of every sigmoid, and the plan's initial
/// weights. An error for an activation that there is not.
Result<Network<float>> untrainedNetwork(const TrainingPlan& plan);

/// The plan as JSON text, and back; errors name the field.
std::string planText(const TrainingPlan& plan);
Result<TrainingPlan> parsePlan(const std::string& text);

}  // namespace deltascope
