#pragma once

#include <span>

#include "core/kernels/lane_kernels.h"

namespace deltascope {

/// The loops for the best instruction set that this CPU has; DELTASCOPE_KERNELS in the environment (plain,
/// AVX2, AVX-512) chooses another one that it has.
const LaneKernels& laneKernels();

/// All that this CPU can run, the plainest first.
std::span<const LaneKernels* const> runnableLaneKernels();

}  // namespace deltascope
