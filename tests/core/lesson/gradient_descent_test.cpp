#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

Step lastStep(const Walkthrough& walkthrough) { return walkthrough.step(walkthrough.stepCount() - 1); }

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST(GradientDescent, TakesTheLecturesStepsInOneDimension) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["gradient_descent"]["one_dimensional"];
    for (const char* name : {"to_local_minimum", "to_global_minimum", "large_step_overshoots_then_settles",
                             "step_too_large_never_settles"}) {
        const auto walkthrough = walkthroughOf(
            "L15", {{"start", g[name]["theta0"].get<double>()}, {"rate", g[name]["alpha"].get<double>()}});
        ASSERT_EQ(walkthrough->stepCount(), 2 + 20 + 1);
        for (const Golden& row : g[name]["steps"]) {
            const auto cell = [&](int column) { return joinText("descent[", row["k"], ",", column, "]"); };
            EXPECT_NEAR(numberAt(*walkthrough, cell(1)), row["theta"], 1e-12) << name << row;
            EXPECT_NEAR(numberAt(*walkthrough, cell(2)), row["f"], 1e-12) << name << row;
            EXPECT_NEAR(numberAt(*walkthrough, cell(3)), row["df"], 1e-12) << name << row;
        }
    }
}

TEST(GradientDescent, TakesTheLecturesStepsInTwoDimensions) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["gradient_descent"]["two_dimensional"];
    const auto walkthrough = walkthroughOf("L15", {{"surface", std::string("two")}, {"steps", 15.0}});
    for (const Golden& row : g["steps"]) {
        const auto cell = [&](int column) { return joinText("descent[", row["k"], ",", column, "]"); };
        EXPECT_NEAR(numberAt(*walkthrough, cell(1)), row["x"], 1e-12);
        EXPECT_NEAR(numberAt(*walkthrough, cell(2)), row["y"], 1e-12);
        EXPECT_NEAR(numberAt(*walkthrough, cell(3)), row["f"], 1e-12);
        EXPECT_NEAR(numberAt(*walkthrough, cell(4)), row["grad"][0], 1e-12);
        EXPECT_NEAR(numberAt(*walkthrough, cell(5)), row["grad"][1], 1e-12);
    }
    EXPECT_TRUE(contains(lastStep(*walkthrough).text, "zigzag"));
}

TEST(GradientDescent, ComputesWhereTheSlopeIsZero) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["gradient_descent"]["one_dimensional"]["stationary_points"];
    const auto walkthrough = walkthroughOf("L15");
    EXPECT_NEAR(numberAt(*walkthrough, "flat[0]"), g["global_minimum"], 1e-12);
    EXPECT_NEAR(numberAt(*walkthrough, "flat[1]"), g["local_maximum"], 1e-12);
    EXPECT_NEAR(numberAt(*walkthrough, "flat[2]"), g["local_minimum"], 1e-12);
    for (int i = 0; i < 3; ++i) EXPECT_NEAR(numberAt(*walkthrough, joinText("residual[", i, "]")), 0, 1e-14);
    EXPECT_TRUE(contains(walkthrough->step(1).text, "the global minimum at -1.057454"));
    EXPECT_TRUE(contains(walkthrough->step(1).text, "the local minimum at 0.9304029"));
}

TEST(GradientDescent, SaysHowTheRunEnded) {
    const auto verdict = [](double start, double rate) {
        return lastStep(*walkthroughOf("L15", {{"start", start}, {"rate", rate}})).text;
    };
    EXPECT_TRUE(contains(verdict(0.5, 0.1), "settled in the local minimum at θ = 0.9304"));
    EXPECT_TRUE(contains(verdict(-0.2, 0.1), "settled in the global minimum at θ = -1.057"));
    EXPECT_TRUE(contains(verdict(0.5, 0.3), "overshoots the minimum, but by less each time"));
    EXPECT_TRUE(contains(verdict(0.5, 0.35), "swings between 0.7579 and 1.034"));
    EXPECT_TRUE(contains(verdict(0.5, 0), "has not settled in 20 steps"));
    const double hill = numberAt(*walkthroughOf("L15"), "flat[1]");
    EXPECT_TRUE(contains(lastStep(*walkthroughOf("L15", {{"start", hill}, {"steps", 1.0}})).text,
                         "the top of the hill"));
}

TEST(GradientDescent, SaysPlainlyThatTheRateOvershotWhereNumbersOverflow) {
    const auto walkthrough = walkthroughOf("L15", {{"start", 3.0}, {"rate", 1.0}});
    EXPECT_LT(walkthrough->stepCount(), 2 + 20 + 1);
    const Step last = lastStep(*walkthrough);
    EXPECT_EQ(last.title, "The learning rate overshot");
    for (Index i = 0; i < walkthrough->stepCount(); ++i) {
        for (const Exhibit& exhibit : exhibitsAt(*walkthrough, walkthrough->step(i)))
            for (const double number : exhibit.values.values())
                EXPECT_TRUE(std::isfinite(number)) << exhibit.id;
    }
    const auto plane =
        walkthroughOf("L15", {{"surface", std::string("two")}, {"rate_xy", 0.5}, {"steps", 60.0}});
    EXPECT_TRUE(contains(lastStep(*plane).text, "The learning rate overshot"));
}

TEST(GradientDescent, FillsTheTableRowByRow) {
    const auto walkthrough = walkthroughOf("L15");
    EXPECT_EQ(walkthrough->step(0).known[0].count, 4);
    EXPECT_EQ(walkthrough->step(2).known[0].count, 8);
    const Step late = walkthrough->step(12);  // the descent to row 11
    EXPECT_EQ(late.explanations[0].cell, *parseCell("descent[11,1]"));
    EXPECT_EQ(late.question->answer, numberAt(*walkthrough, "descent[11,1]"));
    const Exhibit table = exhibitAt(*walkthrough, 12, "table");
    EXPECT_EQ(cellOf(table, 0), *parseCell("descent[6,0]"));
    EXPECT_EQ(late.known[0].count, table.values.size());
}

TEST(GradientDescent, RefusesHalfSteps) {
    EXPECT_EQ(errorOf("L15", {{"steps", 2.5}}), "steps: 2.5, expected a whole number");
}

}  // namespace
}  // namespace deltascope
