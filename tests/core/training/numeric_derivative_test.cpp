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

TEST(NumericDerivative, ManyBendsOnBothSidesAreStoodClearOf) {
    const auto loss = [](double x) {
        double sum = 0;
        for (int i = 1; i < 1000; ++i) sum += (i % 3 - 1) * std::abs(x - (i - 500.3) * 1e-5);
        return sum;
    };
    const double truth = (loss(1e-6) - loss(-1e-6)) / 2e-6;  // straight from -7e-6 to 3e-6
    const auto measured = numericDerivative(loss);
    EXPECT_NEAR(measured.slope, truth, 1e-7);
    EXPECT_LT(2 * measured.step, 3e-6);
}

TEST(NumericDerivative, ABendAtThePlaceItselfIsToldAsUncertain) {
    const auto measured = numericDerivative([](double change) { return std::abs(change); });
    EXPECT_GT(measured.uncertainty, 0.5) << "slopes of -1 and 1 meet";
}

TEST(NumericDerivative, ALossThatIsNoNumberHasNoCertainSlope) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    EXPECT_TRUE(std::isinf(numericDerivative([](double) { return none; }).uncertainty));
    EXPECT_TRUE(std::isinf(numericDerivative([](double x) { return x == 0 ? none : x; }).uncertainty));
    EXPECT_TRUE(std::isinf(numericDerivative([](double x) { return x == 0 ? x : none; }).uncertainty));
}

TEST(NumericDerivative, ALossThatEndsBesideThePlaceIsMeasuredWhereItExists) {
    const auto measured = numericDerivative([](double change) { return std::log(0.05 + change); });
    EXPECT_NEAR(measured.slope, 20, 1e-7);
    EXPECT_LE(std::abs(measured.slope - 20), measured.uncertainty);
}

/// How many of 1000 derivatives of `loss(slope, x)`, which has that slope, lie outside of their uncertainty.
int countOutside(double (*loss)(double slope, double x)) {
    int outside = 0;
    for (int place = 1; place <= 1000; ++place) {
        const double slope = 1e-15 * std::pow(1.03, place), x = 0.01 * place;
        const auto measured = numericDerivative([&](double change) { return loss(slope, x + change); });
        outside += std::abs(measured.slope - slope) > measured.uncertainty ? 1 : 0;
        EXPECT_LT(measured.uncertainty, 1e-12 + 1e-6 * slope) << "at " << x;
    }
    return outside;
}

TEST(NumericDerivative, TheUncertaintyCoversTheRoundingOfTheWholeComputation) {
    EXPECT_EQ(countOutside([](double slope, double x) { return 0.3 + slope * (10 + x) - slope * 10; }), 0);
    EXPECT_EQ(countOutside([](double slope, double x) { return slope * x + (std::exp(0.1) + 3) - 3; }), 0);
}

TEST(NumericDerivative, ALossNearZeroThatComesFromAProbabilityNearOneIsNoFinerThanThat) {
    EXPECT_EQ(countOutside([](double slope, double x) { return -std::log(std::exp(-slope * x)); }), 0);
}

}  // namespace
}  // namespace deltascope
