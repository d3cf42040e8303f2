#include "core/training/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"

namespace deltascope {
namespace {

double meanLoss(const Network<double>& network, Pass<double>& pass) {
    network.forwardWithLoss(pass);
    return std::accumulate(pass.losses.values().begin(), pass.losses.values().end(), 0.0) /
           static_cast<double>(pass.losses.size());
}

/// The derivative with respect to one element of one parameter, which is put back afterwards.
NumericDerivative derivativeBy(double& element, const Network<double>& network, Pass<double>& pass) {
    const double original = element;
    const NumericDerivative derivative = numericDerivative([&](double change) {
        element = original + change;
        return meanLoss(network, pass);
    });
    element = original;
    return derivative;
}

/// All offsets below `size`, or `most` of them, chosen without repetition.
std::vector<Index> sample(Index size, Index most, Random& random) {
    std::vector<Index> offsets(static_cast<std::size_t>(size));
    std::iota(offsets.begin(), offsets.end(), Index{0});
    if (size <= most) return offsets;
    for (Index i = 0; i < most; ++i) {
        const auto other = i + static_cast<Index>(random.below(static_cast<std::uint64_t>(size - i)));
        std::swap(offsets[static_cast<std::size_t>(i)], offsets[static_cast<std::size_t>(other)]);
    }
    offsets.resize(static_cast<std::size_t>(most));
    return offsets;
}

}  // namespace

double GradientComparison::relativeError(double floor) const {
    const double scale = std::max({std::abs(analytic), std::abs(numeric), floor});
    return std::abs(analytic - numeric) / scale;
}

NumericDerivative numericGradient(Network<double>& network, const Tensor<double>& pictures,
                                  const Tensor<double>& labels, std::size_t p, Index offset) {
    Pass<double> pass = network.run(pictures, labels);
    return derivativeBy(network.parameters()[p].values()[static_cast<std::size_t>(offset)], network, pass);
}

std::vector<GradientComparison> checkGradients(Network<double> network, const Tensor<double>& pictures,
                                               const Tensor<double>& labels, Index most, std::uint64_t seed) {
    const Pass<double> analytic = network.run(pictures, labels);
    Pass<double> pass = analytic;
    Random random(seed);
    std::vector<GradientComparison> comparisons;
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        for (const Index offset : sample(network.parameters()[p].size(), most, random)) {
            double& element = network.parameters()[p].values()[static_cast<std::size_t>(offset)];
            comparisons.push_back({network.parameterName(p), offset, analytic.gradients[p][offset],
                                   derivativeBy(element, network, pass).slope});
        }
    }
    return comparisons;
}

}  // namespace deltascope
