#include "core/data/drawing.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

const Drawing twoStrokes{{{{{.2F, .3F}, {.4F, .9F}}, .05F}, {{{.7F, .1F}}, .1F}}};

TEST(Drawing, HasABoxAroundThePointsOfAllStrokes) {
    const auto box = bounds(twoStrokes);
    ASSERT_TRUE(box);
    EXPECT_FLOAT_EQ(box->left, .2F);
    EXPECT_FLOAT_EQ(box->top, .1F);
    EXPECT_FLOAT_EQ(box->right, .7F);
    EXPECT_FLOAT_EQ(box->bottom, .9F);
    EXPECT_FALSE(bounds({}));
    EXPECT_FALSE(bounds({{Stroke{}}}));
}

TEST(Drawing, IsMovedByAnAffineMapWithItsPensKept) {
    const Drawing moved = transformed(twoStrokes, {0, -1, 1, 0, 1, 0});  // a quarter turn, then right by 1
    EXPECT_FLOAT_EQ(moved.strokes[0].points[1].x, 1 - .9F);
    EXPECT_FLOAT_EQ(moved.strokes[0].points[1].y, .4F);
    EXPECT_FLOAT_EQ(moved.strokes[1].width, .1F);
    EXPECT_FLOAT_EQ(withPenWidth(moved, .3F).strokes[0].width, .3F);
}

}  // namespace
}  // namespace deltascope
