#pragma once

#include "core/lesson/exhibit.h"
#include "ui/geometry/stage_layout.h"
#include "ui/painting/value_range.h"
#include "ui/theme/theme.h"

namespace deltascope {

/// How the exhibit's numbers become colours; a number that stands alone has none.
ValueRange rangeOf(const Exhibit& exhibit);

/// The room that an exhibit wants on the stage, by its form.
ExhibitSpace spaceOf(const Exhibit& exhibit, const Theme& theme);

/// Finds out where each number of a form that is no grid stands (curve, path, axis, edges) and puts it into
/// the frames; they are those of all `exhibits`, because paths and edges stand on and between others.
void placeSpots(const std::vector<Exhibit>& exhibits, std::vector<ExhibitFrame>& frames);

}  // namespace deltascope
