#pragma once

#include "core/kernels/lane_kernels.h"
#include "core/layers/layer.h"

namespace deltascope {

/// What a layer's backward pass over a lane block starts from; see LaneKernels for the layout.
struct LaneInputs {
    const float *input, *output;
    const float* outputDelta;  ///< dL/d(output) of every example on its own; 0 in lanes without an example
    std::span<const Tensor<float>> parameters;
};

/// The bias behind a layer's weights, null where it has none.
inline const float* biasOf(std::span<const Tensor<float>> parameters) {
    return parameters.size() > 1 ? parameters[1].data() : nullptr;
}

/// A layer that can also work on laneCount examples at once, side by side: what training and evaluation use.
/// A layer that is none is given the examples one after the other, as Layer has it, and costs the copying.
class LaneLayer {
  public:
    virtual ~LaneLayer() = default;

    virtual void forwardLanes(const float* input, std::span<const Tensor<float>> parameters, float* output,
                              Scratch<float>& scratch) const = 0;
    /// As Layer::backward(): writes `gradients`, and `inputDelta` unless it is null.
    virtual void backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>> gradients,
                               Scratch<float>& scratch) const = 0;

    /// Numbers that forwardLanes() leaves behind the output block for backwardLanes().
    virtual Index keptBehindOutput() const { return 0; }

    /// Whether it is a function of every number by itself that never falls, so that the largest number stays
    /// the largest.
    virtual bool keepsOrder() const { return false; }
};

}  // namespace deltascope
