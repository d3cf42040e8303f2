#pragma once

#include "core/lesson/step.h"
#include "ui/theme/palette.h"

namespace deltascope {

/// The accent of a role, the same on every screen; plain things are drawn in the colours of text.
RoleColor roleColor(const Palette& palette, Role role);

}  // namespace deltascope
