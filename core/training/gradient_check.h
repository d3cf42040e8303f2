#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/training/numeric_derivative.h"

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

/// The derivative of the mean loss with respect to element `offset` of parameter `p`, see
/// numericDerivative(). The element is put back afterwards.
NumericDerivative numericGradient(Network<double>& network, const Tensor<double>& pictures,
                                  const Tensor<double>& labels, std::size_t p, Index offset);

/// Compares every element of every parameter, or, where a parameter has more than `most` elements, `most` of
/// them drawn with `seed`.
std::vector<GradientComparison> checkGradients(Network<double> network, const Tensor<double>& pictures,
                                               const Tensor<double>& labels, Index most = 1 << 30,
                                               std::uint64_t seed = 1);

}  // namespace deltascope
