#include "core/training/numeric_derivative.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace deltascope {
namespace {

using LossAt = std::function<double(double)>;

constexpr std::array steps{4e-3, 1e-3, 2.5e-4, 6.25e-5, 1.5625e-5, 4e-6};

struct Difference {
    double slope, rounding;
};

Difference fivePointDifference(const LossAt& lossAt, double h) {
    const std::array l{lossAt(-2 * h), lossAt(-h), lossAt(h), lossAt(2 * h)};
    const auto larger = [](double a, double b) { return std::abs(a) < std::abs(b); };
    const double largest = std::abs(*std::max_element(l.begin(), l.end(), larger));
    return {(l[0] - 8 * l[1] + 8 * l[2] - l[3]) / (12 * h),
            1.5 * std::numeric_limits<double>::epsilon() * largest / h};
}

}  // namespace

NumericDerivative numericDerivative(const LossAt& lossAt) {
    Difference wider = fivePointDifference(lossAt, steps.front());
    NumericDerivative best;
    for (std::size_t i = 1; i < steps.size(); ++i) {
        const Difference here = fivePointDifference(lossAt, steps[i]);
        const double uncertainty = std::abs(here.slope - wider.slope) + here.rounding;
        if (i == 1 || uncertainty < best.uncertainty) best = {here.slope, steps[i], uncertainty};
        wider = here;
    }
    return best;
}

}  // namespace deltascope
