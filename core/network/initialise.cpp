#include "core/network/initialise.h"

#include <cmath>

#include "core/base/random.h"

namespace deltascope {
namespace {

double xavierWeight(const ParameterSpec& spec, Random& random) {
    const double limit = std::sqrt(6.0 / static_cast<double>(spec.fanIn + spec.fanOut));
    return random.uniform(-limit, limit);  // a uniform draw from (-l, l) has variance l^2 / 3
}

double heWeight(const ParameterSpec& spec, Random& random) {
    return random.normal() * std::sqrt(2.0 / static_cast<double>(spec.fanIn));
}

}  // namespace

template <typename Scalar>
void initialise(Network<Scalar>& network, const InitialOptions& options) {
    require(std::isfinite(options.gain) && options.gain > 0, "gain ", options.gain, ": expected above 0");
    const auto draw = options.scheme == InitialScheme::xavier ? xavierWeight : heWeight;
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        const ParameterSpec& spec = network.parameterSpec(p);
        Random random =
            Random::forStream(options.seed, p);  // adding a layer leaves the others' weights as they were
        const bool isBias = spec.fanOut == 0;
        for (Scalar& value : network.parameters()[p].values()) {
            value = isBias ? Scalar(0) : static_cast<Scalar>(options.gain * draw(spec, random));
        }
    }
}

template void initialise(Network<float>&, const InitialOptions&);
template void initialise(Network<double>&, const InitialOptions&);

}  // namespace deltascope
