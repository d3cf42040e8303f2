#pragma once

#include <memory>

#include "core/explain/worked_example.h"

namespace deltascope {

/// A few layers by themselves, as the lecture's small examples have them: numbers in, numbers out, and on the
/// way back a delta that is simply given.
struct LayerExample {
    std::vector<LayerSpec> layers;           ///< names that are empty are filled in: conv1, sigmoid1, ...
    std::vector<Tensor<double>> parameters;  ///< in the network's order; any shape of the right size
    Tensor<double> input;                    ///< one example: C x H x W or a vector; or a batch of them
    /// Label, or with LossKind::weightedSum the delta that comes from above; batch x outputs, any shape of
    /// the right size. Empty: ones, so that the "loss" is the sum of all outputs.
    Tensor<double> label = {};
    LossKind loss = LossKind::weightedSum;
    Index batch = 1;    ///< above 1 the first axis of `input` counts examples
    double rate = 0.1;  ///< learning rate of the `_new` cells
    std::vector<std::string> classes = {};
};

/// The example with everything computed, or what is impossible about its sizes.
Result<std::shared_ptr<const WorkedExample<double>>> workedExample(const LayerExample& example);

}  // namespace deltascope
