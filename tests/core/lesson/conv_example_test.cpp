#include "core/lesson/walkthroughs/conv_example.h"

#include <gtest/gtest.h>

#include "core/lesson/walkthroughs/given_delta.h"
#include "tests/support/core/golden.h"

namespace deltascope {
namespace {

Tensor<double> numbers(const ConvExample& example, const std::string& tensor) {
    const auto worked = workedExample(layersOf(example));
    EXPECT_TRUE(worked.has_value()) << (worked ? "" : worked.error().message);
    return *(*worked)->values(tensor);
}

TEST(ConvExample, OfWholeNumbersIsTheLectures) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_layer_integer"]["examples"];
    for (const auto& [i, example] : {std::pair{0, firstConvExample()}, {1, secondConvExample()}}) {
        EXPECT_EQ(differenceFrom(g[i]["a_l"], example.input), 0);
        EXPECT_EQ(differenceFrom(g[i]["delta_next"], example.delta), 0);
        EXPECT_EQ(differenceFrom(g[i]["z_next"], numbers(example, "conv1.output")), 0);
        EXPECT_EQ(differenceFrom(g[i]["dL_da_l_full_convolution"], numbers(example, "input.delta")), 0);
        EXPECT_EQ(differenceFrom(g[i]["dL_dg_valid_correlation"], numbers(example, "conv1.weight_gradient")),
                  0);
    }
}

TEST(ConvExample, BehindASigmoidIsTheLectures) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_layer_sigmoid"];
    const ConvExample example = sigmoidConvExample();
    EXPECT_EQ(readLayer(example), "sigmoid1");
    EXPECT_LT(differenceFrom(g["a_l"], numbers(example, "sigmoid1.output")), 1e-12);
    EXPECT_LT(differenceFrom(g["z_next"], numbers(example, "conv1.output")), 1e-12);
    EXPECT_LT(differenceFrom(g["dL_da_l"], numbers(example, "sigmoid1.delta")), 1e-12);
    EXPECT_LT(differenceFrom(g["delta_l"], numbers(example, "input.delta")), 1e-12);
    EXPECT_LT(differenceFrom(g["dL_dg"], numbers(example, "conv1.weight_gradient")), 1e-12);
}

TEST(ConvExample, OfSeveralChannelsIsTheLectures) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["conv_multichannel"];
    const ConvExample example = channelsConvExample();
    EXPECT_EQ(differenceFrom(g["z_next_maps"], numbers(example, "conv1.output")), 0);
    EXPECT_EQ(differenceFrom(g["dL_da_l"], numbers(example, "input.delta")), 0);
    EXPECT_EQ(differenceFrom(g["dL_dg"], numbers(example, "conv1.weight_gradient")), 0);
}

TEST(ConvExample, IsReadBackFromItsGrids) {
    for (const auto& [example, count] :
         {std::pair{firstConvExample(), 1}, {sigmoidConvExample(), 1}, {channelsConvExample(), 2}}) {
        const auto again = convExampleFrom(gridsOf(example), example, count, count);
        ASSERT_TRUE(again.has_value()) << again.error().message;
        EXPECT_EQ(again->input, example.input);
        EXPECT_EQ(again->kernels, example.kernels);
        EXPECT_EQ(again->delta, example.delta);
    }
}

TEST(ConvExample, FitsItsDeltaToTheOutput) {
    ConvExample padded = firstConvExample();
    padded.padding = 1;
    const auto example = convExampleFrom(gridsOf(firstConvExample()), padded);
    ASSERT_TRUE(example.has_value());
    EXPECT_EQ(example->delta.shape(), Shape({1, 5, 5}));
    EXPECT_EQ(example->delta.at({0, 4, 3}), firstConvExample().delta.at({0, 1, 0}));
}

TEST(ConvExample, SaysWhichGridIsImpossible) {
    Settings grids = gridsOf(firstConvExample());
    EXPECT_NE(convExampleFrom(grids, {}, 3).error().message.find("input: 4 rows"), std::string::npos);
    EXPECT_NE(convExampleFrom(grids, {}, 2, 2).error().message.find("kernel: 2 rows"), std::string::npos);
    EXPECT_NE(convExampleFrom(grids, {}, 1, 2).error().message.find("delta: 3 rows"), std::string::npos);
    grids["kernel"] = Tensor<double>({5, 1});
    EXPECT_NE(convExampleFrom(grids).error().message.find("kernel: 5x1"), std::string::npos);
}

TEST(GivenDelta, IsCutOrRepeated) {
    const Tensor<double> delta({2, 2}, {1, 2, 3, 4});
    EXPECT_EQ(fittedTo({1, 1}, delta), Tensor<double>({1, 1}, {1}));
    EXPECT_EQ(fittedTo({2, 2}, delta), delta);
    EXPECT_EQ(fittedTo({3, 3}, delta), Tensor<double>({3, 3}, {1, 2, 1, 3, 4, 3, 1, 2, 1}));
    EXPECT_THROW(fittedTo({4}, delta), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
