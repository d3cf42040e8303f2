#include "ui/widgets/map_image.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace deltascope {
namespace {

const Palette palette = Palette::light();

bool isClose(const QColor& a, const QColor& b) {
    return std::abs(a.red() - b.red()) < 3 && std::abs(a.green() - b.green()) < 3 &&
           std::abs(a.blue() - b.blue()) < 3;
}

TEST(MapImage, HasOnePixelAValueInRowMajorOrder) {
    const std::vector<float> values{0, 1, 0.5F, 0, 0, 1};
    const QImage image = mapImage(values, 2, 3, {0, 1}, palette);
    ASSERT_EQ(image.size(), QSize(3, 2));
    EXPECT_EQ(image.pixelColor(0, 0), palette.paper);
    EXPECT_EQ(image.pixelColor(1, 0), palette.ink);
    EXPECT_TRUE(isClose(image.pixelColor(2, 0), mixed(palette.paper, palette.ink, 0.5)));
    EXPECT_EQ(image.pixelColor(2, 1), palette.ink);
}

TEST(MapImage, ShowsSignsWhereThereAreSome) {
    const std::vector<float> values{-1, 2, 0};
    const QImage image = mapImage(values, 1, 3, scaleOf(values), palette);
    EXPECT_TRUE(isClose(image.pixelColor(0, 0), mixed(palette.neutral, palette.negative, 0.5)));
    EXPECT_TRUE(isClose(image.pixelColor(1, 0), palette.positive));
    EXPECT_TRUE(isClose(image.pixelColor(2, 0), palette.neutral));
}

TEST(MapImage, MarksValuesThatAreNotFiniteAndLeavesMissingOnesOpen) {
    const std::vector<float> values{1, std::numeric_limits<float>::quiet_NaN()};
    const QImage image = mapImage(values, 1, 3, {0, 1}, palette);
    EXPECT_EQ(image.pixelColor(1, 0), palette.danger.soft);
    EXPECT_EQ(image.pixelColor(2, 0).alpha(), 0);
}

TEST(MapImage, ScaleIsTheRangeOfTheFiniteValues) {
    const std::vector<float> values{3, std::numeric_limits<float>::infinity(), -1};
    EXPECT_EQ(scaleOf(values), (MapScale{-1, 3}));
    EXPECT_EQ(scaleOf({}), (MapScale{0, 0}));
}

TEST(MapImage, OfEqualValuesIsPlain) {
    const std::vector<float> values{0.7F, 0.7F};
    EXPECT_EQ(mapImage(values, 1, 2, scaleOf(values), palette).pixelColor(1, 0), palette.paper);
}

}  // namespace
}  // namespace deltascope
