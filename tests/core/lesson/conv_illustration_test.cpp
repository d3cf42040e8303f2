#include <gtest/gtest.h>

#include "core/lesson/walkthroughs/conv_example.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

std::unique_ptr<Walkthrough> convIllustration(const Settings& settings = {}) {
    return walkthroughOf("L27", settings);
}

Tensor<double> values(const Walkthrough& walkthrough, const std::string& tensor) {
    return *walkthrough.source().values(tensor);
}

/// The frame that a step puts on an exhibit in a role.
const Focus& frame(const Step& step, const std::string& exhibit, Role role) {
    const auto found = std::find_if(step.focus.begin(), step.focus.end(), [&](const Focus& focus) {
        return focus.exhibit == exhibit && focus.role == role;
    });
    require(found != step.focus.end(), "no frame on ", exhibit);
    return *found;
}

// Row 1, column 2 lies in four windows: three steps, four links, two steps, four links, three steps.
constexpr Index links = 4, firstForward = 3, firstBackward = firstForward + links + 2,
                sumStep = firstBackward + links;

TEST(ConvIllustration, GivesTheLecturesGridsForBothExamples) {
    DELTASCOPE_NEEDS_GOLDEN;
    int i = 0;
    for (const ConvExample& example : {firstConvExample(), secondConvExample()}) {
        const Golden& g = golden()["conv_layer_integer"]["examples"][i++];
        const auto walkthrough = convIllustration(gridsOf(example));
        EXPECT_EQ(differenceFrom(g["z_next"], values(*walkthrough, "conv1.output")), 0);
        EXPECT_EQ(differenceFrom(g["dL_da_l_full_convolution"], values(*walkthrough, "input.delta")), 0);
    }
}

TEST(ConvIllustration, FollowsACellIntoEveryWindow) {
    const auto walkthrough = convIllustration();
    EXPECT_EQ(walkthrough->stepCount(), sumStep + 3);
    const Step first = walkthrough->step(firstForward), last = walkthrough->step(firstForward + links - 1);
    EXPECT_EQ(frame(first, "output", Role::result).row, 0);
    EXPECT_EQ(frame(first, "output", Role::result).column, 1);
    EXPECT_EQ(frame(first, "kernel", Role::weight).row, 1);
    EXPECT_EQ(frame(first, "kernel", Role::weight).column, 1);
    EXPECT_EQ(first.known[0].count, 1);
    EXPECT_EQ(frame(last, "kernel", Role::weight).row, 0);
    EXPECT_EQ(frame(last, "kernel", Role::weight).column, 0);
    EXPECT_EQ(last.explanations[0].value, 3);  // 3 times the kernel's first weight, 1
}

TEST(ConvIllustration, SharesOfAllCellsUnderAWindowMakeItsOutput) {
    const auto walkthrough = convIllustration();
    double sum = 0;
    for (const auto& [row, column] : {std::pair{0.0, 1.0}, {0.0, 2.0}, {1.0, 1.0}, {1.0, 2.0}}) {
        const auto cell = convIllustration({{"row", row}, {"column", column}});
        for (Index i = 0; i < cell->stepCount(); ++i) {
            const Step step = cell->step(i);
            if (step.known.empty() || step.known[0].exhibit != "forward") continue;
            const Focus& fed = frame(step, "output", Role::result);
            if (fed.row == 0 && fed.column == 1) sum += step.explanations[0].value;
        }
    }
    EXPECT_EQ(sum, values(*walkthrough, "conv1.output").at({0, 0, 1}));
}

TEST(ConvIllustration, ReturnsOverTheSameLinksInReversedOrder) {
    const auto walkthrough = convIllustration();
    double sum = 0;
    for (Index i = 0; i < links; ++i) {
        const Step there = walkthrough->step(firstForward + i),
                   back = walkthrough->step(firstBackward + links - 1 - i);
        EXPECT_EQ(frame(there, "kernel", Role::weight).row, frame(back, "kernel", Role::weight).row);
        EXPECT_EQ(frame(there, "kernel", Role::weight).column, frame(back, "kernel", Role::weight).column);
        EXPECT_EQ(frame(there, "output", Role::result).column, frame(back, "delta", Role::activation).column);
        EXPECT_EQ(back.earlier[0].step, firstForward + i);
        sum += back.explanations[0].value;
    }
    const Step total = walkthrough->step(sumStep);
    EXPECT_EQ(total.explanations[0].value, sum);
    EXPECT_EQ(total.explanations[0].value, -3);
    EXPECT_EQ(total.own[0].values[0], -3);
}

TEST(ConvIllustration, LaysTheTurnedKernelOverTheDeltas) {
    const Step flip = convIllustration()->step(sumStep + 1);
    EXPECT_EQ(flip.formula, "conv-delta-flipped");
    EXPECT_EQ(flip.explanations[0].value, -3);
    EXPECT_EQ(flip.own[1].values, Tensor<double>({2, 2}, {0, 2, -1, 1}));
    EXPECT_EQ(flip.own[0].padding, 1);
    const Focus& window = frame(flip, "delta", Role::activation);
    EXPECT_EQ(window.row, 0);
    EXPECT_EQ(window.column, 1);
    EXPECT_EQ(window.height, 2);
}

TEST(ConvIllustration, RunsOnAnyCellKernelStrideAndPadding) {
    for (const double stride : {1.0, 2.0})
        for (const double padding : {0.0, 2.0})
            for (const double column : {0.0, 1.0, 3.0}) {
                Settings settings = gridsOf(sigmoidConvExample());
                settings.insert({{"stride", stride}, {"padding", padding}, {"row", 2.0}, {"column", column}});
                const auto walkthrough = convIllustration(settings);
                for (Index i = 0; i < walkthrough->stepCount(); ++i) {
                    const Step step = walkthrough->step(i);
                    const Explanation& e = step.explanations.at(0);
                    ASSERT_NEAR(e.expression.value, e.value, 1e-12) << step.title;
                }
            }
}

TEST(ConvIllustration, NamesTheSettingThatIsImpossible) {
    EXPECT_NE(errorOf("L27", {{"row", 4.0}}).find("row: 4, expected 0 to 3"), std::string::npos);
    EXPECT_NE(errorOf("L27", {{"column", 1.5}}).find("column: 1.5, expected a whole number"),
              std::string::npos);
    EXPECT_NE(errorOf("L27", {{"kernel", Tensor<double>({5, 1})}}).find("kernel: 5x1"), std::string::npos);
    EXPECT_NE(errorOf("L27", {{"stride", 3.0}}).find("no window contains row 1, column 2"),
              std::string::npos);
}

}  // namespace
}  // namespace deltascope
