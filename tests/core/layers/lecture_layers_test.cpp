// The lecture's small worked examples of single layers against the exact golden values.

#include <gtest/gtest.h>

#include "core/layers/catalogue.h"
#include "core/layers/loss.h"
#include "core/layers/max_pool.h"
#include "tests/support/core/golden.h"

namespace deltascope {
namespace {

constexpr double exact = 1e-12;

struct Result1 {
    Tensor<double> output, inputDelta, gradient;
};

/// One layer on one example, forwards and backwards; shapes gain the axes they lack (example, channel).
Result1 runLayer(const LayerSpec& spec, Tensor<double> input, const Tensor<double>& weight,
                 const Tensor<double>& outputDelta) {
    if (input.shape().rank() == 2) input = input.reshaped(input.shape().batchOf(1));
    const auto layer = std::move(*makeLayer<double>(spec, input.shape()));
    std::vector<Tensor<double>> parameters, gradients;
    for (const ParameterSpec& parameter : layer->parameters()) {
        parameters.push_back(weight.reshaped(parameter.shape));
        gradients.emplace_back(parameter.shape);
    }
    const Tensor<double> batch = input.reshaped(input.shape().batchOf(1));
    Result1 result{Tensor<double>(layer->outputShape().batchOf(1)), Tensor<double>(batch.shape()), {}};
    Scratch<double> scratch;
    layer->forward(batch, parameters, result.output, scratch);
    const Tensor<double> delta = outputDelta.empty() ? Tensor<double>(result.output.shape())
                                                     : outputDelta.reshaped(result.output.shape());
    layer->backward({batch, result.output, delta, parameters}, &result.inputDelta, gradients, scratch);
    if (!gradients.empty()) result.gradient = gradients[0];
    return result;
}

LayerSpec convolution(const Tensor<double>& kernel, Index maps, Index padding) {
    const int last = kernel.shape().rank() - 1;
    return {"conv2d",
            "conv1",
            {{"maps", maps},
             {"kernel_height", kernel.shape()[last - 1]},
             {"kernel_width", kernel.shape()[last]},
             {"padding", padding},
             {"bias", 0}}};
}

Tensor<double> correlate(const Golden& image, const Tensor<double>& kernel, Index padding) {
    return runLayer(convolution(kernel, 1, padding), tensorFrom(image), kernel, {}).output;
}

TEST(LectureKernels, SlideOverTheFiveByFivePicture) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& kernels = golden()["kernels_5x5"];
    for (const char* name : {"identity", "blur", "sobel_x", "ramp_asymmetric"}) {
        const Golden& g = kernels[name];
        const Tensor<double> kernel = tensorFrom(g["kernel"]), rotated = tensorFrom(g["kernel_rot180"]);
        EXPECT_LT(differenceFrom(g["corr_valid"], correlate(kernels["image"], kernel, 0)), exact) << name;
        EXPECT_LT(differenceFrom(g["conv_valid"], correlate(kernels["image"], rotated, 0)), exact) << name;
        EXPECT_LT(differenceFrom(g["corr_same_zero"], correlate(kernels["image"], kernel, 1)), exact) << name;
        EXPECT_LT(differenceFrom(g["conv_same_zero"], correlate(kernels["image"], rotated, 1)), exact)
            << name;
    }
    const Golden& impulse = kernels["impulse"];
    const Tensor<double> ramp = tensorFrom(impulse["kernel"]);
    EXPECT_LT(differenceFrom(impulse["corr_same_zero"], correlate(impulse["image"], ramp, 1)), exact);
    const Golden& constant = kernels["blur_of_constant_100"];
    EXPECT_LT(differenceFrom(constant["corr_valid"],
                             correlate(constant["image"], tensorFrom(kernels["blur"]["kernel"]), 0)),
              exact);
}

TEST(LectureKernels, FollowTheRuleOfOutputSizes) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const Golden& rule : golden()["kernels_5x5"]["output_size_rule"]) {
        const Index side = rule["input"], kernel = rule["kernel"];
        const auto sideWith = [&](Index padding) {
            return (*makeLayer<double>(convolution(Tensor<double>({kernel, kernel}), 1, padding),
                                       {1, side, side}))
                ->outputShape()[1];
        };
        EXPECT_EQ(sideWith(0), rule["valid"].get<Index>());
        EXPECT_EQ(sideWith(kernel - 1), rule["full"].get<Index>());
        if (kernel % 2 == 1) {
            EXPECT_EQ(sideWith(kernel / 2), rule["same"].get<Index>());
        }
    }
}

TEST(LectureFilterBank, AnswersStrongestWhereItsIconIs) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& bank = golden()["filter_bank"];
    for (const auto& [name, filter] : bank["filters"].items()) {
        const Tensor<double> response = correlate(bank["image"], tensorFrom(filter["zero_mean_filter"]), 0);
        EXPECT_LT(differenceFrom(filter["response_corr_valid"], response), exact) << name;
    }
}

TEST(LectureConvolution, GivesTheIntegerExamplesForwardsAndBackwards) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& example = golden()["conv_layer_integer"];
    const Tensor<double> kernel = tensorFrom(example["kernel_g"]);
    for (const Golden& e : example["examples"]) {
        const auto r =
            runLayer(convolution(kernel, 1, 0), tensorFrom(e["a_l"]), kernel, tensorFrom(e["delta_next"]));
        EXPECT_LT(differenceFrom(e["z_next"], r.output), exact);
        EXPECT_LT(differenceFrom(e["dL_da_l_full_convolution"], r.inputDelta), exact);
        EXPECT_LT(differenceFrom(e["dL_dg_valid_correlation"], r.gradient), exact);
    }
}

TEST(LectureConvolution, SumsOverSeveralChannels) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_multichannel"];
    const Tensor<double> kernels = tensorFrom(g["g_filters_k_c"]);
    const auto r = runLayer(convolution(kernels, kernels.shape()[0], 0), tensorFrom(g["a_l_channels"]),
                            kernels, tensorFrom(g["delta_next_maps"]));
    EXPECT_LT(differenceFrom(g["z_next_maps"], r.output), exact);
    EXPECT_LT(differenceFrom(g["dL_dg"], r.gradient), exact);
    EXPECT_LT(differenceFrom(g["dL_da_l"], r.inputDelta), exact);
}

TEST(LectureConvolution, PassesItsDeltaThroughTheSigmoidBelow) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_layer_sigmoid"];
    const Tensor<double> z = tensorFrom(g["z_l"]), kernel = tensorFrom(g["kernel_g"]);
    const Tensor<double> a = runLayer({"sigmoid", "s", {}}, z, {}, {}).output;
    EXPECT_LT(differenceFrom(g["a_l"], a), exact);
    const auto conv =
        runLayer(convolution(kernel, 1, 0), a.reshaped(z.shape()), kernel, tensorFrom(g["delta_next"]));
    EXPECT_LT(differenceFrom(g["z_next"], conv.output), exact);
    EXPECT_LT(differenceFrom(g["dL_da_l"], conv.inputDelta), exact);
    EXPECT_LT(differenceFrom(g["dL_dg"], conv.gradient), exact);
    EXPECT_LT(differenceFrom(g["delta_l"], runLayer({"sigmoid", "s", {}}, z, {}, conv.inputDelta).inputDelta),
              exact);
}

TEST(LectureFullyConnected, MultipliesRowsWithTheColumn) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["fc_matmul"];
    const Tensor<double> w = tensorFrom(g["W"]);
    const LayerSpec spec{"fully_connected", "fc1", {{"units", w.shape()[0]}, {"bias", 0}}};
    EXPECT_LT(differenceFrom(g["z"], runLayer(spec, tensorFrom(g["a"]), w, {}).output), exact);
    const Golden& flat = g["flatten_example"];
    EXPECT_LT(differenceFrom(flat["vector"],
                             runLayer({"flatten", "f", {}}, tensorFrom(flat["maps"]), {}, {}).output),
              exact);
}

LayerSpec maxPool(Index window, Index stride) {
    return {"max_pool", "pool1", {{"window", window}, {"stride", stride}}};
}

void expectWinners(const Golden& g, const LayerSpec& spec) {
    const Tensor<double> input = tensorFrom(g["input"]);
    const Shape shape = input.shape().batchOf(1);
    const MaxPool<double> pool(shape, spec.options);
    const Tensor<double> winners = tensorFrom(g["argmax_row_col"]);
    for (Index i = 0; i < pool.outputShape().size(); ++i) {
        const Index expected =
            static_cast<Index>(winners[2 * i]) * shape[2] + static_cast<Index>(winners[2 * i + 1]);
        EXPECT_EQ(pool.winner(input.values(), i), expected);
    }
}

TEST(LectureMaxPooling, KeepsTheWinnersOfTheThreeByThreeGrid) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["pool_forward_3x3"];
    EXPECT_LT(differenceFrom(g["output"], runLayer(maxPool(2, 1), tensorFrom(g["input"]), {}, {}).output),
              exact);
    expectWinners(g, maxPool(2, 1));
}

TEST(LectureMaxPooling, SendsDeltasBackToTheWinners) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const auto& [name, g] : golden()["pool_backward"].items()) {
        const LayerSpec spec = maxPool(2, name == "stride_2_non_overlapping" ? 2 : 1);
        const auto r = runLayer(spec, tensorFrom(g["input"]), {}, tensorFrom(g["upstream_delta"]));
        EXPECT_LT(differenceFrom(g["output"], r.output), exact) << name;
        EXPECT_LT(differenceFrom(g["downstream_delta"], r.inputDelta), exact) << name;
        expectWinners(g, spec);
    }
}

TEST(LectureSigmoid, HasTheTabulatedValuesAndSlopes) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const Golden& row : golden()["sigmoid"]["table"]) {
        const auto r = runLayer({"sigmoid", "s", {}}, {{1}, {row["x"].get<double>()}}, {}, {{1}, {1.0}});
        EXPECT_NEAR(r.output[0], row["sigma"].get<double>(), exact);
        EXPECT_NEAR(r.inputDelta[0], row["sigma_prime"].get<double>(), exact);
    }
    const Golden& g = golden()["sigmoid"];
    EXPECT_LT(
        differenceFrom(g["grid_sigma"], runLayer({"sigmoid", "s", {}}, tensorFrom(g["grid"]), {}, {}).output),
        exact);
}

double lossOf(LossKind kind, const Golden& p, const Golden& y) {
    Tensor<double> losses({1});
    const Tensor<double> predictions = tensorFrom(p), labels = tensorFrom(y);
    const Shape row{1, predictions.size()};
    lossForward(kind, predictions.reshaped(row), labels.reshaped(row), losses);
    return losses[0];
}

TEST(LectureLoss, MatchesEveryCaseOfFiveClasses) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const auto& [name, g] : golden()["softmax_ce_k5"].items()) {
        if (!g.is_object() || !g.contains("loss_cross_entropy")) continue;
        EXPECT_NEAR(lossOf(LossKind::crossEntropy, g["p"], g["y"]), g["loss_cross_entropy"].get<double>(),
                    exact)
            << name;
        Tensor<double> deltas({1, 5}), scoreDeltas({1, 5});
        const Tensor<double> p = tensorFrom(g["p"]).reshaped({1, 5}), y = tensorFrom(g["y"]).reshaped({1, 5});
        lossBackward(LossKind::crossEntropy, p, y, deltas);
        if (g.contains("dL_dp")) {
            EXPECT_LT(differenceFrom(g["dL_dp"], deltas), exact) << name;
        }
        softmaxCrossEntropyBackward(p, y, scoreDeltas);
        EXPECT_LT(differenceFrom(g["grad_p_minus_y"], scoreDeltas), exact) << name;
        if (!g.contains("logits")) continue;
        const auto softmax = runLayer({"softmax", "softmax", {}}, tensorFrom(g["logits"]), {}, deltas);
        EXPECT_LT(differenceFrom(g["p"], softmax.output), exact) << name;
        EXPECT_LT(differenceFrom(g["grad_p_minus_y"], softmax.inputDelta), exact) << name;
    }
}

TEST(LectureLoss, FollowsNudgedScores) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["softmax_ce_k5"]["valid_repair_keep_four_values"];
    for (const Golden& nudge : g["score_nudges"]) {
        Tensor<double> scores = tensorFrom(g["logits"]);
        scores[nudge["index"].get<Index>()] += nudge["score_change"].get<double>();
        const Tensor<double> p = runLayer({"softmax", "softmax", {}}, scores, {}, {}).output;
        Tensor<double> losses({1});
        lossForward(LossKind::crossEntropy, p, tensorFrom(g["y"]).reshaped({1, 5}), losses);
        EXPECT_NEAR(losses[0], nudge["loss"].get<double>(), exact);
    }
}

TEST(LectureLoss, OffersTheHalfSquaredErrorAsAnAlternative) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["softmax_ce_k5"]["printed_on_slide"];
    EXPECT_NEAR(lossOf(LossKind::halfSquaredError, g["p"], g["y"]),
                g["half_squared_error_alternative"].get<double>(), exact);
}

}  // namespace
}  // namespace deltascope
