#include <gtest/gtest.h>

#include "core/lesson/walkthroughs/conv_example.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

std::unique_ptr<Walkthrough> convSummary(const std::string& example, Settings settings = {}) {
    settings["case"] = example;
    return walkthroughOf("L28", settings);
}

Tensor<double> values(const Walkthrough& walkthrough, const std::string& tensor) {
    return *walkthrough.source().values(tensor);
}

/// The line of the listing at which the step works, counted from 0.
Index lineOf(const Step& step) {
    for (const Focus& focus : step.focus)
        if (focus.exhibit == "listing" && focus.role == Role::result) return focus.row;
    return -1;
}

Index stepTitled(const Walkthrough& walkthrough, const std::string& start) {
    for (Index i = 0; i < walkthrough.stepCount(); ++i)
        if (walkthrough.step(i).title.starts_with(start)) return i;
    ADD_FAILURE() << "no step " << start;
    return 0;
}

TEST(ConvSummary, GivesTheLecturesWholeNumbers) {
    DELTASCOPE_NEEDS_GOLDEN;
    int i = 0;
    for (const ConvExample& example : {firstConvExample(), secondConvExample()}) {
        const Golden& g = golden()["conv_layer_integer"]["examples"][i++];
        const auto walkthrough = convSummary("whole_numbers", gridsOf(example));
        EXPECT_EQ(differenceFrom(g["dL_da_l_full_convolution"], values(*walkthrough, "input.delta")), 0);
        EXPECT_EQ(differenceFrom(g["dL_dg_valid_correlation"], values(*walkthrough, "conv1.weight_gradient")),
                  0);
        EXPECT_EQ(differenceFrom(g["if_the_kernel_is_not_flipped_WRONG"], values(*walkthrough, "unflipped")),
                  0);
        EXPECT_LT(differenceFrom(g["dL_da_l_full_convolution"], values(*walkthrough, "measured")), 1e-7);
    }
}

TEST(ConvSummary, GivesTheLecturesNumbersBehindASigmoid) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_layer_sigmoid"];
    const auto walkthrough = convSummary("sigmoid");
    EXPECT_LT(differenceFrom(g["dL_da_l"], values(*walkthrough, "sigmoid1.delta")), 1e-12);
    EXPECT_LT(differenceFrom(g["sigma_prime_z_l"], values(*walkthrough, "slope")), 1e-12);
    EXPECT_LT(differenceFrom(g["delta_l"], values(*walkthrough, "input.delta")), 1e-12);
    EXPECT_LT(differenceFrom(g["dL_dg"], values(*walkthrough, "conv1.weight_gradient")), 1e-12);
    EXPECT_NEAR(walkthrough->explain({"loss.output", 0, {}})->value, g["probe_loss"].get<double>(), 1e-12);
}

TEST(ConvSummary, GivesTheLecturesNumbersForSeveralChannels) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_multichannel"];
    const auto walkthrough = convSummary("channels");
    EXPECT_EQ(differenceFrom(g["dL_da_l"], values(*walkthrough, "input.delta")), 0);
    EXPECT_EQ(differenceFrom(g["dL_dg"], values(*walkthrough, "conv1.weight_gradient")), 0);
}

TEST(ConvSummary, PadsAndFlipsAsTheLectureDoes) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_layer_integer"];
    const auto walkthrough = convSummary("whole_numbers");
    const Exhibit padded = exhibitAt(*walkthrough, stepTitled(*walkthrough, "Line 5"), "delta"),
                  rotated = exhibitAt(*walkthrough, stepTitled(*walkthrough, "Line 6"), "rotated");
    EXPECT_EQ(differenceFrom(g["kernel_rot180"], rotated.values), 0);
    const Tensor<double> withZeros = tensorFrom(g["examples"][0]["delta_zero_padded_by_1"]);
    for (Index i = 0; i < withZeros.shape()[0]; ++i)
        for (Index j = 0; j < withZeros.shape()[1]; ++j) {
            const Index row = i - padded.padding, column = j - padded.padding;
            const bool isInside = row >= 0 && column >= 0 && row < 3 && column < 3;
            EXPECT_EQ(withZeros.at({i, j}), isInside ? padded.values.at({row, column}) : 0);
        }
}

TEST(ConvSummary, RunsLineByLineWithAStepForEveryNode) {
    const auto walkthrough = convSummary("whole_numbers");
    std::vector<Index> lines;
    for (Index i = 0; i < walkthrough->stepCount(); ++i) lines.push_back(lineOf(walkthrough->step(i)));
    std::vector<Index> wanted{0, 3, 4, 5};
    wanted.insert(wanted.end(), 16, 6);
    wanted.insert(wanted.end(), {7, -1, -1, 8, 9, 1});
    EXPECT_EQ(lines, wanted);
    const Step node = walkthrough->step(4 + 5);  // row 1, column 1
    EXPECT_EQ(node.explanations[0].value, -1);
    EXPECT_NE(node.text.find("1 × 0 + 0 × 2 + 2 × (-1) + 1 × 1 = -1"), std::string::npos) << node.text;
    EXPECT_EQ(node.known[0].count, 6);
    EXPECT_EQ(node.formula, "conv-delta-flipped");
}

TEST(ConvSummary, ShowsThatTheUnflippedKernelFailsTheNumericCheck) {
    for (const char* example : {"whole_numbers", "sigmoid", "channels"}) {
        const auto walkthrough = convSummary(example);
        const Step check = walkthrough->step(stepTitled(*walkthrough, "The numeric check"));
        const double measured = check.explanations[0].value,
                     wrong = walkthrough->explain(check.earlier[0].cell)->value,
                     right = walkthrough->explain(check.earlier[1].cell)->value;
        EXPECT_NEAR(measured, right, 1e-7) << example;
        EXPECT_GT(std::abs(measured - wrong), 0.01) << example;
    }
}

TEST(ConvSummary, MeasuresWhatTheFlippedKernelSaysForAnySizes) {
    const auto walkthrough = convSummary("whole_numbers", {{"input", randomTensor({5, 6}, 1)},
                                                           {"kernel", randomTensor({3, 2}, 2)},
                                                           {"delta", randomTensor({3, 5}, 3)}});
    const Tensor<double> right = values(*walkthrough, "input.delta");
    EXPECT_LT(largestDifference(values(*walkthrough, "measured"), right), 1e-7);
    EXPECT_GT(largestDifference(values(*walkthrough, "unflipped"), right), 0.1);
}

TEST(ConvSummary, SaysWhenAKernelLooksTheSameTurnedRound) {
    const Tensor<double> symmetric({2, 2}, {1, 2, 2, 1});
    const auto walkthrough = convSummary("whole_numbers", {{"kernel", symmetric}});
    EXPECT_NE(walkthrough->step(stepTitled(*walkthrough, "What if")).text.find("looks the same"),
              std::string::npos);
}

TEST(ConvSummary, LaysTheKernelsOfOneChannelOnAllMaps) {
    const auto walkthrough = convSummary("channels");
    const Step node = walkthrough->step(4 + 9 + 4);  // channel 1, row 1, column 1
    std::vector<Index> kernels, maps;
    for (const Focus& focus : node.focus) {
        if (focus.exhibit == "rotated") kernels.push_back(focus.map);
        if (focus.exhibit == "delta") maps.push_back(focus.map);
    }
    EXPECT_EQ(kernels, (std::vector<Index>{1, 3}));
    EXPECT_EQ(maps, (std::vector<Index>{0, 1}));
    EXPECT_EQ(node.explanations[0].value, 5);
}

TEST(ConvSummary, ReplacesGridsLeftAtTheirStandardByTheCasesOwn) {
    const auto standard = convSummary("sigmoid");
    EXPECT_EQ(exhibitAt(*standard, 0, "kernel").setting, "");
    const Settings own = gridsOf(sigmoidConvExample());
    const auto chosen = convSummary("sigmoid", own);
    EXPECT_EQ(exhibitAt(*chosen, 0, "kernel").setting, "kernel");
    EXPECT_EQ(exhibitAt(*chosen, 0, "z").setting, "input");
    EXPECT_EQ(values(*standard, "input.delta"), values(*chosen, "input.delta"));
}

TEST(ConvSummary, NamesTheGridThatDoesNotFit) {
    const Settings settings{{"case", std::string("channels")}, {"input", Tensor<double>({5, 3})}};
    EXPECT_NE(errorOf("L28", settings).find("input: 5 rows"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
