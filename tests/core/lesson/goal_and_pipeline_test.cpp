#include <gtest/gtest.h>

#include "tests/support/core/golden.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

TEST(GoalAndPipeline, AnswersBirdBeforeTrainingAndPenguinAfterFiveUpdates) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& curve = golden()["mini_network"]["gradient_descent_curve_single_example"];
    const auto walkthrough = walkthroughOf("L2");
    ASSERT_EQ(walkthrough->stepCount(), 5 + 5);
    for (Index k = 0; k <= 5; ++k) {
        const Step step = walkthrough->step(4 + k);
        EXPECT_NEAR(step.explanations[0].value, curve[static_cast<std::size_t>(k)]["p_true"], 1e-12) << k;
    }
    EXPECT_NE(walkthrough->step(4).text.find("the answer is Bird: wrong"), std::string::npos);
    EXPECT_EQ(walkthrough->step(9).title, "Answer after 5 updates: Penguin");
    EXPECT_NE(walkthrough->step(9).text.find("0.725"), std::string::npos);
}

TEST(GoalAndPipeline, ShowsThePredictionsOfEachMoment) {
    const auto walkthrough = walkthroughOf("L2");
    for (const Index k : {0, 3}) {
        const Exhibit bars = exhibitAt(*walkthrough, 4 + k, "predictions");
        EXPECT_EQ(bars.form, Form::bars);
        EXPECT_EQ(bars.labels[0], "Penguin");
        EXPECT_EQ(bars.values[0], walkthrough->step(4 + k).explanations[0].value);
    }
}

TEST(GoalAndPipeline, OpensTheBoxOntoBlocksThatLeadOn) {
    const auto walkthrough = walkthroughOf("L2");
    const Exhibit box = exhibitAt(*walkthrough, 1, "box"), opened = exhibitAt(*walkthrough, 2, "network");
    EXPECT_EQ(box.labels, std::vector<std::string>{"CNN"});
    ASSERT_EQ(opened.links.size(), 10u);
    EXPECT_EQ(opened.links[0], "L4");   // conv 1
    EXPECT_EQ(opened.links[1], "L10");  // sigmoid 1
    EXPECT_EQ(opened.links[2], "L9");   // pool 1
    EXPECT_EQ(opened.links[8], "L8");   // FC 2
    EXPECT_EQ(opened.links[9], "");     // softmax is none of the four key operations
}

TEST(GoalAndPipeline, TakesAnotherNumberOfUpdatesAndAnotherNetwork) {
    EXPECT_EQ(walkthroughOf("L2", {{"updates", 2.0}})->stepCount(), 5 + 2);
    EXPECT_EQ(errorOf("L2", {{"updates", 2.5}}), "updates: 2.5, expected a whole number");
    const auto digits = walkthroughOf("L2", {{"network", randomNetwork(1)}, {"updates", 3.0}});
    for (Index i = 0; i < digits->stepCount(); ++i) EXPECT_FALSE(digits->step(i).text.empty());
    EXPECT_GT(digits->step(7).explanations[0].value, digits->step(4).explanations[0].value);
}

}  // namespace
}  // namespace deltascope
