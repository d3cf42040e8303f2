// What a batch of several examples adds: each example's own gradient, their mean, the mean loss.

#include <gtest/gtest.h>

#include <algorithm>

#include "core/explain/worked_example.h"
#include "core/network/initialise.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

/// A convolution, an activation and two FC layers with biases: small enough to look at every cell.
Architecture smallNetwork() {
    return {{1, 4, 4},
            withNames({{"conv2d", "", {{"maps", 2}, {"kernel_height", 3}, {"kernel_width", 2}}},
                       {"sigmoid", "", {}},
                       {"flatten", "", {}},
                       {"fully_connected", "", {{"units", 3}}},
                       {"softmax", "", {}}}),
            LossKind::crossEntropy,
            {}};
}

std::shared_ptr<const WorkedExample<double>> batchOf(Index examples) {
    Network<double> network = *Network<double>::make(smallNetwork());
    initialise(network, {InitialScheme::xavier, 2, 4});
    std::vector<int> labels;
    for (Index i = 0; i < examples; ++i) labels.push_back(static_cast<int>(i * 2 % 3));
    return std::make_shared<const WorkedExample<double>>(
        network, randomTensor(smallNetwork().input.batchOf(examples), 8), oneHot<double>(labels, 3), 0.25);
}

bool has(const CellSource& source, const std::string& tensor) {
    const auto names = source.tensors();
    return std::find(names.begin(), names.end(), tensor) != names.end();
}

std::vector<Cell> allCells(const CellSource& source) {
    std::vector<Cell> cells;
    for (const std::string& tensor : source.tensors())
        for (Index example = 0; example < source.batch(); ++example) {
            const auto values = source.values(tensor, example);
            for (Index i = 0; i < values->size(); ++i) {
                Cell cell = cellAtOffset(tensor, values->shape(), i, example);
                if (source.explain(cell)) cells.push_back(std::move(cell));
            }
        }
    return cells;
}

TEST(Batch, ExplainsAGradientAsTheMeanOfTheExamplesGradients) {
    const auto batch = batchOf(3);
    const auto mean = batch->explain({"conv1.weight_gradient", 0, {1, 0, 2, 1}});
    EXPECT_EQ(mean->formula, "batch-mean");
    const auto cells = madeOf(*mean);
    ASSERT_EQ(cells.size(), 3u);
    for (Index e = 0; e < 3; ++e) {
        const Cell& own = cells[static_cast<std::size_t>(e)];
        EXPECT_EQ(cellText(own, 3), joinText("conv1.weight_example_gradient@", e, "[1,0,2,1]"));
        EXPECT_EQ(batch->explain(own)->formula, "conv-gradient");
        EXPECT_NEAR(batch->explain(own)->expression.value, batch->explain(own)->value, 1e-12);
        EXPECT_EQ(batch->otherView(own).value()->formula, "conv-gradient-scatter");
    }
    EXPECT_NEAR(mean->expression.value, mean->value, 1e-14);
}

TEST(Batch, GivesEachExampleTheGradientThatItHasAlone) {
    const auto batch = batchOf(3);
    for (Index e = 0; e < 3; ++e) {
        const Pass<double>& pass = batch->pass();
        const WorkedExample<double> alone(batch->network(),
                                          Tensor<double>({1, 4, 4}, pass.outputs[0].slice(e)),
                                          Tensor<double>({1, 3}, pass.labels.slice(e)), 0.25);
        for (const char* parameter : {"conv1.weight", "conv1.bias", "fc1.weight", "fc1.bias"}) {
            EXPECT_EQ(*batch->values(joinText(parameter, "_example_gradient"), e),
                      *alone.values(joinText(parameter, "_gradient")))
                << parameter;
        }
    }
}

TEST(Batch, ExplainsTheMeanLoss) {
    const auto batch = batchOf(3);
    const auto mean = batch->explain({"loss.mean", 0, {}});
    EXPECT_EQ(mean->formula, "mean-loss");
    EXPECT_EQ(mean->value, batch->meanLoss());
    EXPECT_EQ(mean->expression.value, mean->value);
    EXPECT_EQ(cellText(madeOf(*mean)[2], 3), "loss.output@2");
}

TEST(Batch, ProvesTheGradientOfOneExampleByItsOwnLoss) {
    const auto batch = batchOf(3);
    double sum = 0;
    for (Index e = 0; e < 3; ++e) {
        const auto proof = batch->prove({"fc1.weight_example_gradient", e, {2, 5}});
        EXPECT_EQ(cellText(proof->nudged), "fc1.weight[2,5]");
        EXPECT_LT(proof->relativeError(), 1e-7);
        sum += proof->numeric;
    }
    EXPECT_NEAR(batch->prove({"fc1.weight_gradient", 0, {2, 5}})->numeric, sum / 3, 1e-9);
}

TEST(Batch, KnowsWhereEveryNumberGoes) {
    const auto batch = batchOf(2);
    const auto cells = allCells(*batch);
    ASSERT_GT(cells.size(), 150u);
    std::map<std::string, std::vector<std::string>> namedBy;
    for (const Cell& user : cells)
        for (const Cell& used : madeOf(*batch->explain(user))) {
            if (!(used == user)) namedBy[cellText(used, 2)].push_back(cellText(user, 2));
        }
    for (const Cell& cell : cells) {
        std::vector<std::string> users;
        const auto used = batch->usedBy(cell);
        ASSERT_TRUE(used.has_value()) << cellText(cell, 2);
        for (const Cell& user : *used) users.push_back(cellText(user, 2));
        std::sort(users.begin(), users.end());
        auto& expected = namedBy[cellText(cell, 2)];
        std::sort(expected.begin(), expected.end());
        ASSERT_EQ(users, expected) << cellText(cell, 2);
    }
}

TEST(Batch, OfOneExampleHasNoMeans) {
    const auto single = batchOf(1);
    EXPECT_FALSE(has(*single, "loss.mean"));
    EXPECT_FALSE(has(*single, "conv1.weight_example_gradient"));
    EXPECT_TRUE(has(*batchOf(2), "conv1.weight_example_gradient"));
    EXPECT_EQ(single->explain({"conv1.weight_gradient", 0, {0, 0, 0, 0}})->formula, "conv-gradient");
    EXPECT_EQ(single->meanLoss(), single->explain({"loss.output", 0, {}})->value);
}

TEST(Batch, SaysWhichExamplesThereAre) {
    const auto batch = batchOf(2);
    EXPECT_NE(batch->explain({"conv1.weight_example_gradient", 2, {0, 0, 0, 0}})
                  .error()
                  .message.find("there are 2 examples"),
              std::string::npos);
}

}  // namespace
}  // namespace deltascope
