#include "app/commands/typed_values.h"

#include <gtest/gtest.h>

namespace deltascope {

constexpr NumberRange rate{0, 10, false, true};

TEST(TypedValues, NumbersAreReadWhole) {
    EXPECT_EQ(*parseNumber("0.25", rate), 0.25);
    EXPECT_EQ(*parseNumber("1e-3", rate), 1e-3);
    for (const char* bad :
         {"", " 1", "1 ", "1,5", "1x", "abc", "0x10", "nan", "inf", "-inf", "1e300", "1e999"}) {
        EXPECT_FALSE(parseNumber(bad, rate)) << bad;
    }
}

TEST(TypedValues, EndsOfARangeAreAllowedOrNot) {
    EXPECT_FALSE(parseNumber("0", rate));
    EXPECT_TRUE(parseNumber("10", rate));
    const NumberRange share{0, 1, true, false};
    EXPECT_TRUE(parseNumber("0", share));
    EXPECT_FALSE(parseNumber("1", share));
}

TEST(TypedValues, ErrorsSayWhatWasExpectedAndWhatWasThere) {
    EXPECT_EQ(parseNumber("abc", rate).error().message,
              "expected a number above 0 and at most 10, got 'abc'");
    EXPECT_EQ(parseWholeNumber("1.5", 1, 9).error().message,
              "expected a whole number from 1 to 9, got '1.5'");
}

TEST(TypedValues, WholeNumbersAreDecimal) {
    EXPECT_EQ(*parseWholeNumber("010", 1, 99), 10);
    for (const char* bad : {"", "0", "100", "-3", "+5", "1e1", "0x5", "99999999999999999999"}) {
        EXPECT_FALSE(parseWholeNumber(bad, 1, 99)) << bad;
    }
}

TEST(TypedValues, SizesAreWidthByHeight) {
    EXPECT_EQ(*parseSize("1440x900", 320, 8192), std::pair(Index{1440}, Index{900}));
    for (const char* bad : {"1440", "1440x", "x900", "1440*900", "100x900", "1440x9000", "1440x900x3"}) {
        EXPECT_FALSE(parseSize(bad, 320, 8192)) << bad;
    }
}

TEST(TypedValues, SpansAreFirstToLast) {
    EXPECT_EQ(*parseSpan("1-25", 100), std::pair(Index{1}, Index{25}));
    EXPECT_EQ(*parseSpan("7", 100), std::pair(Index{7}, Index{7}));
    for (const char* bad : {"", "-", "3-1", "0-5", "1-101", "1-", "-3", "a-b"}) {
        EXPECT_FALSE(parseSpan(bad, 100)) << bad;
    }
}

}  // namespace deltascope
