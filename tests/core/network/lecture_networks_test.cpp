// The lecture's networks against the exact golden values: forward pass, the nine steps, update, and the long
// run.

#include <gtest/gtest.h>

#include "core/network/ledger.h"
#include "core/training/sgd.h"
#include "tests/support/core/golden.h"

namespace deltascope {
namespace {

constexpr double exact = 1e-12;

Network<double> make(const Architecture& architecture) {
    auto network = Network<double>::make(architecture);
    EXPECT_TRUE(network.has_value()) << (network ? "" : network.error().message);
    return std::move(*network);
}

Tensor<double> pictureOf(const Golden& g) {
    const Tensor<double> x = tensorFrom(g["x"]);
    return x.reshaped(x.shape().batchOf(1).batchOf(1));
}

Tensor<double> labelsOf(const Golden& y) {
    const Tensor<double> label = tensorFrom(y);
    return label.reshaped(label.shape().batchOf(1));
}

void updateBy(Network<double>& network, const Pass<double>& pass, double rate) {
    Sgd<double>({rate, 0, 0}).update(network.parameters(), pass.gradients);
}

/// golden key -> name of the tensor in the ledger.
using Names = std::vector<std::pair<const char*, const char*>>;

void expectTensors(const Golden& g, const Ledger<double>& ledger, const Names& names) {
    for (const auto& [key, name] : names) {
        ASSERT_NE(ledger.find(name), nullptr) << name;
        EXPECT_LT(differenceFrom(g.at(key), *ledger.find(name)->tensor), exact) << key << " = " << name;
    }
}

/// Everything that the golden file says about a network of the lecture's kind on one picture.
void expectLectureNetwork(const Network<double>& start, const Golden& g) {
    Network<double> network = withGoldenParameters(start, g["params"]);
    EXPECT_EQ(network.weightCount(), g["parameter_count"].get<Index>());
    const Pass<double> pass = network.run(pictureOf(g), labelsOf(g["y"]));
    const double rate = g["alpha"];
    const Ledger<double> ledger(network, pass, rate);
    expectTensors(g["forward"], ledger,
                  {{"z2", "conv1.output"},
                   {"s2", "sigmoid1.output"},
                   {"a2", "pool1.output"},
                   {"z3", "conv2.output"},
                   {"s3", "sigmoid2.output"},
                   {"a3", "pool2.output"},
                   {"z4", "fc1.output"},
                   {"a4", "sigmoid3.output"},
                   {"z5", "fc2.output"},
                   {"p", "softmax.output"}});
    EXPECT_NEAR(pass.losses[0], g["forward"]["loss"].get<double>(), exact);
    const Golden& steps = g["backward_steps"];
    expectTensors(steps["step1"], ledger, {{"dL_dp", "softmax.delta"}});
    expectTensors(steps["step2"], ledger, {{"delta5", "fc2.delta"}, {"via_jacobian", "fc2.delta"}});
    expectTensors(steps["step3"], ledger, {{"dL_dw4", "fc2.weight_gradient"}});
    expectTensors(steps["step4"], ledger, {{"dL_da4", "sigmoid3.delta"}, {"delta4", "fc1.delta"}});
    expectTensors(steps["step5"], ledger, {{"dL_dw3", "fc1.weight_gradient"}});
    expectTensors(
        steps["step6"], ledger,
        {{"dL_da3", "pool2.delta"}, {"dL_ds3_after_unpooling", "sigmoid2.delta"}, {"delta3", "conv2.delta"}});
    expectTensors(steps["step7"], ledger, {{"dL_dg2", "conv2.weight_gradient"}});
    expectTensors(
        steps["step8"], ledger,
        {{"dL_da2", "pool1.delta"}, {"dL_ds2_after_unpooling", "sigmoid1.delta"}, {"delta2", "conv1.delta"}});
    expectTensors(steps["step9"], ledger, {{"dL_dg1", "conv1.weight_gradient"}});
    expectTensors(g["updated"], ledger,
                  {{"g1", "conv1.weight_new"},
                   {"g2", "conv2.weight_new"},
                   {"w3", "fc1.weight_new"},
                   {"w4", "fc2.weight_new"}});
    for (const Golden& point : g["gradient_descent_curve_single_example"]) {
        const Pass<double> now = network.run(pictureOf(g), labelsOf(g["y"]));
        ASSERT_NEAR(now.losses[0], point["loss"].get<double>(), exact) << "iteration " << point["iteration"];
        updateBy(network, now, rate);
    }
}

TEST(PencilNetwork, FollowsTheLectureThroughAllNineStepsAndTwentyUpdates) {
    DELTASCOPE_NEEDS_GOLDEN;
    expectLectureNetwork(make(pencilNetwork()), golden()["mini_network"]);
}

TEST(PencilNetwork, FollowsTheLectureWithBiases) {
    DELTASCOPE_NEEDS_GOLDEN;
    Architecture architecture = pencilNetwork();
    architecture.input = {1, 10, 10};
    for (LayerSpec& layer : architecture.layers) {
        if (layer.options.count("bias")) layer.options["bias"] = 1;
        if (layer.name == "conv2") layer.options["maps"] = 3;
    }
    const Golden& g = golden()["mini_network_10x10_bias"];
    expectLectureNetwork(make(architecture), g);
    Network<double> network = withGoldenParameters(make(architecture), g["params"]);
    const Pass<double> pass = network.run(pictureOf(g), labelsOf(g["y"]));
    const Ledger<double> ledger(network, pass, g["alpha"]);
    expectTensors(g["grads"], ledger,
                  {{"b1", "conv1.bias_gradient"},
                   {"b2", "conv2.bias_gradient"},
                   {"b3", "fc1.bias_gradient"},
                   {"b4", "fc2.bias_gradient"}});
    expectTensors(
        g["updated"], ledger,
        {{"b1", "conv1.bias_new"}, {"b2", "conv2.bias_new"}, {"b3", "fc1.bias_new"}, {"b4", "fc2.bias_new"}});
}

/// Both pictures of the batch in one tensor each for pixels and labels.
std::pair<Tensor<double>, Tensor<double>> batchOf(const Golden& g) {
    Tensor<double> pictures({2, 1, 14, 14}), labels({2, 5});
    for (Index i = 0; i < 2; ++i) {
        const Golden& example = g["examples"][static_cast<std::size_t>(i)];
        const Tensor<double> x = tensorFrom(example["x"]), y = tensorFrom(example["y"]);
        std::copy(x.values().begin(), x.values().end(), pictures.slice(i).begin());
        std::copy(y.values().begin(), y.values().end(), labels.slice(i).begin());
    }
    return {pictures, labels};
}

TEST(PencilNetwork, AveragesTheGradientsOfABatch) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network_batch"];
    const auto [pictures, labels] = batchOf(g);
    const Network<double> network =
        withGoldenParameters(make(pencilNetwork()), golden()["mini_network"]["params"]);
    const Pass<double> pass = network.run(pictures, labels);
    EXPECT_NEAR((pass.losses[0] + pass.losses[1]) / 2, g["mean_loss"].get<double>(), exact);
    const Ledger<double> ledger(network, pass, g["alpha"]);
    expectTensors(g["average_gradient"], ledger,
                  {{"g1", "conv1.weight_gradient"},
                   {"g2", "conv2.weight_gradient"},
                   {"w3", "fc1.weight_gradient"},
                   {"w4", "fc2.weight_gradient"}});
    expectTensors(g["updated"], ledger, {{"g1", "conv1.weight_new"}, {"w4", "fc2.weight_new"}});
    for (Index i = 0; i < 2; ++i) {
        const Golden& example = g["examples"][static_cast<std::size_t>(i)];
        const auto conv1Delta = ledger.find("conv1.delta")->tensor->slice(i);
        EXPECT_LT(differenceFrom(example["delta2"], Tensor<double>({2, 12, 12}, conv1Delta)), exact);
    }
}

TEST(PencilNetwork, LearnsBothPicturesInFourHundredSteps) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network_batch"];
    const auto [pictures, labels] = batchOf(g);
    Network<double> network = withGoldenParameters(make(pencilNetwork()), golden()["mini_network"]["params"]);
    int step = 0;
    for (const Golden& checkpoint : g["long_run_checkpoints"]) {
        for (; step < checkpoint["iteration"].get<int>(); ++step) {
            updateBy(network, network.run(pictures, labels), g["alpha"]);
        }
        const Pass<double> pass = network.run(pictures, labels);
        ASSERT_NEAR((pass.losses[0] + pass.losses[1]) / 2, checkpoint["mean_loss"].get<double>(), exact)
            << step;
        ASSERT_LT(
            differenceFrom(checkpoint["p_penguin_image"], Tensor<double>({5}, pass.predictions().slice(0))),
            exact);
    }
    updateBy(network, network.run(pictures, labels),
             g["alpha"]);  // the golden kernels are those after this update
    EXPECT_LT(differenceFrom(g["long_run_final_kernels_g1"], network.parameters()[0]), exact);
}

TEST(PencilNetwork, AgreesInSinglePrecision) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network"];
    const auto network = withGoldenParameters(make(pencilNetwork()), g["params"]).cast<float>();
    const Pass<float> pass = network.run(pictureOf(g).cast<float>(), labelsOf(g["y"]).cast<float>());
    EXPECT_LT(differenceFrom(g["grads"]["g1"], pass.gradients[0]), 2e-6);
    EXPECT_LT(differenceFrom(g["grads"]["w4"], pass.gradients[3]), 2e-6);
    EXPECT_NEAR(pass.losses[0], g["forward"]["loss"].get<double>(), 2e-6);
}

Architecture twoThreeTwo(Index bias, const std::string& last, LossKind loss) {
    return {{2},
            withNames({{"fully_connected", "", {{"units", 3}, {"bias", bias}}},
                       {"sigmoid", "", {}},
                       {"fully_connected", "", {{"units", 2}, {"bias", bias}}},
                       {last, "", {}}}),
            loss,
            {}};
}

void expectTwoThreeTwo(const Architecture& architecture, const Golden& g) {
    Network<double> network = withGoldenParameters(make(architecture), g["params"]);
    const Tensor<double> x = tensorFrom(g["a1"]);
    Pass<double> pass = network.run(x, labelsOf(g["y"]));
    const Ledger<double> ledger(network, pass, g["alpha"]);
    expectTensors(g["forward"], ledger,
                  {{"z2", "fc1.output"}, {"a2", "sigmoid1.output"}, {"z3", "fc2.output"}});
    expectTensors(g["backward"], ledger,
                  {{"delta3", "fc2.delta"}, {"sum_w_delta", "sigmoid1.delta"}, {"delta2", "fc1.delta"}});
    expectTensors(g["grads"], ledger, {{"w1", "fc1.weight_gradient"}, {"w2", "fc2.weight_gradient"}});
    expectTensors(g["updated"], ledger, {{"w1", "fc1.weight_new"}, {"w2", "fc2.weight_new"}});
    if (g["grads"].contains("b1")) expectTensors(g["grads"], ledger, {{"b1", "fc1.bias_gradient"}});
    EXPECT_NEAR(pass.losses[0], g["forward"]["loss"].get<double>(), exact);
    updateBy(network, pass, g["alpha"]);
    EXPECT_NEAR(network.run(x, labelsOf(g["y"])).losses[0], g["loss_after_update"].get<double>(), exact);
}

TEST(FullyConnectedNetwork, GivesTheLecturesNumbers) {
    DELTASCOPE_NEEDS_GOLDEN;
    expectTwoThreeTwo(twoThreeTwo(0, "softmax", LossKind::crossEntropy), golden()["fc_2_3_2"]);
    expectTwoThreeTwo(twoThreeTwo(1, "softmax", LossKind::crossEntropy), golden()["fc_2_3_2_bias"]);
    expectTwoThreeTwo(twoThreeTwo(0, "sigmoid", LossKind::halfSquaredError),
                      golden()["fc_2_3_2_squared_error"]);
}

}  // namespace
}  // namespace deltascope
