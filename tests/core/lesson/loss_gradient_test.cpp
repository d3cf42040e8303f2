#include "core/lesson/walkthroughs/loss_gradient.h"

#include <cmath>

#include "core/lesson/walkthroughs/loss_numbers.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

constexpr double exact = 1e-12;

/// How far `tensor` of the walkthrough is from the golden numbers.
double differenceOf(const Walkthrough& lesson, const std::string& tensor, const Golden& expected) {
    return differenceFrom(expected, *lesson.source().values(tensor));
}

Settings withScores(const std::vector<double>& scores) {
    return {{"scores", Tensor<double>({1, static_cast<Index>(scores.size())}, scores)}};
}

TEST(LossGradient, HasTheSlidesNumbersAndBothRepairs) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["softmax_ce_k5"];
    const auto lesson = walkthroughOf("L17");
    for (const auto& [name, key] : {std::pair<std::string, const char*>{"slide", "printed_on_slide"},
                                    {"renormalised", "renormalised"},
                                    {"completed", "valid_repair_keep_four_values"}}) {
        const Golden& wanted = g[key];
        EXPECT_LT(differenceOf(*lesson, name + ".p", wanted["p"]), exact) << name;
        EXPECT_LT(differenceOf(*lesson, name + ".difference", wanted["grad_p_minus_y"]), exact) << name;
        EXPECT_LT(differenceOf(*lesson, name + ".loss", wanted["loss_cross_entropy"]), exact) << name;
        EXPECT_LT(differenceOf(*lesson, name + ".sum", wanted["sum_p"]), exact) << name;
        EXPECT_LT(differenceOf(*lesson, name + ".difference_sum", wanted["sum_grad"]), exact) << name;
    }
    EXPECT_LT(differenceOf(*lesson, "slide.half_squared_error",
                           g["printed_on_slide"]["half_squared_error_alternative"]),
              exact);
}

TEST(LossGradient, RunsOnRealScores) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["softmax_ce_k5"];
    const Golden& repair = g["valid_repair_keep_four_values"];
    const auto lesson = walkthroughOf("L17");
    EXPECT_LT(differenceOf(*lesson, "input.output", repair["logits"]), exact);
    EXPECT_LT(differenceOf(*lesson, "softmax.output", repair["p"]), exact);
    EXPECT_LT(differenceOf(*lesson, "loss.output", repair["loss_cross_entropy"]), exact);
    EXPECT_LT(differenceOf(*lesson, "input.delta", repair["grad_p_minus_y"]), exact);
    EXPECT_LT(differenceOf(*lesson, "softmax.delta", repair["dL_dp"]), exact);
    EXPECT_LT(differenceOf(*lesson, "jacobian", repair["softmax_jacobian"]), exact);
    EXPECT_LT(differenceOf(*lesson, "chained", repair["jacobian_transposed_times_dL_dp"]), exact);
    const Golden& other = g["renormalised_from_logits"];
    const auto renormalised = walkthroughOf("L17", withScores(other["logits"].get<std::vector<double>>()));
    EXPECT_LT(differenceOf(*renormalised, "softmax.output", other["p"]), exact);
    EXPECT_LT(differenceOf(*renormalised, "loss.output", other["loss_cross_entropy"]), exact);
}

TEST(LossGradient, NudgesEveryScoreAsTheLectureDoes) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& nudges = golden()["softmax_ce_k5"]["valid_repair_keep_four_values"]["score_nudges"];
    ASSERT_EQ(nudges.size(), 10u);
    const auto lesson = walkthroughOf("L17");
    for (const Golden& nudge : nudges) {
        const auto k = nudge["index"].get<Index>();
        const bool isRaised = nudge["score_change"].get<double>() > 0;
        const std::string place = joinText("[", k, ",", isRaised ? 0 : 1, "]");
        EXPECT_NEAR(numberAt(*lesson, nudgedName(k, isRaised, "loss.output")), nudge["loss"].get<double>(),
                    exact);
        EXPECT_NEAR(numberAt(*lesson, "loss_changes" + place), nudge["loss_change"].get<double>(), exact);
        EXPECT_NEAR(numberAt(*lesson, "expected_changes" + place),
                    nudge["first_order_prediction"].get<double>(), exact);
    }
}

TEST(LossGradient, TakesTheLecturesStepOnTheScores) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& after =
        golden()["softmax_ce_k5"]["valid_repair_keep_four_values"]["one_gradient_step_on_the_scores_alpha_1"];
    const auto lesson = walkthroughOf("L17");
    EXPECT_LT(differenceOf(*lesson, "scores_after", after["logits"]), exact);
    EXPECT_LT(differenceOf(*lesson, "after.softmax.output", after["p"]), exact);
    EXPECT_LT(differenceOf(*lesson, "after.loss.output", after["loss"]), exact);
}

TEST(LossGradient, GoesEntryByEntryThroughTheSlide) {
    const auto lesson = walkthroughOf("L17");
    EXPECT_EQ(lesson->stepCount(), 20);
    for (Index k = 0; k < 5; ++k) {
        const Step step = lesson->step(1 + k);
        EXPECT_EQ(step.known[0].count, k + 1);
        EXPECT_EQ(step.question->answer, step.explanations[0].value);
    }
    EXPECT_NE(lesson->step(1).text.find("raising its score"), std::string::npos);
    EXPECT_NE(lesson->step(3).text.find("lowering its score"), std::string::npos);
}

TEST(LossGradient, FollowsAnotherLabelNudgeAndRate) {
    const auto lesson = walkthroughOf("L17", {{"label", 3.0}, {"nudge", 0.5}, {"rate", 2.0}});
    EXPECT_NEAR(numberAt(*lesson, "loss.output"), -std::log(0.2), exact);
    EXPECT_NEAR(numberAt(*lesson, "expected_changes[3,0]"), -0.4, exact);
    EXPECT_NEAR(numberAt(*lesson, "scores_after[3]"), std::log(2.0) + 1.6, exact);
    EXPECT_LT(numberAt(*lesson, "loss_changes[3,0]"), 0);
    EXPECT_NE(lesson->step(17).text.find("true class lowers the loss"), std::string::npos);
}

TEST(LossGradient, RefusesScoresThatAreNotFive) {
    EXPECT_EQ(errorOf("L17", withScores({1, 2, 3, 4})), "scores: 1x4, expected one row of 5 numbers");
    EXPECT_EQ(errorOf("L17", withScores({1, 2, 300, 4, 5})),
              "scores: column 2 is 300, expected a number from -100 to 100");
    EXPECT_EQ(errorOf("L17", {{"label", 0.5}}), "label: 0.5, expected a whole number");
    EXPECT_NE(errorOf("L17", {{"label", 5.0}}).find("label: 5, expected 0 to 4"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
