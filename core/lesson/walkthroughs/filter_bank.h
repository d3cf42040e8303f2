#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L7: four filters, chair, person, table and cupboard, look at one picture. Each filter is its icon minus
/// the icon's mean. After a look at the icons the chosen one is made, slides over the picture and has its
/// peak ringed; then the other three answer, at last all four stand side by side. Settings:
///   picture (grid)
///   filter           the one that slides: "chair", "person", "table" or "cupboard"
///   chair, person, table, cupboard (grids)   the icons, all of one size
/// Exhibits: input, icon, filter, response.
WalkthroughKind filterBankWalkthrough();

}  // namespace deltascope
