#pragma once

#include "core/layers/catalogue.h"

namespace deltascope {

/// What a layer gives for a batch, computed by plain loops straight from the definition, with no thought of
/// speed.
struct ReferenceResult {
    Tensor<double> output, inputDelta;
    std::vector<Tensor<double>> gradients;  ///< summed over the examples
};

/// `input` is N x the layer's input, `outputDelta` as large as the output.
ReferenceResult referenceLayer(const LayerSpec& spec, const Tensor<double>& input,
                               const std::vector<Tensor<double>>& parameters,
                               const Tensor<double>& outputDelta);

}  // namespace deltascope
