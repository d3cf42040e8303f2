#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/data/examples.h"
#include "core/network/network.h"
#include "core/training/sgd.h"

namespace deltascope {

/// How large the numbers of a layer with weights are: root mean squares over all its weights (biases left
/// out).
struct LayerMagnitudes {
    std::string layer;  ///< "conv1"
    double weight = 0, gradient = 0, update = 0;
};

/// What a step of gradient descent on one batch does, with everything that it is made of.
struct BatchInspection {
    std::vector<Index> examples;        ///< of the source
    std::vector<int> labels;            ///< one an example
    Pass<float> pass;                   ///< forward and backward over the batch
    std::vector<Tensor<float>> before;  ///< the parameters
    std::vector<Tensor<float>> update;  ///< what the step adds to each: -alpha v
    std::vector<LayerMagnitudes> layers;
};

/// The step that the optimizer would take on the examples `batch` of `source` as they look in `epoch`;
/// network and optimizer stay as they are. Equal to what training does but for the rounding of sums in
/// another order.
BatchInspection inspectBatch(const Network<float>& network, const Sgd<float>& optimizer,
                             const ExampleSource& source, std::span<const Index> batch, std::uint64_t epoch);

/// The gradient of parameter number `parameter` of each example of `inspection` by itself: examples x the
/// parameter's elements. Their mean is pass.gradients[parameter]. `network` is as it was for inspectBatch().
Tensor<float> exampleGradients(const Network<float>& network, const BatchInspection& inspection,
                               std::size_t parameter);

/// sqrt(mean of the squares), summed in double; 0 for no values.
double rootMeanSquare(std::span<const float> values);

}  // namespace deltascope
