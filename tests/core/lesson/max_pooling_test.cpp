#include "core/lesson/walkthroughs/max_pooling.h"

#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

using Place = std::pair<Index, Index>;

/// Where the step rings the winner.
Place winnerAt(const Step& step) { return {step.focus[1].row, step.focus[1].column}; }

TEST(MaxPooling, GivesTheLecturesFourWindowsInOrderWithTheirWinners) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& windows = golden()["pool_forward_3x3"]["windows_in_order"];
    const auto lesson = walkthroughOf("L9");
    ASSERT_EQ(lesson->stepCount(), 5);  // and what is left
    for (Index i = 0; i < 4; ++i) {
        const Golden& window = windows[static_cast<std::size_t>(i)];
        const Step step = lesson->step(i);
        EXPECT_EQ(step.explanations[0].value, window["max"]);
        EXPECT_EQ(step.question->answer, window["max"]);
        EXPECT_EQ(step.known[0].count, i + 1);
        EXPECT_EQ(Place(step.focus[0].row, step.focus[0].column), window["top_left"]);
        EXPECT_EQ(winnerAt(step), window["argmax"]);
        const Tensor<double> values = tensorFrom(window["values"]);
        const auto& candidates = step.explanations[0].expression.arguments;
        ASSERT_EQ(candidates.size(), 4u);
        for (std::size_t c = 0; c < 4; ++c) {
            EXPECT_EQ(candidates[c].value, values[static_cast<Index>(c)]);
        }
    }
}

TEST(MaxPooling, WithStrideTwoHasWindowsSideBySide) {
    const Tensor<double> picture({4, 4}, {1, 2, 0, 1, 0, 1, 3, 2, 2, 1, 0, 0, 1, 0, 2, 1});
    const auto lesson = walkthroughOf("L9", {{"picture", picture}, {"stride", 2.0}});
    EXPECT_EQ(exhibitAt(*lesson, 0, "output").values, Tensor<double>({2, 2}, {2, 3, 2, 2}));
    EXPECT_EQ(winnerAt(lesson->step(0)), Place(0, 1));
    EXPECT_EQ(winnerAt(lesson->step(1)), Place(1, 2));
}

TEST(MaxPooling, OfEqualNumbersTakesTheFirst) {
    const auto lesson = walkthroughOf("L9", {{"picture", Tensor<double>({2, 2}, {0, 7, 7, 1})}});
    EXPECT_EQ(winnerAt(lesson->step(0)), Place(0, 1));
    EXPECT_NE(lesson->step(0).text.find("2 times"), std::string::npos);
}

TEST(MaxPooling, SaysWhenANumberWinsASecondTime) {
    const auto lesson = walkthroughOf("L9", {{"picture", Tensor<double>({2, 3}, {0, 7, 2, 3, 1, 4})}});
    EXPECT_EQ(lesson->step(0).text.find("before"), std::string::npos);
    EXPECT_NE(lesson->step(1).text.find("before"), std::string::npos);
}

TEST(MaxPooling, RefusesWindowsThatMakeNoSense) {
    EXPECT_NE(errorOf("L9", {{"window", 4.0}}).find("window: "), std::string::npos);
    EXPECT_NE(errorOf("L9", {{"window", 4.0}}).find("4x4 window does not fit"), std::string::npos);
    EXPECT_EQ(errorOf("L9", {{"stride", 1.5}}), "stride: 1.5, expected a whole number");
    EXPECT_NE(errorOf("L9", {{"stride", 0.0}}).find("stride: 0, expected 1 to"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
