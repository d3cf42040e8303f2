#pragma once

#include <functional>

namespace deltascope {

/// A derivative that was measured, not computed by backpropagation.
struct NumericDerivative {
    double slope = 0;        ///< dL/dx at x, in units of the loss per unit of x
    double step = 0;         ///< h, the step that `slope` was measured with
    double uncertainty = 0;  ///< how far `slope` may lie from the truth, in the same units
};

/// The derivative of a loss with respect to one number x (a weight, an activation, a pixel), by the
/// five-point central difference
///     S(h) = (L(x - 2h) - 8 L(x - h) + 8 L(x + h) - L(x + 2h)) / 12h,  error O(h^4).
/// `lossAt(change)` returns L(x + change) for changes within [-1/8, 1/8]; it is asked about 30 times.
///
/// A large step measures curvature and the bends of ReLU and max pooling (another winner) too, a small one
/// the rounding of the loss. So h is halved from 1/16 on, and the step with the least uncertainty is taken:
///     uncertainty = |S(h) - S(2h)| + max(|D(h)|, |D(h/2)|, ..., |D(h/16)|) / 2h + 1.5 eps max(1, |L|) / h,
///     D(h) = L(x - 2h) - 4 L(x - h) + 6 L(x) - 4 L(x + h) + L(x + 2h).
/// The first term shows curvature, and bends farther away than 2h. A bend nearer than that can't be seen
/// there, since all larger steps agree on the mean of the slopes on its two sides; but it makes the fourth
/// difference D shrink only in proportion to h, where a smooth loss makes it vanish with h^4. What is left
/// of D on small steps is the rounding of all that L is computed from; it weighs at least three times as
/// much in the second term as in S. The third term is what rounding the last number does to S at worst. That
/// number is a loss, or a probability near 1 whose loss is nearly 0: such a loss is coarser than its own
/// size tells, and stands still or climbs in stairs for small steps, which the other terms can't see.
/// A bend at x itself stays an uncertainty of its size; a loss that is no finite number gives an infinite
/// one.
NumericDerivative numericDerivative(const std::function<double(double change)>& lossAt);

}  // namespace deltascope
