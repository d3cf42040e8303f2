#include "ui/painting/number_label.h"

#include <gtest/gtest.h>

#include <QPalette>

#include "ui/theme/theme.h"

namespace deltascope {
namespace {

std::vector<QString> written(double cell, const std::vector<double>& values) {
    const NumberStyle style = numberStyle(Theme::make(ThemeKind::light, {}).type.smallNumber, cell, values);
    std::vector<QString> texts;
    for (const double value : values) texts.push_back(fittedNumber(style, value).text);
    return texts;
}

TEST(NumberStyle, GivesAllNumbersOfAGridTheSameDecimals) {
    EXPECT_EQ(written(90, {0.5131, -0.25, 0.1}), (std::vector<QString>{"0.5131", "−0.2500", "0.1000"}));
    EXPECT_EQ(written(60, {3, -12, 0}), (std::vector<QString>{"3", "−12", "0"}));
}

// "-0.2" beside "0.25" looks as if they were not opposite.
TEST(NumberStyle, TakesNoDigitFromNegativeNumbersAlone) {
    for (const double cell : {28.0, 32.0, 36.0, 44.0, 60.0, 100.0}) {
        const auto texts = written(cell, {0.25, -0.25, 0.5, -0.5});
        EXPECT_EQ(texts[1], QStringLiteral("−") + texts[0]) << cell;
        EXPECT_EQ(texts[3], QStringLiteral("−") + texts[2]) << cell;
        EXPECT_NE(texts[0], texts[2]) << cell;
    }
}

TEST(NumberStyle, WritesWhatRoundingLeftOfAZeroAsZero) {
    EXPECT_EQ(written(60, {0.25, -2e-18})[1], QStringLiteral("0"));
    EXPECT_EQ(written(60, {4.441e-16})[0], QStringLiteral("0"));
    EXPECT_EQ(written(60, {1, 3e-12})[1], QStringLiteral("3e−12")) << "small, but a number";
}

TEST(NumberStyle, TakesNoSmallNumberForNoiseWhereNothingCancels) {
    EXPECT_EQ(written(60, {1e10, 9.2e23})[0], QStringLiteral("1e10"));
}

TEST(NumberStyle, KeepsNumbersOfVeryDifferentSizeApart) {
    const auto texts = written(60, {1000, 0.004, 2e7});
    EXPECT_EQ(texts[1], QStringLiteral("0.004"));
    EXPECT_EQ(texts[2], QStringLiteral("2e7"));
}

}  // namespace
}  // namespace deltascope
