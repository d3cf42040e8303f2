#include "core/training/batch_inspection.h"

#include <gtest/gtest.h>

#include "core/data/digit_sets.h"
#include "core/training/confusion_examples.h"
#include "core/training/metrics.h"
#include "core/training/training_plan.h"

namespace deltascope {
namespace {

class ABatchInspection : public ::testing::Test {
  protected:
    ABatchInspection() {
        session_.setSettings({{0.2, 0.9, 0.01}, 12});
        for (int i = 0; i < 3; ++i) session_.advance();
    }
    BatchInspection inspect() {
        return inspectBatch(session_.network(), session_.optimizer(), session_.source(), session_.nextBatch(),
                            1);
    }

    ThreadTeam team_{2};
    Examples digits_ = readDigits({DigitChoice::Kind::synthetic, "", 100, false}, 1, team_, [](double) {
                           return true;
                       })->training;
    TrainingSession session_{*untrainedNetwork({}), digits_, 1, team_};
};

TEST_F(ABatchInspection, ForetellsTheNextStep) {
    const BatchInspection inspection = inspect();
    EXPECT_EQ(inspection.pass.batch(), 12);
    const auto before = session_.network().parameters();
    EXPECT_EQ(inspection.before, before);
    session_.advance();
    for (std::size_t p = 0; p < before.size(); ++p)
        for (Index i = 0; i < before[p].size(); ++i)
            ASSERT_NEAR(before[p][i] + inspection.update[p][i], session_.network().parameters()[p][i], 1e-5);
}

TEST_F(ABatchInspection, ExamplesGradientsHaveTheBatchsGradientAsMean) {
    const BatchInspection inspection = inspect();
    for (const std::size_t parameter : {std::size_t{0}, std::size_t{2}}) {
        const Tensor<float> shares = exampleGradients(session_.network(), inspection, parameter);
        const Tensor<float>& mean = inspection.pass.gradients[parameter];
        ASSERT_EQ(shares.shape(), (Shape{12, mean.size()}));
        for (Index k = 0; k < mean.size(); ++k) {
            float sum = 0;
            for (Index i = 0; i < 12; ++i) sum += shares.at({i, k});
            ASSERT_NEAR(sum / 12, mean[k], 1e-5);
        }
    }
}

TEST_F(ABatchInspection, MeasuresEveryLayerWithWeights) {
    const BatchInspection inspection = inspect();
    ASSERT_EQ(inspection.layers.size(), 4U);
    EXPECT_EQ(inspection.layers[0].layer, "conv1");
    EXPECT_EQ(inspection.layers[3].layer, "fc2");
    EXPECT_DOUBLE_EQ(inspection.layers[2].gradient, rootMeanSquare(inspection.pass.gradients[4].values()));
    EXPECT_GT(inspection.layers[3].update, 0);
}

TEST(RootMeanSquare, IsWhatItSays) {
    const std::vector<float> values{3, -4, 0, 0};
    EXPECT_DOUBLE_EQ(rootMeanSquare(values), 2.5);
    EXPECT_EQ(rootMeanSquare({}), 0);
}

TEST_F(ABatchInspection, FindsTheDigitsBehindEveryCellOfTheConfusionMatrix) {
    const Evaluation evaluation = evaluate(session_.network(), *digits_, team_);
    for (int label = 0; label < 10; ++label) {
        for (int answer = 0; answer < 10; ++answer) {
            const auto found = examplesAnswered(session_.network(), *digits_, label, answer, 1000);
            EXPECT_EQ(
                static_cast<Index>(found.size()),
                evaluation.confusion[static_cast<std::size_t>(label)][static_cast<std::size_t>(answer)]);
            for (const Index i : found) EXPECT_EQ(digits_->label(i), label);
        }
    }
    EXPECT_LE(examplesAnswered(session_.network(), *digits_, 1, 1, 2).size(), 2U);
}

}  // namespace
}  // namespace deltascope
