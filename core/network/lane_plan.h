#pragma once

#include "core/layers/lane_layer.h"
#include "core/network/network.h"

namespace deltascope {

/// One layer on the way of many examples side by side.
struct LaneStep {
    std::shared_ptr<const Layer<float>> layer;
    const LaneLayer* lanes = nullptr;                    ///< the same layer, where it is one
    std::size_t firstParameter = 0, parameterCount = 0;  ///< among the network's
};

/// A network's layers in the order that takes the least work for the same predictions and gradients: max
/// pooling goes before a function that keeps the order of numbers, because max f(x) = f(max x), and the
/// function is then computed for the winners only (a quarter of the cells in the lecture's network).
std::vector<LaneStep> laneSteps(const Network<float>& network);

}  // namespace deltascope
