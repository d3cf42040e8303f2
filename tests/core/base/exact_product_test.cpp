#include "core/base/exact_product.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace deltascope {
namespace {

std::string product(const std::vector<std::uint64_t>& factors) { return exactProduct(factors); }

TEST(ExactProduct, IsExactWhereDoublesAreNot) {
    EXPECT_EQ(product({}), "1");
    EXPECT_EQ(product({7}), "7");
    EXPECT_EQ(product({9, 0, 3}), "0");
    EXPECT_EQ(product(std::vector<std::uint64_t>(64, 2)), "18446744073709551616");
    EXPECT_EQ(product(std::vector<std::uint64_t>(40, 10)), "1" + std::string(40, '0'));
    EXPECT_EQ(product({1'000'000'000'000'000'000, 1'000'000'000'000'000'000, 3}), "3" + std::string(36, '0'));
    EXPECT_EQ(product({999'999'999'999'999'999, 999'999'999'999'999'999}),
              "999999999999999998000000000000000001");
}

TEST(ExactProduct, RefusesFactorsWhoseDigitsWouldOverflow) {
    EXPECT_THROW(product({1'000'000'000'000'000'001}), std::invalid_argument);
}

TEST(ExactProduct, GroupsDigitsFromTheRight) {
    EXPECT_EQ(groupedDigits(""), "");
    EXPECT_EQ(groupedDigits("256"), "256");
    EXPECT_EQ(groupedDigits("1234567"), "1 234 567");
}

}  // namespace
}  // namespace deltascope
