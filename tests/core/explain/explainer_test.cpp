#include "core/explain/explainer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/network/initialise.h"
#include "tests/support/core/pencil_example.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

/// Holds the explanation of every cell of every tensor against what the kernels computed.
void expectAllExplained(const PencilVariant& variant) {
    const auto example = pencilExample(variant);
    forEachCell(example->explainer(), [&](const Cell& cell) {
        const auto explanation = example->explain(cell);
        ASSERT_TRUE(explanation.has_value()) << explanation.error().message;
        const auto& tensor = *example->explainer().ledger().find(cell.tensor);
        ASSERT_EQ(explanation->value, tensor.leaf(cell.example, tensor.shape().offset(cell.index)).value);
        ASSERT_NEAR(explanation->expression.value, explanation->value, 1e-12)
            << cellText(cell, example->batch());
    });
}

TEST(Explainer, EqualsTheKernelForEveryCellOfThePencilNetwork) {
    for (const Index batch : {1, 3}) {
        expectAllExplained({.batch = batch});
        expectAllExplained({.batch = batch, .bias = 1});
        expectAllExplained({.batch = batch, .bias = 1, .padding = 1, .poolStride = 1});  // windows overlap
        expectAllExplained({.batch = batch, .convStride = 2, .padding = 1, .poolStride = 1, .channels = 3});
        expectAllExplained({.batch = batch, .activation = "tanh", .pooling = "average_pool"});
        expectAllExplained({.batch = batch, .bias = 1, .activation = "relu"});
    }
}

TEST(Explainer, MakesGradientsUpdatesAndDeltasOutOfTheRightCells) {
    Network<double> network = *Network<double>::make(pencilNetwork());
    initialise(network);
    const int label = 1;
    const Pass<double> pass =
        network.run(randomTensor({1, 14, 14}, 1), oneHot<double>(std::span(&label, 1), 5));
    const Explainer<double> explainer(network, pass, 0.5);
    const auto update = explainer.explain({"conv1.weight_new", 0, {1, 0, 2, 2}});
    EXPECT_EQ(update->formula, "sgd-update");
    EXPECT_EQ(cellText(update->expression.arguments[0].cell), "conv1.weight[1,0,2,2]");
    EXPECT_EQ(update->expression.arguments[1].arguments[0].value, 0.5);
    const auto delta = explainer.explain({"fc2.delta", 0, {1}});
    EXPECT_EQ(cellText(delta->expression.arguments[1].cell), "label[1]");
    EXPECT_EQ(explainer.explain({"input.output", 0, {0, 3, 4}})->expression.operation, Operation::cell);
}

TEST(Explainer, SaysWhatIsWrongWithAnAddress) {
    const Network<double> network = *Network<double>::make(pencilNetwork());
    const Pass<double> pass = network.run(Tensor<double>({1, 14, 14}));
    const Explainer<double> explainer(network, pass);
    const auto errorOf = [&](const Cell& cell) { return explainer.explain(cell).error().message; };
    EXPECT_NE(errorOf({"conv9.output", 0, {0}}).find("conv1.output"), std::string::npos);
    EXPECT_NE(errorOf({"conv1.output", 0, {0, 12, 0}}).find("outside conv1.output, which is 2x12x12"),
              std::string::npos);
    EXPECT_NE(errorOf({"conv1.output", 0, {0, -1, 0}}).find("outside"), std::string::npos);
    EXPECT_NE(errorOf({"conv1.output", 0, {0, 1}}).find("outside"), std::string::npos);
    EXPECT_NE(errorOf({"conv1.output", 1, {0, 1, 1}}).find("there are 1 examples"), std::string::npos);
}

TEST(Expression, ComputesWhatItsOperationsSay) {
    const auto of = [](Operation operation, std::vector<double> values) {
        std::vector<Expression> arguments;
        for (const double value : values) arguments.push_back(constantLeaf(value));
        return node(operation, arguments).value;
    };
    EXPECT_EQ(of(Operation::sum, {}), 0);
    EXPECT_EQ(of(Operation::sum, {1, 2, 4}), 7);
    EXPECT_EQ(of(Operation::product, {2, -3, 4}), -24);
    EXPECT_EQ(of(Operation::difference, {10, 1, 2}), 7);
    EXPECT_EQ(of(Operation::quotient, {1, 4}), 0.25);
    EXPECT_EQ(of(Operation::negate, {3}), -3);
    EXPECT_EQ(of(Operation::maximum, {1, 5, 5, 2}), 5);
    EXPECT_EQ(of(Operation::mean, {1, 2, 6}), 3);
    EXPECT_NEAR(of(Operation::sigmoid, {2}), 0.880797077977882, 1e-15);
    EXPECT_EQ(of(Operation::sigmoidSlope, {0}), 0.25);
    EXPECT_EQ(of(Operation::tanhSlope, {0}), 1);
    EXPECT_EQ(of(Operation::relu, {-1}), 0);
    EXPECT_EQ(of(Operation::reluSlope, {3}), 1);
    EXPECT_EQ(of(Operation::exponential, {0}), 1);
    EXPECT_EQ(of(Operation::logarithm, {1}), 0);
    EXPECT_THROW(node(Operation::quotient, {constantLeaf(1)}), std::invalid_argument);
    EXPECT_THROW(node(Operation::cell, {}), std::invalid_argument);
    EXPECT_EQ(operationName(Operation::sigmoidSlope), "sigmoid'");
}

}  // namespace
}  // namespace deltascope
