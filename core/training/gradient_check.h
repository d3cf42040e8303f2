#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/network/network.h"

namespace deltascope {

/// One derivative, computed twice.
struct GradientComparison {
    std::string parameter;  ///< "conv1.weight"
    Index offset = 0;       ///< element, row-major
    double analytic = 0;    ///< by backpropagation
    double numeric = 0;     ///< by differences of the loss

    /// |analytic - numeric| / max(|analytic|, |numeric|), with a floor of `floor` under the divisor: a
    /// difference of losses around 1 can't tell derivatives below about 1e-9 from 0.
    double relativeError(double floor = 1e-6) const;
};

/// The derivative of the mean loss with respect to element `offset` of parameter `p`, by the five-point
/// central difference (L(-2h) - 8 L(-h) + 8 L(h) - L(2h)) / 12h, error O(h^4). Several step sizes are tried;
/// of two neighbours that agree best the smaller step's is taken, so that neither rounding nor a switch of a
/// pooling winner counts.
double numericGradient(Network<double>& network, const Tensor<double>& pictures, const Tensor<double>& labels,
                       std::size_t p, Index offset);

/// Compares every element of every parameter, or, where a parameter has more than `most` elements, `most` of
/// them drawn with `seed`.
std::vector<GradientComparison> checkGradients(Network<double> network, const Tensor<double>& pictures,
                                               const Tensor<double>& labels, Index most = 1 << 30,
                                               std::uint64_t seed = 1);

}  // namespace deltascope
