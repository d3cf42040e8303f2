#include <gtest/gtest.h>

#include "core/lesson/walkthroughs/network_sizes.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

/// The sizes by their formulas are those that the network itself has, and so is the number of its parameters.
void expectSizesOf(const Network<double>& network) {
    const auto sizes = networkSizes(network);
    for (int l = 1; l <= network.layerCount(); ++l) {
        const std::string tensor = network.layerName(l) + ".size";
        const auto names = sizes->tensors();
        if (std::find(names.begin(), names.end(), tensor) == names.end()) continue;
        const auto size = *sizes->values(tensor);
        const auto extents = network.outputShape(l).extents();
        ASSERT_EQ(size.size(), static_cast<Index>(extents.size())) << tensor;
        for (std::size_t axis = 0; axis < extents.size(); ++axis) {
            EXPECT_EQ(size[static_cast<Index>(axis)], static_cast<double>(extents[axis])) << tensor;
        }
    }
    EXPECT_EQ(sizes->value("parameters"), static_cast<double>(network.weightCount()));
}

Network<double> networkOf(const std::vector<LayerSpec>& layers, const Shape& input) {
    const auto made = Network<double>::make({input, withNames(layers), LossKind::weightedSum, {}});
    require(made.has_value(), made ? "" : made.error().message);
    return *made;
}

TEST(NetworkSizes, AreThoseOfTheNetworkItself) {
    expectSizesOf(*Network<double>::make(pencilNetwork()));
    expectSizesOf(*Network<double>::make(lectureNetwork()));
}

TEST(NetworkSizes, CountWhatTheLastStrideCannotReachAndPadding) {
    expectSizesOf(
        networkOf({{"conv2d",
                    "",
                    {{"maps", 3}, {"kernel_height", 3}, {"kernel_width", 2}, {"stride", 2}, {"padding", 1}}},
                   {"average_pool", "", {{"window", 2}, {"stride", 3}}},
                   {"fully_connected", "", {{"units", 7}}}},
                  {2, 11, 12}));
}

TEST(NetworkLegend, HasTheLecturesShapesAndParameters) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network"];
    const auto walkthrough = walkthroughOf("L11");
    const std::pair<const char*, const char*> same[]{
        {"a1", "input.size"}, {"z2", "conv1.size"}, {"a2", "pool1.size"}, {"z3", "conv2.size"},
        {"a3", "pool2.size"}, {"z4", "fc1.size"},   {"z5", "fc2.size"}};
    for (const auto& [key, tensor] : same) {
        EXPECT_EQ(differenceFrom(g["shapes"][key], *walkthrough->source().values(tensor)), 0) << key;
    }
    EXPECT_EQ(numberAt(*walkthrough, "fc1.inputs"), g["shapes"]["a3_flat"][0]);
    EXPECT_EQ(numberAt(*walkthrough, "parameters"), g["parameter_count"]);
}

TEST(NetworkLegend, CountsTheLecturesLayers) {
    const auto walkthrough = walkthroughOf("L11");
    const Tensor<double> counts = *walkthrough->source().values("counts");
    EXPECT_EQ(counts, Tensor<double>({5}, {2, 2, 2, 3, 1}));  // conv, FC, pooling, sigmoid, softmax
}

TEST(NetworkLegend, ShowsItsLabelsInTheLecturesOrder) {
    const auto walkthrough = walkthroughOf("L11");
    const Index first = 1 + 5 + 6;
    EXPECT_EQ(walkthrough->step(first).title, "Label: final predictions");
    EXPECT_EQ(walkthrough->step(first + 1).title, "Label: convolutional parameters");
    EXPECT_EQ(walkthrough->step(first + 2).title, "Label: fully connected parameters");
    EXPECT_EQ(walkthrough->stepCount(), first + 4);
}

TEST(NetworkLegend, RunsOnNetworksOfOtherSizes) {
    for (const Architecture& architecture : {lectureNetwork(), smallNetwork()}) {
        const LessonNetwork network = randomNetwork(1, architecture);
        const auto walkthrough = walkthroughOf("L11", {{"network", network}});
        EXPECT_EQ(numberAt(*walkthrough, "parameters"), static_cast<double>(network->weightCount()));
        for (Index i = 0; i < walkthrough->stepCount(); ++i) EXPECT_FALSE(walkthrough->step(i).text.empty());
    }
}

}  // namespace
}  // namespace deltascope
