#include "core/training/gradient_check.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/random.h"

namespace deltascope {
namespace {

/// The derivative with respect to one element of one parameter, which is put back afterwards.
NumericDerivative derivativeBy(double& element, const Network<double>& network, Pass<double>& pass) {
    const double original = element;
    const NumericDerivative derivative = numericDerivative([&](double change) {
        element = original + change;
        network.forwardWithLoss(pass);
        return pass.meanLoss();
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

double GradientComparison::difference() const { return std::abs(analytic - numeric.slope); }

double GradientComparison::size() const { return std::max(std::abs(analytic), std::abs(numeric.slope)); }

bool GradientComparison::isMeasured(double tolerance) const {
    return numeric.uncertainty <= tolerance * size();
}

bool GradientComparison::agrees(double tolerance) const {
    return std::isfinite(numeric.uncertainty) &&
           difference() <= std::max(tolerance * size(), numeric.uncertainty);
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
                                   derivativeBy(element, network, pass)});
        }
    }
    return comparisons;
}

std::vector<GradientSummary> summarise(const std::vector<GradientComparison>& comparisons, double tolerance) {
    std::vector<GradientSummary> summaries;
    for (const GradientComparison& c : comparisons) {
        if (summaries.empty() || summaries.back().parameter != c.parameter)
            summaries.push_back({c.parameter});
        GradientSummary& summary = summaries.back();
        ++summary.compared;
        if (!c.agrees(tolerance)) ++summary.disagreeing;
        if (c.isMeasured(tolerance)) {
            ++summary.measured;
            if (c.size() > 0) summary.worst = std::max(summary.worst, c.difference() / c.size());
        } else {
            summary.largestUnmeasured = std::max(summary.largestUnmeasured, c.size());
            summary.blur = std::max(summary.blur, c.numeric.uncertainty);
        }
    }
    return summaries;
}

}  // namespace deltascope
