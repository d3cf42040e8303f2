#pragma once

#include "core/layers/lane_layer.h"
#include "core/network/network.h"

namespace deltascope {

/// One step on the way of many examples side by side: a layer, or two that are computed in one go.
struct LaneStep {
    std::shared_ptr<const Layer<float>> layer;           ///< of two, the second
    std::shared_ptr<const LaneLayer> lanes;              ///< what computes it; null where nothing does
    std::size_t firstParameter = 0, parameterCount = 0;  ///< among the network's
};

/// A network's layers in the order that takes the least work for the same predictions and gradients: max
/// pooling goes before a function that keeps the order of numbers, because max f(x) = f(max x), and the
/// function is then computed for the winners only (a quarter of the cells in the lecture's network). What can
/// be computed in one go is (see PooledConv).
std::vector<LaneStep> laneSteps(const Network<float>& network);

}  // namespace deltascope
