#include "core/training/sgd.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

TEST(Sgd, FollowsTheFormulaOfMomentumAndDecay) {
    std::vector<Tensor<double>> w{Tensor<double>({2}, {1, -2})}, g{Tensor<double>({2}, {0.5, 0.25})};
    Sgd<double> sgd({0.1, 0.9, 0.01});
    double velocity = 0, expected = 1;
    for (int step = 0; step < 3; ++step) {
        velocity = 0.9 * velocity + (0.5 + 0.01 * expected);
        expected -= 0.1 * velocity;
        sgd.update(w, g);
        EXPECT_NEAR(w[0][0], expected, 1e-15);
    }
    EXPECT_THROW(sgd.setOptions({0, 0, 0}), std::invalid_argument);
    EXPECT_THROW(sgd.setOptions({std::nan(""), 0, 0}), std::invalid_argument);
    EXPECT_THROW(sgd.setOptions({0.1, 1, 0}), std::invalid_argument);
    EXPECT_THROW(sgd.setOptions({0.1, 0, -1}), std::invalid_argument);
}

Expression leafOf(const char* name, Index i, double value) { return cellLeaf({name, 0, {i}}, value); }

/// Five updates with new gradients each time; every new weight is explained from the old one, the gradient
/// and the velocity, which the change of the weight itself tells: w - w_new = rate * v.
void expectUpdatesExplained(const SgdOptions& options, std::string_view formula) {
    constexpr Index count = 6;
    std::vector<Tensor<double>> weights{randomTensor({count}, 1)};
    Tensor<double> velocities({count});
    Sgd<double> sgd(options);
    for (std::uint64_t step = 0; step < 5; ++step) {
        const std::vector<Tensor<double>> gradients{randomTensor({count}, 10 + step)};
        const Tensor<double> before = weights[0];
        sgd.update(weights, gradients);
        for (Index i = 0; i < count; ++i) {
            const auto explained =
                explainUpdate(options, leafOf("w", i, before[i]), leafOf("g", i, gradients[0][i]),
                              leafOf("v", i, velocities[i]));
            ASSERT_NEAR(explained.expression.value, weights[0][i], 1e-13) << "step " << step;
            EXPECT_EQ(explained.formula, formula);
            velocities[i] = (before[i] - weights[0][i]) / options.learningRate;
        }
    }
}

TEST(ExplainUpdate, GivesWhatSgdGives) {
    expectUpdatesExplained({0.1, 0, 0}, "sgd-update");
    expectUpdatesExplained({0.1, 0.9, 0}, "sgd-update-momentum");
    expectUpdatesExplained({0.2, 0, 0.05}, "sgd-update-momentum");
    expectUpdatesExplained({0.05, 0.5, 0.01}, "sgd-update-momentum");
}

TEST(ExplainUpdate, NeedsNoVelocityBeforeTheFirstUpdate) {
    const SgdOptions options{0.1, 0.9, 0.01};
    std::vector<Tensor<double>> weights{Tensor<double>({1}, {2})};
    Sgd<double>(options).update(weights, std::vector<Tensor<double>>{Tensor<double>({1}, {0.5})});
    const auto explained = explainUpdate(options, leafOf("w", 0, 2), leafOf("g", 0, 0.5));
    EXPECT_NEAR(explained.expression.value, weights[0][0], 1e-15);
}

TEST(ExplainUpdate, LeavesOutWhatIsZero) {
    const auto plain = explainUpdate({0.5, 0, 0}, leafOf("w", 0, 2), leafOf("g", 0, 3), leafOf("v", 0, 7));
    const Expression& change = plain.expression.arguments.at(1);
    EXPECT_EQ(change.operation, Operation::product);
    EXPECT_EQ(change.arguments.at(0).value, 0.5);
    EXPECT_EQ(change.arguments.at(1).cell.tensor, "g");
    EXPECT_EQ(plain.expression.value, 0.5);
}

}  // namespace
}  // namespace deltascope
