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
/// `lossAt(change)` returns L(x + change); changes lie within [-0.008, 0.008].
///
/// A large step measures curvature and the bends of ReLU and max pooling (another winner) too, a small one
/// the rounding of the loss. So steps from 4e-3 down to 4e-6 are tried, and the one with the least
///     uncertainty = |S(h) - S(4h)| + 1.5 eps |L| / h
/// is taken: what changed with the step, and what rounding alone can make of S(h), for the largest |L| seen.
/// A loss that is not a finite number gives a slope or an uncertainty that is none either.
NumericDerivative numericDerivative(const std::function<double(double change)>& lossAt);

}  // namespace deltascope
