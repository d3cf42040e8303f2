#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L8: maps are laid out as one column, map by map; then each row of a matrix meets a column number by
/// number, one step for each row; at last each row is seen as a template laid beside the column. Settings:
///   maps (grid), map_count   what is flattened: that many maps of equal size, one below the other in the
///   grid input (grid of one row)  the column that the matrix meets weights (grid)           outputs x inputs
/// Exhibits: maps, column; input, weights, output. Source: the flattening under the prefix "maps.", the fully
/// connected layer without.
WalkthroughKind fullyConnectedLayerWalkthrough();

}  // namespace deltascope
