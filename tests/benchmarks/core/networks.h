#pragma once

#include "core/data/examples.h"
#include "core/network/initialise.h"
#include "core/network/lane_pass.h"

namespace deltascope {

inline Network<float> startedNetwork(const Architecture& architecture) {
    auto network = *Network<float>::make(architecture);
    initialise(network);
    return network;
}

/// A number between 0 and 1 for pixel `pixel` of example `i`: the same in every run.
inline float pixelOf(Index i, Index pixel) {
    const auto mixed = static_cast<std::uint32_t>(i * 7919 + pixel * 104729) * 2654435761U;
    return static_cast<float>(mixed >> 8) / static_cast<float>(1 << 24);
}

/// Any number of random pictures for a network.
class RandomPictures final : public ExampleSource {
  public:
    RandomPictures(Index size, Index pixels, int classes) : size_(size), pixels_(pixels), classes_(classes) {}
    Index size() const override { return size_; }
    Index pixels() const override { return pixels_; }
    int label(Index i) const override { return static_cast<int>(i) % classes_; }
    void picture(Index i, std::uint64_t, std::span<float> out) const override {
        for (Index k = 0; k < pixels_; ++k) out[static_cast<std::size_t>(k)] = pixelOf(i, k);
    }

  private:
    Index size_, pixels_;
    int classes_;
};

/// A pass of one example, forwards and backwards.
inline Pass<float> onePass(const Network<float>& network) {
    Pass<float> pass;
    network.prepare(pass, 1);
    for (Index k = 0; k < pass.outputs[0].size(); ++k) pass.outputs[0][k] = pixelOf(0, k);
    pass.labels.fill(0);
    pass.labels[0] = 1;
    network.forwardWithLoss(pass);
    network.backward(pass);
    return pass;
}

}  // namespace deltascope
