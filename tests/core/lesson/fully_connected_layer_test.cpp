#include "core/lesson/walkthroughs/fully_connected_layer.h"

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

TEST(FullyConnectedLayer, FlattensTheLecturesMapsMapByMap) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& flatten = golden()["fc_matmul"]["flatten_example"];
    const auto lesson = walkthroughOf("L8");
    EXPECT_EQ(differenceFrom(flatten["maps"], exhibitAt(*lesson, 0, "maps").values), 0);
    EXPECT_EQ(differenceFrom(flatten["vector"], exhibitAt(*lesson, 1, "column").values), 0);
    EXPECT_EQ(lesson->step(0).known[0].count, 4);
    EXPECT_EQ(lesson->step(1).known[0].count, 8);
    EXPECT_EQ(lesson->step(1).question->answer, 5);
}

TEST(FullyConnectedLayer, MultipliesTheLecturesMatrixRowByRow) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["fc_matmul"];
    const auto lesson = walkthroughOf("L8");
    ASSERT_EQ(lesson->stepCount(), 2 + 3 + 3);
    const Tensor<double> products = tensorFrom(g["products"]);
    for (Index row = 0; row < 3; ++row)
        for (const Index step : {2 + row, 5 + row}) {  // as a product, and as a template
            const Explanation output = lesson->step(step).explanations[0];
            EXPECT_EQ(output.value, g["z"][static_cast<std::size_t>(row)]);
            for (Index i = 0; i < 4; ++i) {
                EXPECT_EQ(output.expression.arguments[static_cast<std::size_t>(i)].value,
                          products.at({row, i}));
            }
        }
    EXPECT_NE(lesson->step(2).text.find("1, 0, -3 and 8, add up to 6"), std::string::npos);
}

TEST(FullyConnectedLayer, LaysEachRowBesideTheInput) {
    const auto lesson = walkthroughOf("L8");
    EXPECT_EQ(exhibitAt(*lesson, 6, "template").values, Tensor<double>({4}, {0, 3, 1, -1}));
    EXPECT_EQ(cellText(*cellOf(exhibitAt(*lesson, 6, "template"), 2)), "fc1.weight[1,2]");
    EXPECT_NE(lesson->step(6).text.find("grows by 9 in all, where signs differ it falls by 4"),
              std::string::npos);
    EXPECT_EQ(lesson->step(6).earlier[0].step, 3);
}

TEST(FullyConnectedLayer, TakesOtherSizes) {
    const auto lesson = walkthroughOf("L8", {{"maps", Tensor<double>({3, 2}, {1, 2, 3, 4, 5, 6})},
                                             {"map_count", 3.0},
                                             {"input", Tensor<double>({1, 2}, {5, 7})},
                                             {"weights", Tensor<double>({1, 2}, {2, 3})}});
    EXPECT_EQ(lesson->stepCount(), 3 + 1 + 1);
    EXPECT_EQ(numberAt(*lesson, "fc1.output[0]"), 31);
    EXPECT_EQ(numberAt(*lesson, "maps.flatten1.output[5]"), 6);
}

TEST(FullyConnectedLayer, RefusesSizesThatDoNotFit) {
    EXPECT_EQ(errorOf("L8", {{"map_count", 3.0}}),
              "map_count: 3, expected a number that divides the 4 rows of the maps");
    EXPECT_EQ(errorOf("L8", {{"map_count", 1.5}}), "map_count: 1.5, expected a whole number");
    const std::string error = errorOf("L8", {{"input", Tensor<double>({1, 3}, {1, 2, 3})}});
    EXPECT_NE(error.find("input: 1x3, expected one row of 4 numbers"), std::string::npos) << error;
    EXPECT_NE(errorOf("L8", {{"input", Tensor<double>({4, 1})}}).find("input: 4x1"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
