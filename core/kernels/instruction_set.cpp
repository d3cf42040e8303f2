#include "core/kernels/instruction_set.h"

#include <cstdlib>
#include <string_view>
#include <vector>

namespace deltascope {

namespace plain {
extern const LaneKernels kernels;
}
#ifdef DELTASCOPE_X86_SETS
namespace avx2 {
extern const LaneKernels kernels;
}
namespace avx512 {
extern const LaneKernels kernels;
}
#endif

namespace {

std::vector<const LaneKernels*> findRunnable() {
    std::vector<const LaneKernels*> found{&plain::kernels};
#ifdef DELTASCOPE_X86_SETS
    const bool hasAvx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (hasAvx2) found.push_back(&avx2::kernels);
    if (hasAvx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw")) {
        found.push_back(&avx512::kernels);
    }
#endif
    return found;
}

const LaneKernels& choose() {
    const char* wanted = std::getenv("DELTASCOPE_KERNELS");
    const auto runnable = runnableLaneKernels();
    for (const LaneKernels* kernels : runnable) {
        if (wanted && std::string_view(wanted) == kernels->name) return *kernels;
    }
    return *runnable.back();
}

}  // namespace

std::span<const LaneKernels* const> runnableLaneKernels() {
    static const std::vector<const LaneKernels*> found = findRunnable();
    return found;
}

const LaneKernels& laneKernels() {
    static const LaneKernels& chosen = choose();
    return chosen;
}

}  // namespace deltascope
