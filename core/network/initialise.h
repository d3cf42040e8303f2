#pragma once

#include <cstdint>

#include "core/network/network.h"

namespace deltascope {

/// How weights start before training. Biases start at 0.
enum class InitialScheme {
    xavier,  ///< uniform with variance 2 / (fanIn + fanOut): Glorot and Bengio 2010; for sigmoid and tanh
    he,      ///< normal with variance 2 / fanIn: He et al. 2015; for ReLU
};

struct InitialOptions {
    InitialScheme scheme = InitialScheme::xavier;
    /// Factor on every weight, > 0. Glorot and Bengio's variance is meant for tanh; 4 makes up for the
    /// sigmoid's slope, which is a quarter of tanh's at 0.
    double gain = 1;
    std::uint64_t seed = 1;
};

/// Draws all weights anew; the same options give the same weights in float (rounded) and double.
template <typename Scalar>
void initialise(Network<Scalar>& network, const InitialOptions& options = {});

}  // namespace deltascope
