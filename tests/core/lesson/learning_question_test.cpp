#include <gtest/gtest.h>

#include "tests/support/core/golden.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

TEST(LearningQuestion, KnowsTheLossOfBothPictures) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network_batch"];
    const auto walkthrough = walkthroughOf("L14");
    for (Index i = 0; i < 2; ++i) {
        const Golden& example = g["examples"][static_cast<std::size_t>(i)];
        EXPECT_LT(differenceFrom(example["p"], *walkthrough->source().values("softmax.output", i)), 1e-12);
        EXPECT_NEAR(walkthrough->step(2 + 2 * i).explanations[0].value, example["loss"], 1e-12);
    }
    EXPECT_NEAR(numberAt(*walkthrough, "loss.mean"), g["mean_loss"], 1e-12);
}

TEST(LearningQuestion, SaysWhatTheNetworkGotWrong) {
    const auto walkthrough = walkthroughOf("L14");
    EXPECT_NE(walkthrough->step(1).text.find("says Bird"), std::string::npos);
    EXPECT_NE(walkthrough->step(1).text.find("label says Penguin"), std::string::npos);
    const auto bird = walkthroughOf("L14", {{"label", 4.0}});
    EXPECT_NE(bird->step(1).text.find("It says Bird, which is right"), std::string::npos);
}

TEST(LearningQuestion, MeasuresEveryGuessByTheSameLoss) {
    const auto walkthrough = walkthroughOf("L14", {{"guesses", 3.0}, {"seed", 5.0}});
    const Exhibit guesses = exhibitAt(*walkthrough, 6, "guesses");
    ASSERT_EQ(guesses.values.size(), 3);
    EXPECT_NE(guesses.values[0], guesses.values[1]);
    const auto again = walkthroughOf("L14", {{"guesses", 4.0}, {"seed", 5.0}});
    EXPECT_EQ(exhibitAt(*again, 6, "guesses").values[2], guesses.values[2]);
    const auto other = walkthroughOf("L14", {{"guesses", 3.0}, {"seed", 6.0}});
    EXPECT_NE(exhibitAt(*other, 6, "guesses").values[0], guesses.values[0]);
    EXPECT_EQ(numberAt(*walkthrough, "tries"), 106);
}

TEST(LearningQuestion, SweepsOneWeightThroughItsOwnValue) {
    const auto walkthrough = walkthroughOf("L14");
    const Exhibit sweep = exhibitAt(*walkthrough, 7, "sweep"), here = exhibitAt(*walkthrough, 7, "here");
    const Index middle = sweep.values.shape()[1] / 2;
    EXPECT_NEAR(sweep.values.at({0, middle}), here.values[0], 1e-12);
    EXPECT_NEAR(sweep.values.at({1, middle}), numberAt(*walkthrough, "loss.mean"), 1e-12);
    EXPECT_NE(sweep.values.at({1, 0}), sweep.values.at({1, middle}));
}

TEST(LearningQuestion, TakesDigitsForANetworkThatReadsThem) {
    const auto walkthrough = walkthroughOf("L14", {{"network", randomNetwork(1)}});
    EXPECT_NE(walkthrough->step(0).text.find("this one is 3, that one 8"), std::string::npos);
}

TEST(LearningQuestion, NamesTheSettingThatDoesNotFit) {
    EXPECT_EQ(errorOf("L14", {{"label_2", 7.0}}), "label_2: 7, expected a whole number from 0 to 4");
    EXPECT_EQ(errorOf("L14", {{"picture_2", Tensor<double>({3, 3})}}),
              "picture_2: 3x3, expected 1x14x14 for this network");
    EXPECT_EQ(errorOf("L14", {{"guesses", 1.5}}), "guesses: 1.5, expected a whole number");
}

}  // namespace
}  // namespace deltascope
