#include <gtest/gtest.h>

#include "tests/support/core/pencil_example.h"

namespace deltascope {
namespace {

/// The layer that a delta comes back through, or that a gradient belongs to.
bool isThroughConvolution(const WorkedExample<double>& example, const LedgerEntry<double>& tensor) {
    const auto& layers = example.network().architecture().layers;
    const bool isDelta = tensor.kind == TensorKind::delta;
    const auto layer = static_cast<std::size_t>(isDelta ? tensor.layer : tensor.layer - 1);
    return layer < layers.size() && layers[layer].kind == "conv2d" && tensor.name.find(".bias") == std::string::npos;
}

bool isScores(const LedgerEntry<double>& tensor) { return tensor.name == "fc2.delta"; }

class OtherView : public testing::TestWithParam<PencilVariant> {};

TEST_P(OtherView, GivesTheSameNumberForEveryConvolutionAndForTheScores) {
    const auto example = pencilExample(GetParam());
    Index seen = 0;
    forEachCell(example->explainer(), [&](const Cell& cell) {
        const LedgerEntry<double>& tensor = *example->explainer().ledger().find(cell.tensor);
        // In a batch each example's gradient has two views; their mean has one.
        const bool isTwoSided = tensor.kind == TensorKind::delta ||
                                tensor.kind == example->explainer().ledger().shareKind();
        const auto other = example->otherView(cell);
        ASSERT_TRUE(other.has_value()) << other.error().message;
        ASSERT_EQ(other->has_value(),
                  isTwoSided && (isThroughConvolution(*example, tensor) || isScores(tensor)))
            << cellText(cell);
        if (!*other) return;
        const Explanation plain = *example->explain(cell);
        EXPECT_EQ((*other)->cell, cell);
        EXPECT_EQ((*other)->value, plain.value);
        EXPECT_NE((*other)->formula, plain.formula) << cellText(cell);
        ASSERT_NEAR((*other)->expression.value, plain.value, 1e-12) << cellText(cell);
        ++seen;
    });
    EXPECT_GT(seen, 200);
}

INSTANTIATE_TEST_SUITE_P(
    PencilNetwork, OtherView,
    testing::Values(PencilVariant{}, PencilVariant{.batch = 3, .bias = 1},
                    PencilVariant{.convStride = 2, .padding = 1, .poolStride = 1},
                    PencilVariant{.batch = 2, .convStride = 3, .padding = 2, .poolStride = 1, .channels = 3},
                    PencilVariant{.activation = "relu", .pooling = "average_pool", .padding = 1}));

TEST(OtherView, OfACellThatDoesNotExistIsAnError) {
    const auto example = pencilExample({});
    EXPECT_FALSE(example->otherView({"conv1.delta", 0, {2, 0, 0}}).has_value());
    EXPECT_FALSE(example->otherView({"conv9.delta", 0, {0, 0, 0}}).has_value());
}

}  // namespace
}  // namespace deltascope
