#include "core/training/numeric_derivative.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
#include <vector>

namespace deltascope {
namespace {

constexpr double largestStep = 0x1p-4, smallestStep = 0x1p-34;
constexpr std::size_t halvings = 4;  // the smaller steps that judge a step
constexpr double infinite = std::numeric_limits<double>::infinity();

/// What the five losses around x tell, for one step h.
struct Stencil {
    double h, slope;
    double fourthDifference;  ///< its size; infinite if it is no number
    double rounding;          ///< of the slope, if the loss were rounded once only
};

/// Losses beside x, at one distance.
struct Pair {
    double below, above;
};

Stencil stencilOf(const Pair& far, const Pair& near, double middle, double h) {
    const double largest = std::max({1.0, std::abs(far.below), std::abs(near.below), std::abs(middle),
                                     std::abs(near.above), std::abs(far.above)});
    const double fourth = far.below - 4 * near.below + 6 * middle - 4 * near.above + far.above;
    return {h, (far.below - 8 * near.below + 8 * near.above - far.above) / (12 * h),
            std::isfinite(fourth) ? std::abs(fourth) : infinite,
            1.5 * std::numeric_limits<double>::epsilon() * largest / h};
}

/// `stencils[1]` judged by the one with twice its step, before it, and those with smaller steps, behind it.
NumericDerivative judged(std::span<const Stencil> stencils) {
    const Stencil& chosen = stencils[1];
    double roughness = 0;
    for (const Stencil& s : stencils.subspan(1)) roughness = std::max(roughness, s.fourthDifference);
    return {chosen.slope, chosen.h,
            std::abs(chosen.slope - stencils[0].slope) + roughness / (2 * chosen.h) + chosen.rounding};
}

}  // namespace

NumericDerivative numericDerivative(const std::function<double(double)>& lossAt) {
    constexpr std::size_t window = 2 + halvings;
    const double middle = lossAt(0);
    Pair far{lossAt(-2 * largestStep), lossAt(2 * largestStep)};
    std::vector<Stencil> stencils;
    NumericDerivative best{0, 0, infinite};
    for (double h = largestStep; h >= smallestStep; h /= 2) {
        const Pair near{lossAt(-h), lossAt(h)};
        stencils.push_back(stencilOf(far, near, middle, h));
        far = near;
        if (stencils.size() < window) continue;
        const NumericDerivative candidate = judged(std::span(stencils).last(window));
        if (candidate.uncertainty < best.uncertainty) best = candidate;
        if (std::prev(stencils.end(), halvings)->rounding > best.uncertainty) break;  // the next candidate's
    }
    return best;
}

}  // namespace deltascope
