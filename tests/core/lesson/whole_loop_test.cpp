#include <gtest/gtest.h>

#include <cmath>

#include "core/explain/descent_run.h"
#include "core/lesson/lecture_network.h"
#include "core/network/initialise.h"
#include "core/training/gradient_check.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

// Steps of the first round, counted from 0: forward 0 to 3, loss 4, backward 5 to 13.
constexpr Index lossStep = 4, firstBackwardStep = 5, averageStep = 14;

const std::string single = "first";

std::unique_ptr<Walkthrough> onOnePicture(double updates) {
    return walkthroughOf("L33", {{"pictures", single}, {"updates", updates}});
}

const DescentRun& runOf(const Walkthrough& walkthrough) {
    return dynamic_cast<const DescentRun&>(walkthrough.source());
}

TEST(WholeLoop, FallsAlongTheLecturesCurveForOnePicture) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& curve = golden()["mini_network"]["gradient_descent_curve_single_example"];
    const auto updates = static_cast<Index>(curve.size()) - 1;
    const auto walkthrough = onOnePicture(static_cast<double>(updates));
    const Index last = walkthrough->stepCount() - 1;
    const Tensor<double> shown = exhibitAt(*walkthrough, last, "curve").values;
    ASSERT_EQ(shown.shape(), (Shape{2, updates + 1}));
    for (Index t = 0; t <= updates; ++t) {
        EXPECT_EQ(shown.at({0, t}), t);
        EXPECT_NEAR(shown.at({1, t}), curve[static_cast<std::size_t>(t)]["loss"].get<double>(), 1e-12) << t;
    }
    EXPECT_NEAR(numberAt(*walkthrough, "loss.output"), 1.958938, 5e-7);
    EXPECT_NEAR(walkthrough->step(last).explanations[0].value, shown.at({1, updates}), 0);
}

TEST(WholeLoop, WritesDownTheLecturesLongRun) {
    DELTASCOPE_NEEDS_GOLDEN;
    const auto walkthrough = walkthroughOf("L33");
    const Exhibit table = exhibitAt(*walkthrough, walkthrough->stepCount() - 1, "table");
    std::size_t rows = 0;
    for (const Golden& checkpoint : golden()["mini_network_batch"]["long_run_checkpoints"]) {
        const std::string time = std::to_string(checkpoint["iteration"].get<int>());
        const auto label = std::find(table.labels.begin(), table.labels.end(), time);
        if (label == table.labels.end()) continue;
        const Index row = label - table.labels.begin();
        EXPECT_NEAR(table.values.at({row, 0}), checkpoint["mean_loss"].get<double>(), 1e-12) << time;
        EXPECT_NEAR(table.values.at({row, 1}), checkpoint["p_penguin_image"][0].get<double>(), 1e-12);
        EXPECT_NEAR(table.values.at({row, 2}), checkpoint["p_chair_image"][2].get<double>(), 1e-12);
        ++rows;
    }
    EXPECT_EQ(rows, table.labels.size());
    EXPECT_EQ(table.labels, (std::vector<std::string>{"0", "10", "50", "100", "200", "250", "300", "400"}));
}

TEST(WholeLoop, ChecksItsGradientsToNineDecimals) {
    for (const std::string pictures : {"first", "both"}) {
        const auto walkthrough = walkthroughOf("L33", {{"pictures", pictures}, {"check", true}});
        const auto start = runOf(*walkthrough).example(0);
        const auto comparisons =
            checkGradients(start->network(), start->pass().outputs[0], start->pass().labels);
        ASSERT_EQ(comparisons.size(), 106u);
        for (const GradientComparison& comparison : comparisons) {
            EXPECT_NEAR(comparison.analytic, comparison.numeric.slope, 1e-9)
                << comparison.parameter << " " << comparison.offset;
        }
    }
}

TEST(WholeLoop, ShowsTheCheckOfEachParameterOnDemand) {
    const auto without = walkthroughOf("L33"), with = walkthroughOf("L33", {{"check", true}});
    ASSERT_EQ(with->stepCount(), without->stepCount() + 4);
    const Index firstCheck = averageStep + 2;
    for (Index i = 0; i < 4; ++i) {
        const Tensor<double> twice = exhibitAt(*with, firstCheck + i, "proof").values;
        EXPECT_NEAR(twice[0], twice[1], 1e-9);
        EXPECT_NE(twice[0], 0);
        EXPECT_EQ(with->step(firstCheck + i).explanations[0].value, twice[0]);
    }
    EXPECT_NEAR(with->source().prove(*parseCell("300:fc1.weight_gradient[2,3]"))->relativeError(), 0, 1e-6);
}

TEST(WholeLoop, GoesThroughTheFirstRoundInDetail) {
    const auto walkthrough = walkthroughOf("L33");
    ASSERT_EQ(walkthrough->stepCount(), 4 + 1 + 9 + 1 + 1 + 400);
    EXPECT_EQ(cellText(walkthrough->step(3).explanations[0].cell).substr(0, 14), "softmax.output");
    EXPECT_EQ(walkthrough->step(lossStep).explanations[0].cell.tensor, "loss.mean");
    for (Index i = 0; i < 9; ++i) {
        const Step step = walkthrough->step(firstBackwardStep + i);
        EXPECT_EQ(step.explanations[0].cell.example, 0);
        EXPECT_EQ(step.explanations[1].cell.example, 1);
        EXPECT_EQ(step.title.substr(0, 12), joinText("Step ", i + 1, " of 9:"));
    }
    EXPECT_EQ(walkthrough->step(averageStep).explanations[0].formula, "batch-mean");
    EXPECT_EQ(walkthrough->step(averageStep + 1).explanations[0].formula, "sgd-update");
    EXPECT_EQ(walkthrough->step(averageStep + 2).title, "After 1 update");
}

TEST(WholeLoop, NeedsNoAverageForOnePicture) {
    const auto walkthrough = onOnePicture(20);
    EXPECT_EQ(walkthrough->stepCount(), 4 + 1 + 9 + 1 + 20);
    EXPECT_EQ(walkthrough->step(averageStep).explanations[0].formula, "sgd-update");
    const auto second = walkthroughOf("L33", {{"pictures", std::string("second")}, {"updates", 1.0}});
    EXPECT_EQ(exhibitAt(*second, 0, "input.output@1").values.reshaped({14, 14}), chairPicture());
}

TEST(WholeLoop, RemarksHowTheLongRunGoes) {
    const auto walkthrough = walkthroughOf("L33");
    const auto textAfter = [&](Index updates) { return walkthrough->step(averageStep + 1 + updates).text; };
    EXPECT_NE(textAfter(10).find("It fell by"), std::string::npos) << textAfter(10);
    EXPECT_NE(textAfter(100).find("half Penguin, half Chair"), std::string::npos) << textAfter(100);
    EXPECT_NE(textAfter(400).find("tell the pictures apart"), std::string::npos) << textAfter(400);
    const auto wild = walkthroughOf("L33", {{"rate", 40.0}, {"updates", 30.0}});
    Index rises = 0;
    for (Index t = 1; t <= 30; ++t) {
        const bool rose = runOf(*wild).meanLoss(t) > runOf(*wild).meanLoss(t - 1);
        const std::string text = wild->step(averageStep + 1 + t).text;
        EXPECT_EQ(text.find("It rose by") != std::string::npos, rose) << text;
        rises += rose;
    }
    EXPECT_GT(rises, 0);
}

TEST(WholeLoop, SaysSoWhenTheLossIsNoFiniteNumber) {
    Network<double> network = *pencilStart();
    for (double& weight : network.parameters().back().values()) weight *= 1e4;  // probabilities of exactly 0
    const auto walkthrough = walkthroughOf(
        "L33",
        {{"network", std::make_shared<const Network<double>>(network)}, {"rate", 0.0}, {"updates", 3.0}});
    ASSERT_FALSE(std::isfinite(runOf(*walkthrough).meanLoss(1)));
    EXPECT_NE(walkthrough->step(averageStep + 2).text.find("no finite number"), std::string::npos);
    EXPECT_TRUE(std::isfinite(exhibitAt(*walkthrough, averageStep + 2, "curve").domain.top));
}

TEST(WholeLoop, ExplainsALateWeightBackToTheStart) {
    const auto walkthrough = walkthroughOf("L33");
    const auto carried = walkthrough->explain(*parseCell("400:conv1.weight[1,0,2,2]"));
    EXPECT_EQ(carried->formula, "carried-over");
    EXPECT_EQ(cellText(madeOf(*carried).front()), "399:conv1.weight_new[1,0,2,2]");
}

TEST(WholeLoop, RunsOnANetworkForDigits) {
    Network<double> network = *Network<double>::make(lectureNetwork());
    initialise(network);
    const auto walkthrough =
        walkthroughOf("L33", {{"network", std::make_shared<const Network<double>>(network)},
                              {"rate", 0.05},
                              {"updates", 3.0},
                              {"check", true}});
    ASSERT_EQ(walkthrough->stepCount(), 4 + 1 + 9 + 1 + 1 + 8 + 3);
    for (Index i = 0; i < walkthrough->stepCount(); ++i) {
        for (const Explanation& explanation : walkthrough->step(i).explanations) {
            EXPECT_NEAR(explanation.expression.value, explanation.value, 1e-12) << i;
        }
    }
    EXPECT_LT(runOf(*walkthrough).meanLoss(3), runOf(*walkthrough).meanLoss(0));
}

TEST(WholeLoop, SaysWhatIsWrongWithASetting) {
    EXPECT_EQ(errorOf("L33", {{"updates", 2.5}}).find("updates: 2.5, expected a whole number"), 0u);
    EXPECT_EQ(errorOf("L33", {{"updates", 0.0}}).find("updates: 0, expected 1"), 0u);
    EXPECT_NE(errorOf("L33", {{"pictures", std::string("none")}}).find("both, first, second"),
              std::string::npos);
    const auto large = std::make_shared<const Network<double>>(*Network<double>::make(lectureNetwork()));
    const std::string error = errorOf("L33", {{"network", LessonNetwork(large)}, {"updates", 10000.0}});
    EXPECT_EQ(error.find("updates: 10000, expected 1 to "), 0u) << error;
}

}  // namespace
}  // namespace deltascope
