#include "core/training/gradient_check.h"

#include <algorithm>
#include <array>
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

/// Loss differences around one element of one parameter, which is put back afterwards.
class Probe {
  public:
    Probe(Network<double>& network, Pass<double>& pass, double& element)
        : network_(network), pass_(pass), element_(element), original_(element) {}

    double slope(double h) {
        return (lossAt(-2 * h) - 8 * lossAt(-h) + 8 * lossAt(h) - lossAt(2 * h)) / (12 * h);
    }

  private:
    double lossAt(double change) {
        element_ = original_ + change;
        const double loss = meanLoss(network_, pass_);
        element_ = original_;
        return loss;
    }

    Network<double>& network_;
    Pass<double>& pass_;
    double& element_;
    double original_;
};

double bestSlope(Probe probe) {
    constexpr std::array steps{4e-3, 1e-3, 2.5e-4, 6e-5};
    std::array<double, steps.size()> slopes;
    std::transform(steps.begin(), steps.end(), slopes.begin(), [&](double h) { return probe.slope(h); });
    std::size_t best = 1;
    for (std::size_t i = 2; i < slopes.size(); ++i) {
        if (std::abs(slopes[i] - slopes[i - 1]) < std::abs(slopes[best] - slopes[best - 1])) best = i;
    }
    return slopes[best];
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

double numericGradient(Network<double>& network, const Tensor<double>& pictures, const Tensor<double>& labels,
                       std::size_t p, Index offset) {
    Pass<double> pass = network.run(pictures, labels);
    return bestSlope(
        Probe(network, pass, network.parameters()[p].values()[static_cast<std::size_t>(offset)]));
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
                                   bestSlope(Probe(network, pass, element))});
        }
    }
    return comparisons;
}

}  // namespace deltascope
