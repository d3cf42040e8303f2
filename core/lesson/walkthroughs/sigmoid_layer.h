#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L10: the sigmoid as a curve with a dot and its tangent, then as a layer that is applied cell by cell.
/// Settings:
///   inputs (grid)   where the dot stops, in row-major order
///   grid (grid)     what the layer reads
/// Exhibits: curve and slope_curve; inputs, outputs and slopes of the dot; input.output, sigmoid1.output and
/// input.delta of the layer.
WalkthroughKind sigmoidLayerWalkthrough();

}  // namespace deltascope
