#include "core/layers/pooled_conv.h"

#include <algorithm>

#include "core/kernels/instruction_set.h"
#include "core/layers/catalogue.h"
#include "core/layers/padded_lanes.h"
#include "tests/core/kernels/blocks.h"

namespace deltascope {
namespace {

/// Whole and half numbers, so that many cells of a square are equal and sums are exact.
Block coarseBlock(Index size, std::uint64_t seed) {
    Block block = randomBlock(size, seed);
    for (float& value : block) value = std::round(2 * value) / 2;
    return block;
}

Block zeros(Index size) { return Block(static_cast<std::size_t>(size)); }

Exact exactly(const Block& block) { return {block.begin(), block.end()}; }

/// Holds the joined kernels against the convolution and the pooling one after the other.
void check(const LaneKernels& kernels, const ConvSizes& s) {
    const PoolSizes pool{s.maps, s.outputHeight, s.outputWidth, 2, 2, s.outputHeight / 2, s.outputWidth / 2};
    const Index cells = s.maps * s.outputHeight * s.outputWidth * laneCount,
                pooled = s.maps * pool.outputHeight * pool.outputWidth * laneCount;
    const Block x = coarseBlock(s.channels * s.height * s.width * laneCount, 1),
                w = coarseBlock(s.maps * s.channels * s.kernelHeight * s.kernelWidth, 2),
                b = coarseBlock(s.maps, 3), delta = coarseBlock(pooled, 4);
    Scratch<float> scratch;
    const float* const input = paddedLanes(s, x.data(), scratch);
    Block z = zeros(cells), a = zeros(pooled), dz = zeros(cells), dw(w.size(), 3.0F), dx(x.size());
    kernels.convForward(s, input, w.data(), b.data(), z.data());
    kernels.maxPoolForward(pool, z.data(), a.data());
    kernels.maxPoolBackward(pool, z.data(), a.data(), delta.data(), dz.data());
    kernels.convGradient(s, input, dz.data(), dw.data());
    kernels.convInputDelta(s, dz.data(), w.data(), dx.data());

    Block foundA = zeros(pooled), winners = zeros(pooled), foundDw(w.size(), 0.5F);
    Block foundDx(x.size(), 9.0F), room(static_cast<std::size_t>(cells), 9.0F);
    kernels.pooledConvForward(s, input, w.data(), b.data(), foundA.data(), winners.data());
    kernels.pooledConvInputDelta(s, delta.data(), winners.data(), w.data(), room.data(), foundDx.data());
    kernels.pooledConvGradient(s, input, delta.data(), winners.data(), foundDw.data());
    const std::string what = joinText(s.channels, " to ", s.maps, " maps, ", s.height, "x", s.width,
                                      ", kernels ", s.kernelHeight, "x", s.kernelWidth, ", ", kernels.name);
    EXPECT_EQ(foundA, a) << what;
    expectNear(foundDw, exactly(dw), "gradients, " + what);
    expectNear(foundDx, exactly(dx), "deltas, " + what);
}

std::unique_ptr<Layer<float>> made(const char* kind, const LayerOptions& options, const Shape& input) {
    return *makeLayer<float>({kind, "", options}, input);
}

}  // namespace

TEST(PooledConv, IsAConvolutionAndAPoolingOneAfterTheOther) {
    const ConvSizes sizes[] = {
        convOf(1, 28, 28, 6, 5, 5, 1, 0), convOf(6, 12, 12, 16, 5, 5, 1, 0),
        convOf(3, 9, 11, 5, 3, 3, 1, 1),  // an odd row and column that no square covers
        convOf(2, 8, 7, 7, 7, 3, 1, 2),   convOf(1, 6, 13, 2, 2, 11, 1, 0),
        convOf(2, 3, 3, 1, 1, 1, 1, 0),   convOf(1, 5, 5, 2, 4, 4, 1, 0),  // a single square
        convOf(1, 4, 4, 2, 3, 3, 1, 0),  // and as many rows of cells as cells
        convOf(3, 8, 9, 4, 5, 6, 1, 2),   convOf(2, 12, 13, 3, 7, 7, 1, 3),
        convOf(2, 8, 12, 3, 3, 8, 1, 0),  convOf(2, 5, 6, 3, 2, 2, 1, 3)};  // squares that lie in the padding
    for (const LaneKernels* kernels : runnableLaneKernels())
        for (const ConvSizes& s : sizes) check(*kernels, s);
}

TEST(PooledConv, JoinsOnlyWhatFits) {
    const Shape picture{1, 12, 12};
    const auto conv = made("conv2d", {{"kernel_height", 3}, {"kernel_width", 3}}, picture),
               strided = made("conv2d", {{"stride", 2}}, picture);
    const auto pool = made("max_pool", {}, conv->outputShape());
    EXPECT_TRUE(pooledConv(*conv, *pool));
    EXPECT_FALSE(pooledConv(*strided, *made("max_pool", {}, strided->outputShape())));
    EXPECT_FALSE(pooledConv(*conv, *made("max_pool", {{"stride", 1}}, conv->outputShape())));
    EXPECT_FALSE(pooledConv(*conv, *made("max_pool", {{"window", 3}}, conv->outputShape())));
    EXPECT_FALSE(pooledConv(*conv, *made("average_pool", {}, conv->outputShape())));
    EXPECT_FALSE(pooledConv(*pool, *pool));
}

}  // namespace deltascope
