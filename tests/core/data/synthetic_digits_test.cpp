#include "core/data/synthetic_digits.h"

#include <gtest/gtest.h>

#include "tests/support/core/data_pictures.h"

namespace deltascope {
namespace {

TEST(SyntheticDigit, IsTheSameForTheSameSeedAndNumber) {
    const PenDigit later = syntheticDigit(3, 1000);
    syntheticDigit(3, 5);
    EXPECT_EQ(syntheticDigit(3, 1000).drawing, later.drawing);
    EXPECT_NE(syntheticDigit(4, 1000).drawing, later.drawing);
    EXPECT_NE(syntheticDigit(3, 1010).drawing, later.drawing);
}

TEST(SyntheticDigit, HasTheLastDigitOfItsNumberAsLabel) {
    for (std::uint64_t number = 0; number < 40; ++number) {
        EXPECT_EQ(syntheticDigit(1, number).label, static_cast<int>(number % 10));
    }
}

TEST(SyntheticDigit, LiesOnTheCanvasAndCanBeRead) {
    for (std::uint64_t number = 0; number < 300; ++number) {
        const PenDigit digit = syntheticDigit(9, number);
        const auto box = bounds(digit.drawing);
        ASSERT_TRUE(box);
        EXPECT_GE(std::min(box->left, box->top), 0) << number;
        EXPECT_LE(std::max(box->right, box->bottom), 1) << number;
        EXPECT_TRUE(digitFromPicture(rasterize(digit.drawing, 140))) << number;
    }
}

TEST(CurveThrough, MeetsItsPointsAndBendsSmoothly) {
    const SkeletonRun run{{0, 0}, {1, 0}, {1, 1}};
    const auto curve = curveThrough(run, 10);
    ASSERT_EQ(curve.size(), 21U);
    EXPECT_EQ(curve.front(), run.front());
    EXPECT_NEAR(curve[10].x, 1, 1e-6);
    EXPECT_NEAR(curve[10].y, 0, 1e-6);
    EXPECT_EQ(curve.back(), run.back());
    EXPECT_GT(curve[15].x, 1) << "the curve swings out past the corner";
    const auto straight = curveThrough({{0, 0}, {2, 1}}, 4);
    for (const PenPoint p : straight) EXPECT_NEAR(p.y, p.x / 2, 1e-5);
}

TEST(DigitSkeletons, OfferSeveralWaysForEachDigitWithJoinedRuns) {
    for (int digit = 0; digit < 10; ++digit) {
        EXPECT_GE(digitSkeletons(digit).size(), 2U);
        for (const auto& style : digitSkeletons(digit)) {
            for (const auto& stroke : style) {
                for (std::size_t i = 1; i < stroke.size(); ++i) {
                    EXPECT_EQ(stroke[i].front(), stroke[i - 1].back()) << digit;
                }
            }
        }
    }
    EXPECT_THROW(digitSkeletons(10), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
