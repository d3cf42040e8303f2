#include "core/data/line_width.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

/// A bar of `width` pixels from edge to edge of a map of 60 x 60, from row `top` on.
InkMap bar(Index width, Index top = 20) {
    InkMap ink = InkMap::Zero(60, 60);
    ink.middleRows(top, width) = 1;
    return ink;
}

TEST(LineWidth, IsTheMeanOverTheLines) {
    EXPECT_EQ(lineWidth(InkMap::Zero(5, 5)), 0);
    for (const Index width : {3, 6, 12}) {
        // The two short ends count as edges as well, and the corners between them a little less.
        const auto expected = static_cast<float>(60 * width) / static_cast<float>(60 + width);
        EXPECT_NEAR(lineWidth(bar(width)), expected, 0.01F * expected) << width;
    }
}

TEST(Widened, GrowsLinesAndTheMap) {
    const InkMap wide = widened(bar(4), 3);
    EXPECT_EQ(wide.rows(), 66);
    EXPECT_EQ(wide.cols(), 66);
    EXPECT_NEAR(wide.col(33).sum(), 10, 1e-5);
    EXPECT_EQ(wide(20, 33), 1) << "three rows further up, and three rows of margin";
    EXPECT_EQ(wide(19, 33), 0);
}

TEST(Thinned, TakesTheSameFromBothSides) {
    InkMap line = InkMap::Zero(60, 60);
    line.block(20, 10, 12, 40) = 1;
    const InkMap thin = thinned(line, 3);
    ASSERT_EQ(thin.rows(), 60);
    ASSERT_EQ(thin.cols(), 60);
    EXPECT_NEAR(thin.col(30).sum(), 6, 1e-5);
    EXPECT_EQ(thin(22, 30), 0);
    EXPECT_EQ(thin(23, 30), 1);
    EXPECT_NEAR(thin.row(26).sum(), 34, 1e-5) << "the ends, too";
}

TEST(Thinned, OpensALoopThatAThickPenLeftAsADent) {
    InkMap ring = InkMap::Zero(60, 60);
    ring.block(10, 10, 30, 30) = 1;
    ring(25, 25) = 0;
    const InkMap thin = thinned(ring, 3);
    EXPECT_EQ(thin(25, 28), 0) << "the hole grew";
    EXPECT_EQ(thin(25, 18), 1) << "the line around it is left";
}

TEST(Thinned, LeavesLinesThatItWouldWipeOut) {
    InkMap ink = bar(16, 5);
    ink.middleRows(50, 2) = 1;
    const InkMap thin = thinned(ink, 4);
    EXPECT_NEAR(thin.col(30).head(40).sum(), 8, 1e-5);
    EXPECT_NEAR(thin.col(30).tail(20).sum(), 2, 1e-5) << "a hairline beside the thick line";
}

TEST(Thinned, CountsWhatLiesOutsideTheMapAsPaper) {
    const InkMap thin = thinned(InkMap::Ones(20, 20), 2);
    EXPECT_EQ(thin(1, 10), 0);
    EXPECT_EQ(thin(2, 10), 1);
}

}  // namespace
}  // namespace deltascope
