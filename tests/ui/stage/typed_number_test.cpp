#include "ui/stage/typed_number.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

TEST(TypedNumber, ReadsPointsCommasAndBothMinusSigns) {
    EXPECT_EQ(*typedNumber(QStringLiteral(" 2.5 "), 10), 2.5);
    EXPECT_EQ(*typedNumber(QStringLiteral("2,5"), 10), 2.5);
    EXPECT_EQ(*typedNumber(QStringLiteral("−3"), 10), -3);
    EXPECT_EQ(*typedNumber(QStringLiteral("1e-2"), 10), 0.01);
}

TEST(TypedNumber, RefusesInWordsWhatIsNoFiniteNumberInRange) {
    for (const char* text :
         {"", "  ", "abc", "nan", "inf", "-inf", "1e300", "1e999", "1.2.3", "0x10", "--1"}) {
        const auto result = typedNumber(QString::fromUtf8(text), 1e6);
        ASSERT_FALSE(result) << text;
        EXPECT_GT(result.error().message.size(), 15U) << text;
    }
}

}  // namespace
}  // namespace deltascope
