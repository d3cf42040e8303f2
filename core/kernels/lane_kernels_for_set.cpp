// Compiled once for each instruction set; see core/CMakeLists.txt.
#include "core/kernels/cell_conv.h"
#include "core/kernels/conv_lanes.h"
#include "core/kernels/copy_rows.h"
#include "core/kernels/dense_lanes.h"
#include "core/kernels/function_lanes.h"
#include "core/kernels/interleave.h"
#include "core/kernels/map_lanes.h"
#include "core/kernels/pack_lanes.h"
#include "core/kernels/plane_conv.h"
#include "core/kernels/plane_pool.h"
#include "core/kernels/pool_lanes.h"
#include "core/kernels/pooled_conv_delta.h"
#include "core/kernels/pooled_conv_lanes.h"
#include "core/kernels/row_dense.h"

namespace deltascope::DELTASCOPE_SET {

extern const LaneKernels kernels;
const LaneKernels kernels{DELTASCOPE_SET_NAME,  packLanes,
                          unpackLanes,          convForward,
                          convGradient,         convInputDelta,
                          pooledConvForward,    pooledConvGradient,
                          pooledConvInputDelta, denseForward,
                          denseGradient,        denseInputDelta,
                          biasGradient,         maxPoolForward,
                          maxPoolBackward,      averagePoolForward,
                          averagePoolBackward,  functionForward,
                          functionBackward,     copyRows,
                          addRowTotals,         planeConvForward,
                          planeConvGradient,    mapLanesForward,
                          interleave,           separate,
                          cellConvGradient,     cellConvInputDelta,
                          planeMaxPoolForward,  planeMaxPoolBackward,
                          rowForward,           rowGradient,
                          rowInputDelta};

}  // namespace deltascope::DELTASCOPE_SET
