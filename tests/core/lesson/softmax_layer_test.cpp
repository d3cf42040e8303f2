#include "core/lesson/walkthroughs/softmax_layer.h"

#include <cmath>

#include "core/lesson/lecture_network.h"
#include "core/network/initialise.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

TEST(SoftmaxLayer, GivesTheLecturesPredictionsClassByClass) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& forward = golden()["mini_network"]["forward"];
    const auto lesson = walkthroughOf("L13");
    ASSERT_EQ(lesson->stepCount(), 1 + 5 + 1 + 5 + 1 + 3);
    const Tensor<double> scores = tensorFrom(forward["z5"]), p = tensorFrom(forward["p"]);
    double sum = 0;
    for (Index k = 0; k < 5; ++k) {
        EXPECT_NEAR(lesson->step(1 + k).explanations[0].value, std::exp(scores[k]), 1e-12);
        EXPECT_NEAR(lesson->step(7 + k).explanations[0].value, p[k], 1e-12);
        sum += std::exp(scores[k]);
    }
    EXPECT_NEAR(lesson->step(6).explanations[0].value, sum, 1e-12);
    EXPECT_NEAR(lesson->step(12).explanations[0].value, 1, 1e-12);
    EXPECT_NE(lesson->step(12).text.find("belongs to class Bird"), std::string::npos);
}

TEST(SoftmaxLayer, SharesOutTheLecturesScores) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& repair = golden()["softmax_ce_k5"]["valid_repair_keep_four_values"];
    const auto lesson = walkthroughOf("L13");
    EXPECT_LT(differenceFrom(repair["logits"], exhibitAt(*lesson, 13, "given.scores").values), 1e-12);
    EXPECT_LT(differenceFrom(repair["p"], exhibitAt(*lesson, 14, "given.shares").values), 1e-12);
    EXPECT_NEAR(numberAt(*lesson, "given.exponential_sum"), 10, 1e-12);
    EXPECT_NEAR(numberAt(*lesson, "given.share_sum"), 1, 1e-12);
}

TEST(SoftmaxLayer, TakesAnyNumberOfScores) {
    const auto lesson = walkthroughOf("L13", {{"scores", Tensor<double>({1, 3}, {0, std::log(2), 0})}});
    const Exhibit shares = exhibitAt(*lesson, 14, "given.shares");
    EXPECT_NEAR(shares.values[1], 0.5, 1e-15);
    EXPECT_EQ(shares.labels[1], "1");
    EXPECT_EQ(exhibitAt(*lesson, 13, "given.scores").setting, "scores");
}

TEST(SoftmaxLayer, RunsOnADigitNetwork) {
    Network<double> digits = *Network<double>::make(lectureNetwork());
    initialise(digits);
    const auto lesson = walkthroughOf("L13", {{"network", std::make_shared<const Network<double>>(digits)}});
    ASSERT_EQ(lesson->stepCount(), 1 + 10 + 1 + 10 + 1 + 3);
    EXPECT_NEAR(lesson->step(22).explanations[0].value, 1, 1e-12);
}

TEST(SoftmaxLayer, RefusesScoresOfTheWrongSizeOrTooLarge) {
    EXPECT_EQ(errorOf("L13", {{"scores", Tensor<double>({1, 1})}}),
              "scores: 1x1, expected one row of 2 to 16 numbers");
    EXPECT_EQ(errorOf("L13", {{"scores", Tensor<double>({2, 2})}}),
              "scores: 2x2, expected one row of 2 to 16 numbers");
    EXPECT_NE(errorOf("L13", {{"scores", Tensor<double>({1, 2}, {0, -101})}}).find("column 1 is -101"),
              std::string::npos);
}

}  // namespace
}  // namespace deltascope
