#include "core/data/ink.h"

#include <gtest/gtest.h>

#include "core/data/ink_pieces.h"
#include "core/data/resample.h"
#include "tests/support/core/data_pictures.h"

namespace deltascope {
namespace {

TEST(Resampled, AveragesTheCoveredAreaWhenItShrinks) {
    InkMap ink(2, 3);
    ink << 0, 1, 0.5F, 1, 1, 0;
    const InkMap small = resampled(ink, {0, 0, 3, 2}, 1.5);
    ASSERT_EQ(small.cols(), 2);
    ASSERT_EQ(small.rows(), 2) << "2 / 1.5, rounded up";
    // The upper result row covers the first source row and half a row of nothing above it, in part.
    EXPECT_FLOAT_EQ(small(0, 0), (0 + 0.5F * 1) / 1.5F * (1 / 1.5F));
    EXPECT_FLOAT_EQ(small(1, 1), (0.5F * 1 + 0) / 1.5F * (1 / 1.5F));
}

TEST(Resampled, KeepsAllInkWhenItShrinksAndTheValuesOfTheSameSize) {
    Random random(2);
    const InkMap ink = InkMap::NullaryExpr(37, 53, [&] { return static_cast<float>(random.uniform()); });
    for (const double step : {1.3, 2.65, 7.0, 60.0}) {
        EXPECT_NEAR(resampled(ink, {0, 0, 53, 37}, step).sum() * step * step / ink.sum(), 1, 1e-5) << step;
    }
    EXPECT_EQ(resampled(ink, {0, 0, 53, 37}, 53.0 / 20).cols(), 20);
    EXPECT_TRUE(resampled(ink, {3, 5, 20, 30}, 1).isApprox(ink.block(5, 3, 25, 17)));
}

TEST(Resampled, InterpolatesWhenItGrows) {
    InkMap ink(1, 2);
    ink << 0, 1;
    const InkMap large = resampled(ink, {0, 0, 2, 1}, 0.5);
    const InkMap expected{{0, 0.25F, 0.75F, 1}, {0, 0.25F, 0.75F, 1}};
    EXPECT_TRUE(large.isApprox(expected)) << large;
}

TEST(FindInk, MeasuresInkAgainstThePaperAroundIt) {
    GreyImage picture = blankPicture(40, 30, 0.7F);
    paint(picture, 10, 10, 20, 20, 0.2F);
    const auto ink = findInk(picture);
    ASSERT_TRUE(ink);
    EXPECT_FLOAT_EQ((*ink)(15, 15), 1);
    EXPECT_NEAR((*ink)(5, 30), 0, 1e-5);
}

TEST(FindInk, IsNotMisledByInkThatRunsOffThePicture) {
    GreyImage picture = blankPicture(100, 100, 1);
    paint(picture, 30, 0, 50, 100, 0);
    const auto ink = findInk(picture);
    ASSERT_TRUE(ink);
    EXPECT_FLOAT_EQ((*ink)(50, 40), 1);
    EXPECT_NEAR((*ink)(50, 80), 0, 1e-5);
}

TEST(SeparateDigit, JoinsPiecesThatTouchAtCornersOrBelow) {
    // A U whose arms are joined only by its last row, and a diagonal: one piece each.
    InkMap ink = InkMap::Zero(40, 40);
    ink.block(5, 5, 20, 2) = 1;
    ink.block(5, 15, 20, 2) = 1;
    ink.row(25).segment(5, 12) = 1;
    for (Index i = 0; i < 10; ++i) ink(26 + i, 17 + i) = 1;
    ink(2, 38) = 1;  // dust
    const InkBox box = separateDigit(ink);
    EXPECT_EQ(box.left, 5);
    EXPECT_EQ(box.top, 5);
    EXPECT_EQ(box.right, 27);
    EXPECT_EQ(box.bottom, 36);
    EXPECT_EQ(ink(2, 38), 0);
    EXPECT_EQ(ink(30, 21), 1);
}

TEST(SeparateDigit, GivesAnEmptyBoxWithoutInk) {
    InkMap ink = InkMap::Zero(5, 5);
    EXPECT_EQ(separateDigit(ink).width(), 0);
}

}  // namespace
}  // namespace deltascope
