#include <gtest/gtest.h>

#include "core/lesson/walkthroughs/conv_example.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/random_tensor.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

/// The golden example `which` and the walkthrough with its numbers.
struct GoldenExample {
    explicit GoldenExample(std::size_t which)
        : numbers(golden()["conv_layer_integer"]["examples"][which]),
          walkthrough(walkthroughOf("L31", gridsOf(which == 0 ? firstConvExample() : secondConvExample()))) {}
    const Golden& numbers;
    std::unique_ptr<Walkthrough> walkthrough;
};

constexpr Index gatherSteps = 4, scatterSteps = 9;

TEST(WeightGradient, GathersTheLecturesPartialProducts) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const std::size_t which : {0u, 1u}) {
        const GoldenExample example(which);
        const Golden& places = example.numbers["weight_gradient_gather_view"];
        ASSERT_EQ(places.size(), static_cast<std::size_t>(gatherSteps));
        for (Index k = 0; k < gatherSteps; ++k) {
            const Golden& place = places[static_cast<std::size_t>(k)];
            const Step step = example.walkthrough->step(1 + k);
            EXPECT_EQ(differenceFrom(place["elementwise_product_with_delta"],
                                     exhibitAt(*example.walkthrough, 1 + k, "products").values),
                      0);
            EXPECT_EQ(step.explanations[0].value, place["sum"].get<double>());
            EXPECT_EQ(step.question->answer, place["sum"].get<double>());
            EXPECT_EQ(step.focus[0].row, place["kernel_index"][0].get<Index>());
            EXPECT_EQ(step.focus[0].column, place["kernel_index"][1].get<Index>());
            EXPECT_EQ(step.known[0].count, k + 1);
        }
    }
}

TEST(WeightGradient, ScattersTheLecturesRunningSums) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const std::size_t which : {0u, 1u}) {
        const GoldenExample example(which);
        const Golden& cells = example.numbers["weight_gradient_scatter_view"];
        ASSERT_EQ(cells.size(), static_cast<std::size_t>(scatterSteps));
        for (Index c = 0; c < scatterSteps; ++c) {
            const Golden& cell = cells[static_cast<std::size_t>(c)];
            const Index i = 1 + gatherSteps + c;
            EXPECT_EQ(differenceFrom(cell["contribution"],
                                     exhibitAt(*example.walkthrough, i, "contribution").values),
                      0);
            EXPECT_EQ(differenceFrom(cell["running_sum"], exhibitAt(*example.walkthrough, i, "sums").values),
                      0);
            EXPECT_EQ(example.walkthrough->step(i).focus[0].row, cell["output_index"][0].get<Index>());
        }
    }
}

TEST(WeightGradient, EndsInTheSameGradientBothWays) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const std::size_t which : {0u, 1u}) {
        const GoldenExample example(which);
        const Index last = example.walkthrough->stepCount() - 1;
        ASSERT_EQ(last, gatherSteps + scatterSteps + 1);
        for (const char* id : {"sums", "gradient"}) {
            EXPECT_EQ(differenceFrom(example.numbers["dL_dg_valid_correlation"],
                                     exhibitAt(*example.walkthrough, last, id).values),
                      0);
        }
        const Step step = example.walkthrough->step(last);
        EXPECT_EQ(step.explanations[0].formula, "conv-gradient");
        EXPECT_EQ(step.explanations[1].formula, "conv-gradient-scatter");
    }
}

TEST(WeightGradient, AgreesBothWaysForGridsOfAnySize) {
    for (const auto& [input, kernel] :
         {std::pair{Shape{5, 7}, Shape{2, 3}}, {Shape{3, 3}, Shape{3, 3}}, {Shape{4, 1}, Shape{1, 1}}}) {
        const auto walkthrough =
            walkthroughOf("L31", {{"input", randomTensor(input, 1)}, {"kernel", randomTensor(kernel, 2)}});
        const Index last = walkthrough->stepCount() - 1;
        EXPECT_LT(largestDifference(exhibitAt(*walkthrough, last, "sums").values,
                                    exhibitAt(*walkthrough, last, "gradient").values),
                  1e-12);
        const Index places = kernel.size(), cells = (input[0] - kernel[0] + 1) * (input[1] - kernel[1] + 1);
        EXPECT_EQ(walkthrough->stepCount(), 1 + places + cells + 1);
    }
}

TEST(WeightGradient, ShowsOneViewAlone) {
    EXPECT_EQ(walkthroughOf("L31", {{"view", std::string("gather")}})->stepCount(), 1 + gatherSteps);
    const auto scatter = walkthroughOf("L31", {{"view", std::string("scatter")}});
    ASSERT_EQ(scatter->stepCount(), 1 + scatterSteps + 1);
    EXPECT_EQ(scatter->step(1).shown[3], "sums");
    const Step last = scatter->step(scatterSteps + 1);
    EXPECT_EQ(knownCount(exhibitAt(*scatter, scatterSteps + 1, "gradient"), last, scatterSteps + 1), 4);
}

TEST(WeightGradient, FitsTheDeltaToAnotherKernelAndThenDoesNotOfferItForEditing) {
    const auto walkthrough = walkthroughOf("L31", {{"kernel", Tensor<double>({3, 3})}});
    EXPECT_EQ(exhibitAt(*walkthrough, 0, "delta").values.shape(), (Shape{2, 2}));
    EXPECT_EQ(exhibitAt(*walkthrough, 0, "delta").setting, "");
    EXPECT_EQ(exhibitAt(*walkthroughOf("L31"), 0, "delta").setting, "delta");
}

TEST(WeightGradient, SaysWhatIsWrongWithAGrid) {
    const std::string error = errorOf("L31", {{"kernel", Tensor<double>({5, 2})}});
    EXPECT_EQ(error.find("kernel: 5x2, expected"), 0u) << error;
    EXPECT_NE(errorOf("L31", {{"view", std::string("sideways")}}).find("gather"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
