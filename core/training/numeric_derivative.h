#pragma once

#include <functional>

namespace deltascope {

/// A derivative that was measured, not computed by backpropagation.
struct NumericDerivative {
    double slope = 0;        ///< dL/dx at x, in units of the loss per unit of x
    double step = 0;         ///< h, the step that `slope` was measured with
    double uncertainty = 0;  ///< about how far `slope` may lie from the truth, in the same units
};

/// The derivative of a loss with respect to one number x (a weight, an activation, a pixel), by the
/// five-point central difference
///     S(h) = (L(x - 2h) - 8 L(x - h) + 8 L(x + h) - L(x + 2h)) / 12h,  error O(h^4).
/// `lossAt(change)` returns L(x + change), for changes within [-1/64, 1/64].
///
/// A large step measures curvature and the bends of ReLU and max pooling (another winner) too, a small one
/// the rounding of the loss. So h is halved from 2^-7 on, and the step with the least
///     uncertainty = |S(h) - S(2h)| + |D(h)| / 2h + 1.5 eps |L| / h,
///     D(h) = L(x - 2h) - 4 L(x - h) + 6 L(x) - 4 L(x + h) + L(x + 2h)
/// is taken. The first term shows what changed with the step. The fourth difference D shows a bend closer to
/// x than h, where all large steps agree on the mean of the slopes on both sides. The third is what rounding
/// alone can make of S(h), for the largest |L| seen; when it exceeds the least uncertainty, halving ends.
/// A loss that is not a finite number gives an infinite uncertainty.
NumericDerivative numericDerivative(const std::function<double(double change)>& lossAt);

}  // namespace deltascope
