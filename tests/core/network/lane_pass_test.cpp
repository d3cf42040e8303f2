#include "core/network/lane_pass.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/data/examples.h"
#include "core/layers/max_pool.h"
#include "core/layers/sigmoid.h"
#include "core/layers/tanh.h"
#include "core/network/initialise.h"

namespace deltascope {
namespace {

Network<float> networkOf(const Architecture& architecture) {
    auto network = *Network<float>::make(architecture);
    InitialOptions options;
    options.gain = 2;
    initialise(network, options);
    return network;
}

LayerSpec layer(const char* kind, LayerOptions options = {}) { return {kind, "", std::move(options)}; }

/// Holds a pass of lanes over `examples` random pictures against a plain pass.
void compare(const Architecture& architecture, Index examples) {
    const Network<float> network = networkOf(architecture);
    const Index size = network.outputShape(0).size();
    Pass<float> plain;
    network.prepare(plain, examples);
    plain.labels.fill(0);
    LanePass lanes(network);
    lanes.begin(examples);
    for (Index i = 0; i < examples; ++i) {
        const auto picture = plain.outputs[0].slice(i);
        for (Index k = 0; k < size; ++k)
            picture[static_cast<std::size_t>(k)] =
                std::abs(std::sin(static_cast<float>(1 + k * 37 + i * 11)));
        const int label = static_cast<int>(i % network.classCount());
        plain.labels.at({i, label}) = 1;
        lanes.setExample(i, picture, label);
    }
    network.forwardWithLoss(plain);
    network.backward(plain, false);
    auto gradients = plain.gradients;
    for (auto& gradient : gradients) gradient.fill(0);
    lanes.forward();
    lanes.backward(gradients);
    for (Index i = 0; i < examples; ++i) {
        EXPECT_NEAR(lanes.loss(i), plain.losses[i], 1e-5F * (1 + plain.losses[i]));
        for (Index k = 0; k < network.classCount(); ++k)
            EXPECT_NEAR(lanes.predictions(i)[static_cast<std::size_t>(k)], plain.predictions().at({i, k}),
                        2e-6F);
    }
    for (std::size_t p = 0; p < gradients.size(); ++p) {
        float largest = 1e-6F;
        for (const float g : plain.gradients[p].values()) largest = std::max(largest, std::abs(g));
        for (Index k = 0; k < gradients[p].size(); ++k)
            ASSERT_NEAR(gradients[p][k] / static_cast<float>(examples), plain.gradients[p][k],
                        2e-5F * largest)
                << network.parameterName(p) << " at " << k;
    }
}

}  // namespace

TEST(LanePass, IsAPlainPassOnTheLecturesNetworks) {
    for (const Index examples : {1, 5, 16}) {
        compare(lectureNetwork(), examples);
        compare(pencilNetwork(), examples);
    }
}

TEST(LanePass, IsAPlainPassOnNetworksOfOtherShapes) {
    compare(
        {{3, 12, 10},
         withNames({layer("conv2d", {{"maps", 5}, {"kernel_height", 3}, {"kernel_width", 3}, {"padding", 1}}),
                    layer("relu"), layer("average_pool"),
                    layer("conv2d", {{"maps", 4}, {"kernel_height", 3}, {"kernel_width", 2}, {"stride", 2}}),
                    layer("tanh"), layer("flatten"), layer("fully_connected", {{"units", 3}}),
                    layer("softmax")}),
         LossKind::crossEntropy,
         {"a", "b", "c"}},
        7);
    compare(
        {{1, 9, 9},
         withNames({layer("conv2d", {{"maps", 3}, {"kernel_height", 7}, {"kernel_width", 7}, {"bias", 0}}),
                    layer("sigmoid"), layer("max_pool", {{"window", 2}, {"stride", 1}}),
                    layer("fully_connected", {{"units", 4}}), layer("sigmoid")}),
         LossKind::halfSquaredError,
         {"a", "b", "c", "d"}},
        16);
}

TEST(LanePass, IsAPlainPassWhereConvolutionsArePooled) {
    compare(
        {{3, 13, 11},
         withNames({layer("conv2d", {{"maps", 5}, {"kernel_height", 3}, {"kernel_width", 3}, {"padding", 1}}),
                    layer("relu"), layer("max_pool"),
                    layer("conv2d", {{"maps", 4}, {"kernel_height", 2}, {"kernel_width", 2}, {"bias", 0}}),
                    layer("max_pool"), layer("tanh"), layer("fully_connected", {{"units", 3}}),
                    layer("softmax")}),
         LossKind::crossEntropy,
         {"a", "b", "c"}},
        9);
}

TEST(LanePass, ComputesAConvolutionAndItsPoolingInOneGo) {
    const auto steps = laneSteps(networkOf(lectureNetwork()));
    ASSERT_EQ(steps.size(),
              8U);  // conv1 + pool1, sigmoid1, conv2 + pool2, sigmoid2, fc1, sigmoid3, fc2, softmax
    EXPECT_TRUE(dynamic_cast<const MaxPool<float>*>(steps[0].layer.get()));
    EXPECT_EQ(steps[0].parameterCount, 2U);
    EXPECT_TRUE(dynamic_cast<const Sigmoid<float>*>(steps[1].layer.get()));
    EXPECT_EQ(steps[2].layer->outputShape(), (Shape{16, 4, 4}));
    EXPECT_EQ(steps[2].firstParameter, 2U);
    EXPECT_EQ(steps[4].firstParameter, 4U);
}

TEST(LanePass, PoolsBeforeFunctionsThatKeepTheOrder) {
    const auto steps = laneSteps(
        networkOf({{1, 14, 14},
                   withNames({layer("sigmoid"), layer("max_pool"), layer("tanh"), layer("average_pool"),
                              layer("fully_connected", {{"units", 3}}), layer("relu"), layer("softmax")}),
                   LossKind::crossEntropy,
                   {"a", "b", "c"}}));
    ASSERT_EQ(steps.size(), 7U);
    EXPECT_TRUE(dynamic_cast<const MaxPool<float>*>(steps[0].layer.get()));
    EXPECT_TRUE(dynamic_cast<const Sigmoid<float>*>(steps[1].layer.get()));
    EXPECT_EQ(steps[1].layer->inputShape(), (Shape{1, 7, 7}));
    EXPECT_TRUE(dynamic_cast<const Tanh<float>*>(steps[2].layer.get()));  // a mean is not a maximum
    EXPECT_EQ(steps[4].parameterCount, 2U);
    EXPECT_EQ(steps[5].firstParameter, 2U);
}

TEST(LanePass, RefusesMoreExamplesThanLanes) {
    const Network<float> network = networkOf(pencilNetwork());
    LanePass pass(network);
    EXPECT_THROW(pass.begin(17), std::invalid_argument);
    EXPECT_THROW(pass.begin(0), std::invalid_argument);
    pass.begin(2);
    EXPECT_THROW(pass.setExample(0, std::vector<float>(3), 0), std::invalid_argument);
}

}  // namespace deltascope
