#include "core/training/numeric_derivative.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace deltascope {
namespace {

constexpr double largestStep = 0x1p-7, smallestStep = 0x1p-30;

/// Losses beside x, at one distance.
struct Pair {
    double below, above;
};

double slopeFrom(const Pair& near, const Pair& far, double h) {
    return (far.below - 8 * near.below + 8 * near.above - far.above) / (12 * h);
}

double fourthDifference(const Pair& near, double middle, const Pair& far) {
    return far.below - 4 * near.below + 6 * middle - 4 * near.above + far.above;
}

}  // namespace

NumericDerivative numericDerivative(const std::function<double(double)>& lossAt) {
    const auto pairAt = [&](double h) { return Pair{lossAt(-h), lossAt(h)}; };
    const double middle = lossAt(0);
    Pair far = pairAt(2 * largestStep);
    double largest = std::max({std::abs(middle), std::abs(far.below), std::abs(far.above)});
    double widerSlope = std::numeric_limits<double>::infinity();
    NumericDerivative best{0, 0, std::numeric_limits<double>::infinity()};
    for (double h = largestStep; h >= smallestStep; h /= 2) {
        const Pair near = pairAt(h);
        largest = std::max({largest, std::abs(near.below), std::abs(near.above)});
        const double rounding = 1.5 * std::numeric_limits<double>::epsilon() * largest / h;
        if (rounding > best.uncertainty) break;
        const double slope = slopeFrom(near, far, h);
        const double uncertainty =
            std::abs(slope - widerSlope) + std::abs(fourthDifference(near, middle, far)) / (2 * h) + rounding;
        if (uncertainty < best.uncertainty) best = {slope, h, uncertainty};
        widerSlope = slope;
        far = near;
    }
    return best;
}

}  // namespace deltascope
