#pragma once

#include <QString>

#include "ui/theme/theme.h"

namespace deltascope {

/// Qt style sheet that makes every standard widget look as `theme` says. Properties choose a variant:
/// QPushButton and QToolButton `look`: (none) bordered, "primary" filled, "link" text only, "quiet" without
/// border until the mouse is on it, "choice" round and checkable,
/// "square" for an icon alone, "digit" for a single figure, "icon" round and quiet; QLabel `textRole`:
/// see setTextRole().
QString styleSheet(const Theme& theme);

}  // namespace deltascope
