#pragma once

#include "core/lesson/exhibit.h"

namespace deltascope {

/// All of one tensor of `source`, whose numbers come from the grid setting `setting` and can be edited on the
/// stage. Without a negative number among them they are shown from white to ink. Throws std::invalid_argument
/// if there is no such tensor.
Exhibit settingExhibit(const CellSource& source, const std::string& tensor, Caption caption,
                       const std::string& setting);

}  // namespace deltascope
