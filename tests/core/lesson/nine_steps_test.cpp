#include "core/lesson/walkthroughs/nine_steps.h"

#include "core/explain/cell_source.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

/// Step, tensor and the lecture's key of it.
struct Computed {
    Index step;
    const char *tensor, *group, *key;
};

const Computed all[] = {
    {0, "softmax.delta", "step1", "dL_dp"},        {1, "fc2.delta", "step2", "delta5"},
    {2, "fc2.weight_gradient", "step3", "dL_dw4"}, {3, "sigmoid3.delta", "step4", "dL_da4"},
    {3, "fc1.delta", "step4", "delta4"},           {4, "fc1.weight_gradient", "step5", "dL_dw3"},
    {5, "pool2.delta", "step6", "dL_da3"},         {5, "sigmoid2.delta", "step6", "dL_ds3_after_unpooling"},
    {5, "conv2.delta", "step6", "delta3"},         {6, "conv2.weight_gradient", "step7", "dL_dg2"},
    {7, "pool1.delta", "step8", "dL_da2"},         {7, "sigmoid1.delta", "step8", "dL_ds2_after_unpooling"},
    {7, "conv1.delta", "step8", "delta2"},         {8, "conv1.weight_gradient", "step9", "dL_dg1"}};

TEST(NineSteps, ComputeTheLecturesNumbersEachInItsStep) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network"]["backward_steps"];
    const auto walkthrough = walkthroughOf("L16");
    for (const Computed& computed : all) {
        const Exhibit exhibit = exhibitAt(*walkthrough, computed.step, computed.tensor);
        EXPECT_LT(differenceFrom(g[computed.group][computed.key], exhibit.values), 1e-12) << computed.tensor;
        EXPECT_EQ(exhibit.knownFrom, computed.step) << computed.tensor;
        EXPECT_EQ(nineStepOf(computed.tensor), computed.step) << computed.tensor;
    }
}

TEST(NineSteps, EndInTheLecturesNewWeights) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network"]["updated"];
    const auto walkthrough = walkthroughOf("L16");
    ASSERT_EQ(walkthrough->stepCount(), 10);
    for (const auto& [layer, key] :
         {std::pair{"conv1", "g1"}, {"conv2", "g2"}, {"fc1", "w3"}, {"fc2", "w4"}}) {
        EXPECT_LT(
            differenceFrom(g[key], exhibitAt(*walkthrough, 9, std::string(layer) + ".weight_new").values),
            1e-12);
    }
}

TEST(NineSteps, ShowNumbersThatWereMadeOfOneAnother) {
    for (const LessonNetwork& network : {pencilStart(), randomNetwork(4)}) {
        const auto walkthrough = walkthroughOf("L16", {{"network", network}});
        for (const Index i : {3, 5, 7}) {
            const Step step = walkthrough->step(i);
            for (std::size_t e = 1; e < step.explanations.size(); ++e) {
                const auto cells = madeOf(step.explanations[e - 1]);
                EXPECT_NE(std::find(cells.begin(), cells.end(), step.explanations[e].cell), cells.end())
                    << "step " << i + 1;
            }
        }
    }
}

TEST(NineSteps, SayWhereEveryFactorOfTheChainWasComputed) {
    const auto walkthrough = walkthroughOf("L16");
    for (Index i = 2; i < 9; ++i) {
        const Step step = walkthrough->step(i);
        ASSERT_GE(step.chips.size(), 2u) << "step " << i + 1;
        for (const Chip& chip : step.chips) EXPECT_TRUE(chip.isKnown);
        ASSERT_TRUE(step.chips.front().earlier.has_value()) << "step " << i + 1;
        EXPECT_EQ(step.chips.front().earlier->step, nineStepOf(step.chips.front().earlier->cell.tensor));
        EXPECT_FALSE(step.earlier.empty());
    }
}

TEST(NineSteps, LeadFromEachBlockToItsDerivation) {
    const auto walkthrough = walkthroughOf("L16");
    const Exhibit strip = exhibitAt(*walkthrough, 7, "network");
    EXPECT_EQ(strip.labels[0], "Conv 1");
    EXPECT_EQ(strip.links[0], "L23");
    EXPECT_EQ(strip.links[1], "");
}

TEST(NineSteps, TellTheTruthAboutAveragePooling) {
    Architecture architecture = pencilNetwork();
    for (LayerSpec& layer : architecture.layers)
        if (layer.kind == "max_pool") layer.kind = "average_pool";
    const auto walkthrough = walkthroughOf("L16", {{"network", randomNetwork(2, architecture)}});
    EXPECT_EQ(walkthrough->step(5).text.find("winner"), std::string::npos);
    EXPECT_NE(walkthrough->step(5).text.find("share"), std::string::npos);
    EXPECT_NE(walkthroughOf("L16")->step(5).text.find("winner"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
