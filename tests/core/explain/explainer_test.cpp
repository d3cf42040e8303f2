#include "core/explain/explainer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/network/initialise.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

Architecture pencilWith(Index bias, Index stride, Index padding, Index poolStride, Index channels) {
    Architecture architecture = pencilNetwork();
    architecture.input = {channels, 14, 14};
    for (LayerSpec& layer : architecture.layers) {
        if (layer.options.count("bias")) layer.options["bias"] = bias;
        if (layer.name == "conv1") layer.options["stride"] = stride;
        if (layer.kind == "conv2d") layer.options["padding"] = padding;
        if (layer.kind == "max_pool") layer.options["stride"] = poolStride;
    }
    return architecture;
}

/// Holds the explanation of every cell of every tensor against what the kernels computed.
void expectAllExplained(const Architecture& architecture, Index batch) {
    Network<double> network = *Network<double>::make(architecture);
    initialise(network, {InitialScheme::xavier, 2, 4});
    for (auto& parameter : network.parameters()) {
        if (parameter.shape().rank() == 1) parameter = randomTensor(parameter.shape(), 3);
    }
    const std::vector<int> labels{2, 0, 4};
    const Pass<double> pass =
        network.run(randomTensor(architecture.input.batchOf(batch), 8),
                    oneHot<double>(std::span(labels).first(static_cast<std::size_t>(batch)), 5));
    const Explainer<double> explainer(network, pass, 0.25);
    for (const auto& tensor : explainer.ledger().tensors()) {
        const Shape shape = tensor.shape();
        for (Index example = 0; example < (tensor.hasExamples ? batch : 1); ++example)
            for (Index offset = 0; offset < shape.size(); ++offset) {
                const auto index = shape.indexAt(offset);
                const Cell cell{tensor.name, example, {index.begin(), index.begin() + shape.rank()}};
                const auto explanation = explainer.explain(cell);
                ASSERT_TRUE(explanation.has_value()) << explanation.error().message;
                ASSERT_EQ(explanation->value, tensor.leaf(example, offset).value);
                ASSERT_NEAR(explanation->expression.value, explanation->value, 1e-12)
                    << cellText(cell, batch);
            }
    }
}

TEST(Explainer, EqualsTheKernelForEveryCellOfThePencilNetwork) {
    for (const Index batch : {1, 3}) {
        expectAllExplained(pencilNetwork(), batch);
        expectAllExplained(pencilWith(1, 1, 0, 2, 1), batch);
        expectAllExplained(pencilWith(1, 1, 1, 1, 1), batch);  // overlapping pooling, padding
        expectAllExplained(pencilWith(0, 2, 1, 1, 3), batch);  // stride 2, three channels
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

TEST(Cell, PrintsItsAddress) {
    EXPECT_EQ(cellText({"conv1.output", 0, {2, 5, 5}}), "conv1.output[2,5,5]");
    EXPECT_EQ(cellText({"input.output", 0, {0, 3, 4}}), "input[0,3,4]");
    EXPECT_EQ(cellText({"conv1.delta", 2, {2, 5, 5}}, 3), "conv1.delta@2[2,5,5]");
    EXPECT_EQ(cellText({"loss.output", 0, {}}), "loss.output");
}

}  // namespace
}  // namespace deltascope
