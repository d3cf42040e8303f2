#include "core/data/variation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/support/core/data_pictures.h"

namespace deltascope {
namespace {

TEST(Placed, PutsTheInkWhereAndAsLargeAsAsked) {
    for (const PenPoint place : {PenPoint{0, 0}, PenPoint{1, 1}, PenPoint{0.5F, 0.5F}}) {
        const Drawing drawing = placed(plainDigit(0), {.extent = 0.5F, .place = place, .penWidth = 0.1F});
        const Box box = bounds(drawing).value();
        EXPECT_NEAR(box.height() + 0.1F, 0.5F, 1e-5);
        EXPECT_NEAR(box.top - 0.05F, place.y * 0.5F, 1e-5);
        EXPECT_NEAR(box.left - 0.05F, place.x * (1 - box.width() - 0.1F), 1e-5);
        EXPECT_FLOAT_EQ(drawing.strokes[0].width, 0.1F);
    }
}

TEST(Placed, SlantsTurnsAndStretches) {
    const Drawing cross{{{{{0, 0.5F}, {1, 0.5F}}, 0.1F}, {{{0.5F, 0}, {0.5F, 1}}, 0.1F}}};
    const auto slanted = placed(cross, {.slant = 0.5F}).strokes[1].points;
    EXPECT_NEAR((slanted[0].x - slanted[1].x) / (slanted[1].y - slanted[0].y), 0.5F, 1e-5)
        << "top to the right";
    const auto turned = placed(cross, {.rotation = 0.1F}).strokes[0].points;
    EXPECT_NEAR((turned[1].y - turned[0].y) / (turned[1].x - turned[0].x), std::tan(0.1F), 1e-5)
        << "clockwise";
    const Box wide = bounds(placed(cross, {.stretch = 2})).value();
    EXPECT_NEAR(wide.width() / wide.height(), 2, 1e-5);
}

TEST(Placed, LimitsThePenOfASmallDigitAndAcceptsDotsAndNothing) {
    EXPECT_FLOAT_EQ(placed(plainDigit(8), {.extent = 0.2F, .penWidth = 0.1F}).strokes[0].width, 0.05F);
    const Drawing dot = placed({{{{{0.3F, 0.3F}}, 0.1F}}}, {});
    EXPECT_NEAR(dot.strokes[0].points[0].x, 0.5F, 1e-6);
    EXPECT_EQ(placed({}, {}), Drawing{});
}

TEST(RandomPenVariation, KeepsTheInkOnTheCanvas) {
    Random random(5);
    for (int i = 0; i < 500; ++i) {
        const Drawing drawing = placed(plainDigit(i % 10), randomPenVariation(random));
        const Box box = bounds(drawing).value();
        const float reach = drawing.strokes[0].width / 2 - 1e-5F;
        EXPECT_GE(std::min(box.left, box.top), reach);
        EXPECT_LE(std::max(box.right, box.bottom), 1 - reach);
    }
}

TEST(BlottedPenVariation, IsSmallAndThick) {
    Random random(5);
    for (int i = 0; i < 200; ++i) {
        const PenVariation variation = blottedPenVariation(random);
        EXPECT_LT(variation.extent, 0.45F);
        EXPECT_GE(variation.penWidth, 0.14F * variation.extent * 0.999F);
        EXPECT_FLOAT_EQ(placed(plainDigit(8), variation).strokes[0].width, variation.penWidth)
            << "not more than placed() allows";
    }
}

TEST(EvaluationVariations, AreSixKindsAndTheirEightCombinationsAndTwoSlants) {
    const auto& all = evaluationVariations();
    ASSERT_EQ(all.size(), 16U);
    std::set<std::string> names;
    for (const auto& kind : all) names.insert(kind.name);
    EXPECT_EQ(names.size(), 16U);
    EXPECT_TRUE(names.contains("corner, small, thin pen"));
    EXPECT_EQ(all[0].name, "centre");
    EXPECT_EQ(all[0].variation, PenVariation{});
    EXPECT_LT(all[3].variation.extent, all[2].variation.extent) << all[3].name;
    EXPECT_LT(all[4].variation.penWidth, all[5].variation.penWidth) << all[4].name;
    EXPECT_LT(all[14].variation.slant, 0) << all[14].name;
    EXPECT_GT(all[15].variation.slant, 0) << all[15].name;
}

}  // namespace
}  // namespace deltascope
