#include <gtest/gtest.h>

#include "core/lesson/lecture_network.h"
#include "core/network/initialise.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

// Two examples, four weights: gradients, averages, updates.
constexpr Index firstAverage = 2, firstUpdate = 6, firstNetworkStep = 10;

TEST(BatchUpdate, AveragesTheLecturesGradientsAndUpdatesItsKernel) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& batch = golden()["conv_layer_integer"]["batch"];
    const auto walkthrough = walkthroughOf("L32");
    const std::string kernel = "small.conv1.weight";
    for (Index e = 0; e < 2; ++e) {
        EXPECT_EQ(
            differenceFrom(batch["gradients"][static_cast<std::size_t>(e)],
                           exhibitAt(*walkthrough, e, joinText(kernel, "_example_gradient@", e + 1)).values),
            0);
    }
    EXPECT_EQ(differenceFrom(batch["average"], exhibitAt(*walkthrough, 5, kernel + "_gradient").values), 0);
    EXPECT_EQ(differenceFrom(batch["g_old"], exhibitAt(*walkthrough, 9, kernel).values), 0);
    EXPECT_LT(differenceFrom(batch["g_new"], exhibitAt(*walkthrough, 9, kernel + "_new").values), 1e-12);
    for (Index k = 0; k < 4; ++k) {
        EXPECT_EQ(walkthrough->step(firstAverage + k).question->answer, tensorFrom(batch["average"])[k]);
        EXPECT_NEAR(walkthrough->step(firstUpdate + k).question->answer, tensorFrom(batch["g_new"])[k],
                    1e-12);
    }
}

TEST(BatchUpdate, FillsMeanAndUpdateNumberByNumber) {
    const auto walkthrough = walkthroughOf("L32");
    const auto known = [&](Index i, const std::string& id) {
        return knownCount(exhibitAt(*walkthrough, i, id), walkthrough->step(i), i);
    };
    const std::string mean = "small.conv1.weight_gradient", updated = "small.conv1.weight_new";
    EXPECT_EQ(known(firstAverage, mean), 1);
    EXPECT_EQ(known(firstAverage + 3, mean), 4);
    EXPECT_EQ(known(firstUpdate, mean), 4);
    EXPECT_EQ(known(firstUpdate + 1, updated), 2);
    EXPECT_EQ(known(firstUpdate + 1, "change"), 2);
}

TEST(BatchUpdate, LowersTheLossOfPenguinAndChairAsInTheLecture) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& batch = golden()["mini_network_batch"];
    const auto walkthrough = walkthroughOf("L32");
    EXPECT_NEAR(numberAt(*walkthrough, "loss.output@0"), batch["curve"][0]["loss_penguin"], 1e-12);
    EXPECT_NEAR(numberAt(*walkthrough, "loss.output@1"), batch["curve"][0]["loss_chair"], 1e-12);
    EXPECT_NEAR(numberAt(*walkthrough, "loss.mean"), batch["mean_loss"], 1e-12);
    EXPECT_NEAR(numberAt(*walkthrough, "1:loss.mean"), batch["mean_loss_after_update"], 1e-12);
    for (const auto& [key, layer] :
         {std::pair{"g1", "conv1"}, {"g2", "conv2"}, {"w3", "fc1"}, {"w4", "fc2"}}) {
        const std::string weight = joinText(layer, ".weight");
        const CellSource& source = walkthrough->source();
        EXPECT_LT(differenceFrom(batch["average_gradient"][key], *source.values(weight + "_gradient")),
                  1e-12);
        EXPECT_LT(differenceFrom(batch["updated"][key], *source.values(weight + "_new")), 1e-12);
    }
    const Index last = walkthrough->stepCount() - 1;
    EXPECT_NEAR(walkthrough->step(last).explanations[0].value, batch["mean_loss_after_update"], 1e-12);
    EXPECT_EQ(walkthrough->step(last).title, "The same batch costs less");
}

LessonNetwork digitNetwork() {
    Network<double> network = *Network<double>::make(lectureNetwork());
    initialise(network);
    return std::make_shared<const Network<double>>(std::move(network));
}

TEST(BatchUpdate, WalksThroughEveryParameterOfTheNetwork) {
    EXPECT_EQ(walkthroughOf("L32")->stepCount(), firstNetworkStep + 3 + 4 + 4 + 1);
    const auto walkthrough = walkthroughOf("L32", {{"network", digitNetwork()}});
    ASSERT_EQ(walkthrough->stepCount(), firstNetworkStep + 3 + 8 + 8 + 1);
    EXPECT_EQ(walkthrough->step(firstNetworkStep + 4).title, "Average: Conv 1 biases");
    for (Index i = firstNetworkStep; i < walkthrough->stepCount(); ++i) {
        for (const Explanation& explanation : walkthrough->step(i).explanations) {
            EXPECT_NEAR(explanation.expression.value, explanation.value, 1e-12) << i;
        }
    }
}

TEST(BatchUpdate, SaysThatTheLossRisesWhereTheRateIsTooLarge) {
    const auto walkthrough = walkthroughOf("L32", {{"network", digitNetwork()}, {"rate", 5.0}});
    const Step last = walkthrough->step(walkthrough->stepCount() - 1);
    EXPECT_GT(last.explanations[0].value, numberAt(*walkthrough, "loss.mean"));
    EXPECT_EQ(last.title, "The same batch costs more");
}

TEST(BatchUpdate, FollowsANewWeightIntoTheNextPass) {
    const auto walkthrough = walkthroughOf("L32");
    const auto users = walkthrough->source().usedBy(*parseCell("conv1.weight_new[1,0,0,0]"));
    ASSERT_EQ(users->size(), 1u);
    EXPECT_EQ(cellText(users->front()), "1:conv1.weight[1,0,0,0]");
}

TEST(BatchUpdate, SaysWhichInputDoesNotFit) {
    const std::string error = errorOf("L32", {{"input_2", Tensor<double>({5, 5})}});
    EXPECT_EQ(error, "input_2: 5x5, expected 4x4 as the first input has");
    EXPECT_EQ(errorOf("L32", {{"picture_2", Tensor<double>({5, 5})}}).find("picture_2: 5x5"), 0u);
    EXPECT_EQ(errorOf("L32", {{"label_2", 7.0}}).find("label_2: 7"), 0u);
}

}  // namespace
}  // namespace deltascope
