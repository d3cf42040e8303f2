#include "core/training/numeric_derivative.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace deltascope {
namespace {

TEST(NumericDerivative, ASmoothFunctionIsMeasuredToTenDigits) {
    const auto measured = numericDerivative([](double change) { return std::exp(0.3 + change); });
    EXPECT_NEAR(measured.slope, std::exp(0.3), 1e-10);
    EXPECT_LE(std::abs(measured.slope - std::exp(0.3)), measured.uncertainty);
    EXPECT_LT(measured.uncertainty, 1e-9);
}

TEST(NumericDerivative, ABendBesideThePlaceIsStoodClearOf) {
    for (const double bend : {0.007, -0.002, 3e-4, -7e-5, 2e-5, -6e-6, 1e-6}) {
        const auto measured = numericDerivative(
            [&](double change) { return 0.5 + 0.2 * change + 3 * std::max(0.0, change - bend); });
        const double truth = bend > 0 ? 0.2 : 3.2;
        EXPECT_NEAR(measured.slope, truth, measured.uncertainty) << "bend at " << bend;
        EXPECT_NEAR(measured.slope, truth, 1e-8) << "bend at " << bend;
    }
}

TEST(NumericDerivative, ABendAtThePlaceItselfIsToldAsUncertain) {
    const auto measured = numericDerivative([](double change) { return std::abs(change); });
    EXPECT_GT(measured.uncertainty, 0.5) << "slopes of -1 and 1 meet";
}

TEST(NumericDerivative, ALossThatIsNoNumberHasNoCertainSlope) {
    const auto measured = numericDerivative([](double) { return std::numeric_limits<double>::quiet_NaN(); });
    EXPECT_FALSE(std::isfinite(measured.uncertainty));
}

}  // namespace
}  // namespace deltascope
