#include "core/explain/uses.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/core/pencil_example.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

/// Every use of every cell, found the slow way: all cells are asked what they are made of.
std::map<std::string, std::vector<std::string>> allUses(const WorkedExample<double>& example) {
    std::map<std::string, std::vector<std::string>> uses;
    const Index batch = example.batch();
    forEachCell(example.explainer(), [&](const Cell& user) {
        for (const Cell& used : madeOf(*example.explain(user))) {
            if (used != user) uses[cellText(used, batch)].push_back(cellText(user, batch));
        }
    });
    for (auto& [used, users] : uses) std::sort(users.begin(), users.end());
    return uses;
}

void expectAllUsesFound(const WorkedExample<double>& example) {
    auto expected = allUses(example);
    const Index batch = example.batch();
    forEachCell(example.explainer(), [&](const Cell& cell) {
        if (testing::Test::HasFatalFailure()) return;
        std::vector<std::string> found;
        const std::vector<Cell> users = *example.usedBy(cell);
        for (const Cell& user : users) found.push_back(cellText(user, batch));
        std::sort(found.begin(), found.end());
        ASSERT_EQ(found, expected[cellText(cell, batch)]) << cellText(cell, batch);
    });
}

class Uses : public testing::TestWithParam<PencilVariant> {};

TEST_P(Uses, AreAllCellsThatNameTheNumber) { expectAllUsesFound(*pencilExample(GetParam())); }

INSTANTIATE_TEST_SUITE_P(
    PencilNetwork, Uses,
    testing::Values(PencilVariant{}, PencilVariant{.batch = 3, .bias = 1},
                    PencilVariant{.bias = 1, .activation = "relu", .side = 10},
                    PencilVariant{.batch = 3, .activation = "tanh", .pooling = "average_pool", .side = 10},
                    PencilVariant{.pooling = "average_pool", .padding = 1, .poolStride = 1, .side = 8},
                    PencilVariant{.bias = 1, .convStride = 2, .padding = 2, .channels = 2, .side = 9}));

/// A few layers that the pencil network has not got, on a vector.
std::shared_ptr<const WorkedExample<double>> vectorExample(const std::vector<LayerSpec>& layers,
                                                           LossKind loss) {
    Network<double> network = *Network<double>::make({{4}, withNames(layers), loss, {}});
    for (auto& parameter : network.parameters()) parameter = randomTensor(parameter.shape(), 5);
    const Tensor<double> labels = randomTensor({2, network.classCount()}, 6);
    return std::make_shared<const WorkedExample<double>>(std::move(network), randomTensor({2, 4}, 7), labels,
                                                         0.1);
}

TEST(Uses, AreFoundWhateverEndsTheNetwork) {
    const LayerSpec fc{"fully_connected", "", {{"units", 4}}}, sigmoid{"sigmoid", "", {}},
        softmax{"softmax", "", {}}, flatten{"flatten", "", {}};
    for (const LossKind loss : {LossKind::halfSquaredError, LossKind::weightedSum}) {
        expectAllUsesFound(*vectorExample({fc, sigmoid}, loss));
        expectAllUsesFound(*vectorExample({fc, softmax}, loss));
        expectAllUsesFound(*vectorExample({flatten, fc}, loss));
        expectAllUsesFound(*vectorExample({{"softmax", "shares", {}}, fc, softmax, sigmoid}, loss));
    }
}

TEST(Uses, ComeAsOutputsThenDeltasThenGradientsThenUpdates) {
    const auto example = pencilExample({.batch = 2, .bias = 1});
    const auto rank = [&](const Cell& cell) {
        switch (example->explainer().ledger().find(cell.tensor)->kind) {
            case TensorKind::delta:
                return 1;
            case TensorKind::gradient:
            case TensorKind::exampleGradient:
                return 2;
            case TensorKind::updated:
                return 3;
            default:
                return 0;
        }
    };
    for (const Cell& cell : {Cell{"conv1.weight", 0, {1, 0, 2, 2}}, Cell{"pool1.output", 1, {0, 3, 3}},
                             Cell{"conv2.delta", 1, {1, 2, 2}}, Cell{"softmax.output", 0, {2}}}) {
        const auto users = *example->usedBy(cell);
        ASSERT_GT(users.size(), 2U);
        for (std::size_t i = 1; i < users.size(); ++i) {
            ASSERT_LE(rank(users[i - 1]), rank(users[i])) << cellText(cell);
            if (users[i - 1].tensor != users[i].tensor) continue;
            ASSERT_LT(std::tie(users[i - 1].example, users[i - 1].index),
                      std::tie(users[i].example, users[i].index));
        }
    }
}

TEST(Uses, OfACellThatDoesNotExistAreAnError) {
    const auto example = pencilExample({});
    EXPECT_NE(example->usedBy({"conv1.output", 0, {9, 0, 0}}).error().message.find("outside conv1.output"),
              std::string::npos);
}

}  // namespace
}  // namespace deltascope
