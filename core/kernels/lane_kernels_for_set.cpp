// Compiled once for each instruction set; see core/CMakeLists.txt.
#include "core/kernels/conv_lanes.h"
#include "core/kernels/dense_lanes.h"
#include "core/kernels/function_lanes.h"
#include "core/kernels/pool_lanes.h"

namespace deltascope::DELTASCOPE_SET {

extern const LaneKernels kernels;
const LaneKernels kernels{DELTASCOPE_SET_NAME, convForward,     convGradient,       convInputDelta,
                          denseForward,        denseGradient,   denseInputDelta,    biasGradient,
                          maxPoolForward,      maxPoolBackward, averagePoolForward, averagePoolBackward,
                          functionForward,     functionBackward};

}  // namespace deltascope::DELTASCOPE_SET
