#include "core/layers/loss.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/network/architecture.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

/// Predictions between 0 and 1, and labels of which one is 0, of three examples with four classes.
struct Scene {
    Tensor<double> predictions = randomTensor({3, 4}, 1, 0.05, 1), labels = randomTensor({3, 4}, 2),
                   losses = Tensor<double>({3}), deltas = Tensor<double>({3, 4});

    explicit Scene(LossKind kind) {
        labels[5] = 0;
        lossForward(kind, predictions, labels, losses);
        lossBackward(kind, predictions, labels, deltas);
    }
};

class Loss : public testing::TestWithParam<LossKind> {};

TEST_P(Loss, ExplainsItsValueAndItsDerivative) {
    const Scene s(GetParam());
    const QuotedTensor<double> p{"p", &s.predictions}, y{"y", &s.labels};
    for (Index example = 0; example < 3; ++example) {
        ASSERT_NEAR(explainLoss(GetParam(), p, y, example).expression.value, s.losses[example], 1e-14);
        for (Index k = 0; k < 4; ++k) {
            const auto explained = explainLossDelta(GetParam(), p, y, example, k);
            ASSERT_NEAR(explained.expression.value, s.deltas[example * 4 + k], 1e-14);
        }
    }
}

TEST_P(Loss, HasTheDerivativeOfItsValue) {
    Scene s(GetParam());
    for (Index i = 0; i < s.predictions.size(); ++i) {
        constexpr double h = 1e-6;
        const auto lossAt = [&](double change) {
            Tensor<double> nudged = s.predictions;
            nudged[i] += change;
            lossForward(GetParam(), nudged, s.labels, s.losses);
            return s.losses[i / 4];
        };
        const double below = lossAt(-h), above = lossAt(h);
        EXPECT_NEAR((above - below) / (2 * h), s.deltas[i], 1e-6 * std::max(1.0, std::abs(s.deltas[i])));
    }
}

TEST_P(Loss, KeepsItsNameInFiles) {
    Architecture architecture = pencilNetwork();
    architecture.loss = GetParam();
    const auto read = parseArchitecture(architectureText(architecture));
    ASSERT_TRUE(read.has_value()) << read.error().message;
    EXPECT_EQ(*read, architecture);
}

INSTANTIATE_TEST_SUITE_P(EveryKind, Loss,
                         testing::Values(LossKind::crossEntropy, LossKind::halfSquaredError,
                                         LossKind::weightedSum));

TEST(WeightedSum, IsTheSumOfTheOutputsAndGivesTheLabelAsTheirDelta) {
    const Scene s(LossKind::weightedSum);
    for (Index example = 0; example < 3; ++example) {
        double sum = 0;
        for (Index k = 0; k < 4; ++k) sum += s.labels.at({example, k}) * s.predictions.at({example, k});
        EXPECT_NEAR(s.losses[example], sum, 1e-15);
    }
    EXPECT_EQ(s.deltas, s.labels);
    EXPECT_NE(architectureText({{4}, {}, LossKind::weightedSum, {}}).find("\"weighted_sum\""),
              std::string::npos);
}

TEST(Loss, IsReadByNameOnly) {
    const auto read = parseArchitecture(R"({"input":[4],"layers":[],"loss":"hinge","classes":[]})");
    ASSERT_FALSE(read.has_value());
    EXPECT_NE(read.error().message.find(
                  "loss is 'hinge', expected one of: cross_entropy, half_squared_error, weighted_sum"),
              std::string::npos)
        << read.error().message;
}

}  // namespace
}  // namespace deltascope
