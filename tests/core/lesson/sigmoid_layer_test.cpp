#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

TEST(SigmoidLayer, GivesTheLecturesOutputsAndSlopes) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& table = golden()["sigmoid"]["table"];
    Tensor<double> inputs({1, static_cast<Index>(table.size())});
    for (std::size_t i = 0; i < table.size(); ++i) inputs[static_cast<Index>(i)] = table[i]["x"];
    const auto walkthrough = walkthroughOf("L10", {{"inputs", inputs}});
    for (std::size_t i = 0; i < table.size(); ++i) {
        EXPECT_NEAR(numberAt(*walkthrough, joinText("outputs[0,", i, "]")), table[i]["sigma"], 1e-12);
        EXPECT_NEAR(numberAt(*walkthrough, joinText("slopes[0,", i, "]")), table[i]["sigma_prime"], 1e-12);
    }
}

TEST(SigmoidLayer, AppliesTheCurveToEveryCellOfTheLecturesGrid) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["sigmoid"];
    const auto walkthrough = walkthroughOf("L10");
    EXPECT_LT(differenceFrom(g["grid"], *walkthrough->source().values("input.output")), 1e-12);
    EXPECT_LT(differenceFrom(g["grid_sigma"], *walkthrough->source().values("sigmoid1.output")), 1e-12);
    const Tensor<double> output = *walkthrough->source().values("sigmoid1.output");
    const Index firstCell = 1 + 5 + 1;
    for (Index i = 0; i < 6; ++i) {
        const Step step = walkthrough->step(firstCell + i);
        EXPECT_EQ(step.known[0].count, i + 1);
        EXPECT_EQ(step.explanations[0].value, output[i]);
    }
}

TEST(SigmoidLayer, PutsDotAndTangentOnTheCurve) {
    const auto walkthrough = walkthroughOf("L10", {{"inputs", Tensor<double>({1, 2}, {1, 3})}});
    const Exhibit dot = exhibitAt(*walkthrough, 2, "dot"), tangent = exhibitAt(*walkthrough, 2, "tangent");
    const double y = 1 / (1 + std::exp(-3.0)), slope = y * (1 - y);
    EXPECT_EQ(dot.values.at({0, 0}), 3);
    EXPECT_NEAR(dot.values.at({1, 0}), y, 1e-15);
    const double run = tangent.values.at({0, 1}) - tangent.values.at({0, 0});
    EXPECT_NEAR((tangent.values.at({1, 1}) - tangent.values.at({1, 0})) / run, slope, 1e-12);
    EXPECT_NEAR((tangent.values.at({1, 1}) + tangent.values.at({1, 0})) / 2, y, 1e-12);
    EXPECT_EQ(cellOf(tangent, 0), *parseCell("tangents[1,0,0]"));
}

TEST(SigmoidLayer, LetsTheSlopeThroughOnTheWayBack) {
    const auto walkthrough = walkthroughOf("L10");
    const Tensor<double> out = *walkthrough->source().values("sigmoid1.output"),
                         back = *walkthrough->source().values("input.delta");
    for (Index i = 0; i < out.size(); ++i) EXPECT_NEAR(back[i], out[i] * (1 - out[i]), 1e-15);
}

TEST(SigmoidLayer, StandsInputsOfAnySize) {
    const auto walkthrough = walkthroughOf(
        "L10", {{"inputs", Tensor<double>({2, 1}, {-1e6, 1e6})}, {"grid", Tensor<double>({1, 1}, {-1e6})}});
    EXPECT_EQ(numberAt(*walkthrough, "outputs[0,0]"), 0);
    EXPECT_EQ(numberAt(*walkthrough, "outputs[1,0]"), 1);
    EXPECT_EQ(numberAt(*walkthrough, "slopes[1,0]"), 0);
    EXPECT_NE(walkthrough->step(1).text.find("almost nothing"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
