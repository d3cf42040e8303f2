#include <gtest/gtest.h>

#include "core/lesson/walkthroughs/conv_example.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/random_tensor.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

// Steps counted from 0: bank, four filters, maps, forward, delta, four weights, sixteen inputs, both ways.
constexpr Index firstFilter = 1, mapsStep = 5, forwardStep = 6, deltaStep = 7, firstGradient = 8,
                firstInputDelta = 12, lastStep = 28;

Index knownAt(const Walkthrough& walkthrough, Index i, const std::string& id) {
    return knownCount(exhibitAt(walkthrough, i, id), walkthrough.step(i), i);
}

TEST(InsideConvLayer, SpreadsThePictureIntoTheLecturesFourMaps) {
    DELTASCOPE_NEEDS_GOLDEN;
    const auto walkthrough = walkthroughOf("L30");
    ASSERT_EQ(walkthrough->stepCount(), lastStep + 1);
    Index k = 0;
    for (const char* name : {"chair", "person", "table", "cupboard"}) {
        const Golden& filter = golden()["filter_bank"]["filters"][name];
        const std::string response = joinText("response-", name);
        EXPECT_LT(differenceFrom(filter["zero_mean_filter"],
                                 exhibitAt(*walkthrough, firstFilter + k, joinText("filter-", name)).values),
                  1e-12);
        EXPECT_LT(differenceFrom(filter["response_corr_valid"],
                                 exhibitAt(*walkthrough, firstFilter + k, response).values),
                  1e-12);
        EXPECT_LT(
            differenceFrom(filter["response_corr_valid"], exhibitAt(*walkthrough, mapsStep, response).values),
            1e-12);
        const Step step = walkthrough->step(firstFilter + k);
        EXPECT_NEAR(step.explanations[0].value, filter["peak_value"].get<double>(), 1e-12);
        EXPECT_EQ(step.focus[1].row, filter["peak_at_row_col"][0].get<Index>());
        EXPECT_EQ(step.focus[1].column, filter["peak_at_row_col"][1].get<Index>());
        ++k;
    }
}

TEST(InsideConvLayer, SendsTheLecturesDeltaBothWays) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const std::size_t which : {0u, 1u}) {
        const Golden& g = golden()["conv_layer_integer"]["examples"][which];
        const auto walkthrough =
            walkthroughOf("L30", gridsOf(which == 0 ? firstConvExample() : secondConvExample()));
        const auto values = [&](const char* id) { return exhibitAt(*walkthrough, lastStep, id).values; };
        EXPECT_EQ(differenceFrom(g["z_next"], values("output")), 0);
        EXPECT_EQ(differenceFrom(g["delta_next"], values("delta")), 0);
        EXPECT_EQ(differenceFrom(g["dL_dg_valid_correlation"], values("gradient")), 0);
        EXPECT_EQ(differenceFrom(g["dL_da_l_full_convolution"], values("input_delta")), 0);
        for (Index k = 0; k < 4; ++k) {
            EXPECT_EQ(walkthrough->step(firstGradient + k).question->answer,
                      tensorFrom(g["dL_dg_valid_correlation"])[k]);
        }
        for (Index u = 0; u < 16; ++u) {
            EXPECT_EQ(walkthrough->step(firstInputDelta + u).question->answer,
                      tensorFrom(g["dL_da_l_full_convolution"])[u]);
        }
    }
}

TEST(InsideConvLayer, FillsTheStageNumberByNumber) {
    const auto walkthrough = walkthroughOf("L30");
    EXPECT_EQ(knownAt(*walkthrough, forwardStep, "output"), 9);
    EXPECT_EQ(knownAt(*walkthrough, forwardStep, "delta"), 0);
    EXPECT_EQ(knownAt(*walkthrough, deltaStep, "delta"), 9);
    EXPECT_EQ(knownAt(*walkthrough, firstGradient + 1, "gradient"), 2);
    EXPECT_EQ(knownAt(*walkthrough, firstGradient + 3, "input_delta"), 0);
    EXPECT_EQ(knownAt(*walkthrough, firstInputDelta + 5, "input_delta"), 6);
    EXPECT_EQ(knownAt(*walkthrough, firstInputDelta + 5, "gradient"), 4);
    EXPECT_EQ(knownAt(*walkthrough, lastStep, "input_delta"), 16);
}

/// The frames on delta and kernel hold exactly the cells that the explanation names.
TEST(InsideConvLayer, FramesWhatAnInputDeltaIsMadeOf) {
    const auto walkthrough =
        walkthroughOf("L30", {{"input", randomTensor({5, 4}, 1)}, {"kernel", randomTensor({3, 2}, 2)}});
    for (Index u = 0; u < 20; ++u) {
        const Step step = walkthrough->step(firstInputDelta + 2 + u);
        const Focus &deltas = step.focus[0], &weights = step.focus[1];
        EXPECT_EQ(deltas.exhibit, "delta");
        EXPECT_EQ(weights.exhibit, "kernel");
        Index named = 0;
        for (const Cell& cell : madeOf(step.explanations[0])) {
            const bool isDelta = cell.tensor == "conv1.delta";
            const Focus& frame = isDelta ? deltas : weights;
            const Index row = cell.index[cell.index.size() - 2], column = cell.index.back();
            EXPECT_TRUE(row >= frame.row && row < frame.row + frame.height) << cellText(cell);
            EXPECT_TRUE(column >= frame.column && column < frame.column + frame.width) << cellText(cell);
            named += isDelta;
        }
        EXPECT_EQ(named, deltas.height * deltas.width);
        EXPECT_EQ(named, weights.height * weights.width);
    }
}

TEST(InsideConvLayer, SaysWhatIsWrongWithAGrid) {
    EXPECT_EQ(errorOf("L30", {{"kernel", Tensor<double>({5, 2})}}).find("kernel: 5x2"), 0u);
    EXPECT_EQ(errorOf("L30", {{"table", Tensor<double>({2, 2})}}).find("table: an icon of 2x2"), 0u);
}

}  // namespace
}  // namespace deltascope
