#pragma once

#include <gtest/gtest.h>

#include <cmath>

#include "core/kernels/lane_kernels.h"
#include "core/layers/layer.h"

namespace deltascope {

using Block = Scratch<float>;
/// Sums of many products, to hold single precision's against.
using Exact = std::vector<double>;

/// Numbers from -1 to 1, the same for the same seed.
inline Block randomBlock(Index size, std::uint64_t seed) {
    Block block(static_cast<std::size_t>(size));
    std::uint64_t state = seed * 2654435761U + 1;
    for (float& value : block) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        value = static_cast<float>(state >> 40) / static_cast<float>(1 << 23) - 1;
    }
    return block;
}

inline void expectNear(const Block& found, const Exact& expected, const std::string& what) {
    ASSERT_EQ(found.size(), expected.size()) << what;
    for (std::size_t i = 0; i < found.size(); ++i)
        ASSERT_NEAR(found[i], expected[i], 2e-5 * (1 + std::abs(expected[i]))) << what << " at " << i;
}

/// Sizes with the output that follows from them.
inline ConvSizes convOf(Index channels, Index height, Index width, Index maps, Index kernelHeight,
                        Index kernelWidth, Index stride, Index padding) {
    return {channels,
            height,
            width,
            maps,
            kernelHeight,
            kernelWidth,
            stride,
            padding,
            (height + 2 * padding - kernelHeight) / stride + 1,
            (width + 2 * padding - kernelWidth) / stride + 1};
}

}  // namespace deltascope
