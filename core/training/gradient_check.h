#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/network/network.h"
#include "core/training/numeric_derivative.h"

namespace deltascope {

/// One derivative, computed twice.
struct GradientComparison {
    std::string parameter;      ///< "conv1.weight"
    Index offset = 0;           ///< element, row-major
    double analytic = 0;        ///< by backpropagation
    NumericDerivative numeric;  ///< by differences of the loss

    double difference() const;  ///< |analytic - numeric|
    /// The larger of |analytic| and |numeric|: what errors are relative to.
    double size() const;
    /// Whether the numeric derivative is known well enough to tell a relative error of `tolerance`:
    /// uncertainty <= tolerance * size. Differences of a loss around 1 reach 1e-6 for derivatives above about
    /// 1e-7.
    bool isMeasured(double tolerance) const;
    /// Whether nothing speaks against the analytic derivative: difference <= tolerance * size, or, where that
    /// can't be told, difference <= uncertainty. False where either derivative is no finite number.
    bool agrees(double tolerance) const;
};

/// What the comparisons of one parameter come to.
struct GradientSummary {
    std::string parameter;
    Index compared = 0;
    Index measured = 0;            ///< of these: isMeasured(tolerance)
    Index disagreeing = 0;         ///< of these: not agrees(tolerance)
    double worst = 0;              ///< largest relative error, difference / size, of the measured ones
    double largestUnmeasured = 0;  ///< largest size of the others,
    double blur = 0;               ///< and their largest uncertainty
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

/// One summary a parameter, in the order of `comparisons`, which must hold each parameter's in a row.
std::vector<GradientSummary> summarise(const std::vector<GradientComparison>& comparisons, double tolerance);

}  // namespace deltascope
