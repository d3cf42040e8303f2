#pragma once

#include <memory>

#include "core/layers/lane_layer.h"

namespace deltascope {

/// A convolution and the max pooling behind it as one step of training: the sums that lose are never stored,
/// and backwards, where three quarters of the convolution's deltas are 0, most products with them are left
/// out.
///
///   a[k,i,j] = max over the square of z[k, 2i..2i+1, 2j..2j+1],  z as Conv2d has it
///
/// Results are those of the two layers one after the other, but for the rounding of gradients, which are
/// summed in another order. Parameters and their gradients are the convolution's.
class PooledConv final : public LaneLayer {
  public:
    /// `conv` has a stride of 1.
    explicit PooledConv(const ConvSizes& conv) : sizes_(conv) {}

    void forwardLanes(const float* input, std::span<const Tensor<float>> parameters, float* output,
                      Scratch<float>& scratch) const override;
    void backwardLanes(const LaneInputs& in, float* inputDelta, std::span<Tensor<float>> gradients,
                       Scratch<float>& scratch) const override;
    /// Which cell of each square won.
    Index keptBehindOutput() const override { return pooledNumbers(); }

  private:
    Index pooledMap() const { return (sizes_.outputHeight / 2) * (sizes_.outputWidth / 2); }
    Index pooledNumbers() const { return sizes_.maps * pooledMap() * laneCount; }

    ConvSizes sizes_;
};

/// The two layers as one step; null where they are not a convolution of stride 1 and a max pooling of squares
/// of 2x2 side by side.
std::shared_ptr<const LaneLayer> pooledConv(const Layer<float>& conv, const Layer<float>& pool);

}  // namespace deltascope
