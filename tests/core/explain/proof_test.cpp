#include "core/explain/proof.h"

#include <gtest/gtest.h>

#include "core/lesson/lecture_network.h"
#include "tests/support/core/pencil_example.h"

namespace deltascope {
namespace {

bool isDerivative(const WorkedExample<double>& example, const Cell& cell) {
    const TensorKind kind = example.explainer().ledger().find(cell.tensor)->kind;
    return kind == TensorKind::delta || kind == TensorKind::gradient;
}

/// The lecture's pencil network on the lecture's two pictures.
std::shared_ptr<const WorkedExample<double>> lectureExample(Index batch) {
    const Tensor<double> both[] = {penguinPicture(), chairPicture()};
    Tensor<double> pictures({batch, 1, 14, 14});
    for (Index i = 0; i < batch; ++i) std::copy_n(both[i].data(), both[i].size(), pictures.slice(i).data());
    const std::vector<int> labels{0, 2};
    return std::make_shared<const WorkedExample<double>>(
        *pencilStart(), pictures, oneHot<double>(std::span(labels).first(static_cast<std::size_t>(batch)), 5),
        0.5);
}

/// Every `stride`-th derivative of the pass, proved.
void expectProved(const WorkedExample<double>& example, Index stride) {
    Index count = 0;
    forEachCell(example.explainer(), [&](const Cell& cell) {
        if (!isDerivative(example, cell) || count++ % stride != 0) return;
        const auto proof = example.prove(cell);
        ASSERT_TRUE(proof.has_value()) << proof.error().message;
        EXPECT_EQ(proof->analytic, example.explain(cell)->value);
        EXPECT_LT(proof->relativeError(), 1e-6)
            << cellText(cell, 2) << ": " << proof->analytic << " and " << proof->numeric;
        EXPECT_GT(proof->step, 0);
        if (std::abs(proof->analytic) < 1e-3) return;
        const double slope = (proof->lossAbove - proof->lossBelow) / (2 * proof->step);
        EXPECT_NEAR(slope, proof->analytic, 1e-3 * std::abs(proof->analytic)) << cellText(cell, 2);
    });
    EXPECT_GT(count, 1000);
}

TEST(Proof, HoldsForEveryDerivativeOfThePencilNetwork) { expectProved(*lectureExample(1), 1); }

TEST(Proof, HoldsInABatchAndInOtherNetworks) {
    expectProved(*lectureExample(2), 5);
    expectProved(*pencilExample({.batch = 2, .bias = 1, .activation = "tanh", .pooling = "average_pool"}), 7);
}

TEST(Proof, NudgesTheNumberThatTheDerivativeIsTakenBy) {
    const auto example = lectureExample(2);
    const Proof gradient = *example->prove({"conv1.weight_gradient", 0, {1, 0, 2, 2}});
    EXPECT_EQ(gradient.nudged, (Cell{"conv1.weight", 0, {1, 0, 2, 2}}));
    const Proof delta = *example->prove({"conv1.delta", 1, {1, 3, 4}});
    EXPECT_EQ(delta.nudged, (Cell{"conv1.output", 1, {1, 3, 4}}));
}

TEST(Proof, IsThereForASinglePrecisionPassToo) {
    const Network<float> network = pencilStart()->cast<float>();
    const int penguin = 0;
    const Pass<float> pass = network.run(penguinPicture().cast<float>().reshaped({1, 14, 14}),
                                         oneHot<float>(std::span(&penguin, 1), 5));
    const Proof proof = *proveDerivative(network, pass, {"conv2.weight_gradient", 0, {0, 1, 1, 1}});
    EXPECT_LT(proof.relativeError(), 1e-6);
    EXPECT_NEAR(proof.analytic, static_cast<double>(pass.gradients[1].at({0, 1, 1, 1})), 1e-6);
}

TEST(Proof, IsOnlyForDerivatives) {
    const auto example = lectureExample(1);
    const auto errorOf = [&](const Cell& cell) { return example->prove(cell).error().message; };
    EXPECT_EQ(errorOf({"conv1.output", 0, {1, 3, 4}}),
              "conv1.output[1,3,4] is no derivative of the loss, expected one of a .delta or a _gradient");
    EXPECT_NE(errorOf({"loss.output", 0, {}}).find("is no derivative"), std::string::npos);
    EXPECT_NE(errorOf({"conv1.delta", 0, {2, 0, 0}}).find("outside conv1.delta"), std::string::npos);
    EXPECT_NE(errorOf({"conv3.delta", 0, {2, 0, 0}}).find("there is no 'conv3.delta'"), std::string::npos);
}

TEST(Proof, MeasuresTheErrorAgainstTheLargerNumberButNoneBelowAMillionth) {
    Proof proof;
    proof.analytic = 2;
    proof.numeric = -2.5;
    EXPECT_DOUBLE_EQ(proof.relativeError(), 4.5 / 2.5);
    proof.analytic = 1e-9;
    proof.numeric = 3e-9;
    EXPECT_NEAR(proof.relativeError(), 2e-3, 1e-15);
}

}  // namespace
}  // namespace deltascope
