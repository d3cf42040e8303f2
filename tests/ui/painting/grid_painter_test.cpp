#include "ui/painting/grid_painter.h"

#include <gtest/gtest.h>

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <cmath>
#include <limits>

#include "ui/painting/number_label.h"

namespace deltascope {
namespace {

QImage painted(const GridGeometry& grid, const Tensor<double>& values, Index known, ValueScale scale) {
    QImage image(grid.size().toSize() + QSize(2, 2), QImage::Format_RGB32);
    image.fill(Qt::magenta);
    QPainter painter(&image);
    paintGrid(painter, grid, {values, ValueRange::of(scale, values.values()), known}, Theme::light());
    return image;
}

TEST(NumberLabel, FitsItsCellWhateverTheNumber) {
    const double numbers[] = {0,     -1,      12345.678,    -0.00012345,
                              1e300, -1e-300, std::nan(""), -std::numeric_limits<double>::infinity(),
                              0.107, -99999,  1.0 / 3};
    for (const double cell : {28.0, 33.0, 48.0, 150.0})
        for (const double number : numbers) {
            const double values[] = {number, 0.5};
            const auto style = numberStyle(Theme::light().type.smallNumber, cell, values);
            const auto fitted = fittedNumber(style, number);
            EXPECT_LE(QFontMetricsF(fitted.font).horizontalAdvance(fitted.text), cell)
                << number << " in " << cell;
            EXPECT_FALSE(fitted.text.isEmpty());
        }
}

TEST(NumberLabel, WritesATrueMinusSign) {
    EXPECT_EQ(numberLabel(-2.5), QStringLiteral("−2.5"));
    EXPECT_EQ(numberLabel(-std::numeric_limits<double>::infinity()), QStringLiteral("−∞"));
}

TEST(ValueRange, IsSymmetricForSignedValuesAndIgnoresWhatIsNotFinite) {
    const double values[] = {-3, 1, std::nan(""), std::numeric_limits<double>::infinity()};
    const auto range = ValueRange::of(ValueScale::signedValue, values);
    EXPECT_EQ(range.low, -3);
    EXPECT_EQ(range.high, 3);
    const Palette palette = Palette::light();
    EXPECT_EQ(range.color(palette, -3), palette.negative);
    EXPECT_EQ(range.color(palette, 0), palette.neutral);
    EXPECT_NE(range.color(palette, std::nan("")), palette.neutral);
}

TEST(GridPainter, LeavesUnknownCellsBlank) {
    const Tensor<double> values({1, 2}, {5, 5});
    const GridGeometry grid{{1, 1, 2, 0}, {0, 0}, 40, 6, 1};
    const QImage image = painted(grid, values, 1, ValueScale::signedValue);
    EXPECT_EQ(image.pixelColor(5, 5), Palette::light().positive);
    for (int x = 42; x < 78; ++x) EXPECT_EQ(image.pixelColor(x, 20), image.pixelColor(42, 5)) << x;
}

TEST(GridPainter, ScalesSmallMapsWithoutSmoothing) {
    const Tensor<double> values({1, 2}, {0, 9});
    const QImage image = painted({{1, 1, 2, 0}, {0, 0}, 8, 6, 1}, values, 2, ValueScale::intensity);
    EXPECT_EQ(image.pixelColor(7, 4), Palette::light().paper);
    EXPECT_EQ(image.pixelColor(8, 4), Palette::light().ink);
}

TEST(GridPainter, WritesDarkOnLightAndLightOnDark) {
    const Tensor<double> values({1, 2}, {0, 9});
    const QImage image = painted({{1, 1, 2, 0}, {0, 0}, 60, 6, 1}, values, 2, ValueScale::intensity);
    int darkest = 255, lightest = 0;
    for (int y = 10; y < 50; ++y)
        for (int x = 10; x < 50; ++x) {
            darkest = std::min(darkest, image.pixelColor(x, y).lightness());
            lightest = std::max(lightest, image.pixelColor(x + 60, y).lightness());
        }
    EXPECT_LT(darkest, 60);
    EXPECT_GT(lightest, 200);
}

}  // namespace
}  // namespace deltascope
