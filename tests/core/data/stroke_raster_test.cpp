#include "core/data/stroke_raster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/support/core/data_pictures.h"

namespace deltascope {
namespace {

float distance(PenPoint p, PenPoint a, PenPoint b) {
    const float dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
    const float t =
        squared > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / squared, 0.0F, 1.0F) : 0.0F;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

float distance(PenPoint p, const std::vector<PenPoint>& line) {
    float nearest = distance(p, line.front(), line.front());
    for (std::size_t i = 1; i < line.size(); ++i)
        nearest = std::min(nearest, distance(p, line[i - 1], line[i]));
    return nearest;
}

/// Every pixel against every segment.
GreyImage reference(const Drawing& drawing, Index side) {
    GreyImage image = blankPicture(side, side, 1);
    const auto scale = static_cast<float>(side);
    for (const Stroke& stroke : drawing.strokes) {
        const auto line = smoothed(stroke);
        const float radius = stroke.width / 2 * scale;
        for (Index i = 0; i < side * side; ++i) {
            const PenPoint centre{(static_cast<float>(i % side) + 0.5F) / scale,
                                  (static_cast<float>(i / side) + 0.5F) / scale};
            const float d = distance(centre, line) * scale;
            const float ink = std::min(d + 0.5F, radius) - std::max(d - 0.5F, -radius);
            float& value = image.values[static_cast<std::size_t>(i)];
            value = std::min(value, 1 - std::clamp(ink, 0.0F, 1.0F));
        }
    }
    return image;
}

float largestDifference(const GreyImage& a, const GreyImage& b) {
    float largest = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        largest = std::max(largest, std::abs(a.values[i] - b.values[i]));
    return largest;
}

double inkOf(const GreyImage& image) {
    double ink = 0;
    for (const float value : image.values) ink += 1 - static_cast<double>(value);
    return ink;
}

TEST(Rasterize, AgreesWithTheDistanceOfEveryPixelToEverySegment) {
    for (int digit = 0; digit < 10; ++digit) {
        for (const float width : {0.004F, 0.03F, 0.12F}) {
            const Drawing drawing = placed(plainDigit(digit), {.extent = 0.9F, .penWidth = width});
            EXPECT_LT(largestDifference(rasterize(drawing, 97), reference(drawing, 97)), 2e-3F) << digit;
        }
    }
}

TEST(Rasterize, AgreesForLongLinesThatLeaveTheCanvas) {
    const Drawing drawing{{{{{-3, -2}, {2.5F, 3}}, 0.02F}, {{{0.1F, 0.9F}, {0.9F, 0.12F}}, 0.05F}}};
    EXPECT_LT(largestDifference(rasterize(drawing, 120), reference(drawing, 120)), 2e-3F);
}

TEST(Rasterize, DrawsADotAsADisc) {
    const GreyImage image = rasterize({{{{{0.5F, 0.5F}}, 0.2F}}}, 200);
    EXPECT_NEAR(inkOf(image), 3.14159 * 20 * 20, 5);
    EXPECT_EQ(image.at(100, 100), 0);
    EXPECT_EQ(image.at(5, 5), 1);
}

TEST(Rasterize, GivesALineItsLengthTimesWidthOfInkAndRoundEnds) {
    const GreyImage image = rasterize({{{{{0.2F, 0.5F}, {0.8F, 0.5F}}, 0.1F}}}, 200);
    EXPECT_NEAR(inkOf(image), 120 * 20 + 3.14159 * 10 * 10, 5);
    // Thinner than a pixel: paler, not wider.
    EXPECT_NEAR(inkOf(rasterize({{{{{0.1F, 0.5025F}, {0.9F, 0.5025F}}, 0.001F}}}, 200)), 160 * 0.2, 0.5);
}

TEST(Rasterize, LeavesTheCanvasWhiteWhereThereIsNothing) {
    for (const Drawing& drawing : {Drawing{}, Drawing{{Stroke{}}}, Drawing{{{{{5, 5}, {6, 7}}, 0.1F}}},
                                   Drawing{{{{{.5F, .5F}}, 0}}}, Drawing{{{{{1e30F, -1e30F}}, 0.1F}}}}) {
        EXPECT_EQ(inkOf(rasterize(drawing, 50)), 0);
    }
}

TEST(Rasterize, RefusesWhatIsNotANumber) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    EXPECT_THROW(rasterize({{{{{nan, 0}}, 0.1F}}}, 50), std::invalid_argument);
    EXPECT_THROW(rasterize({{{{{0, 0}}, nan}}}, 50), std::invalid_argument);
    EXPECT_THROW(rasterize({}, 0), std::invalid_argument);
}

TEST(Smoothed, KeepsEndsAndStraightLinesAndRoundsCorners) {
    const std::vector<PenPoint> corner{{0, 0}, {0.5F, 0}, {0.5F, 0.5F}};
    const auto line = smoothed({corner, 0.1F});
    EXPECT_EQ(line.front(), corner.front());
    EXPECT_EQ(line.back(), corner.back());
    EXPECT_GT(line.size(), 6U);
    const PenPoint onCurve{0.4375F, 0.0625F};  // the quadratic's point half way
    EXPECT_LT(distance(onCurve, line), 0.0006F);
    EXPECT_EQ(smoothed({{{0, 0}, {.1F, .1F}, {.2F, .2F}}, 0.1F}).size(), 4U);
    EXPECT_TRUE(smoothed({}).empty());
    EXPECT_EQ(smoothed({{{.3F, .3F}}, 0.1F}).size(), 1U);
}

TEST(Smoothed, KeepsACornerThatIsWrittenTwice) {
    const auto line = smoothed({{{0, 0}, {0.5F, 0}, {0.5F, 0}, {0.5F, 0.5F}}, 0.1F});
    EXPECT_LT(distance({0.5F, 0}, line), 1e-6F);
}

}  // namespace
}  // namespace deltascope
