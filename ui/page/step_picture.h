#pragma once

#include <QRectF>

#include "core/lesson/walkthrough.h"
#include "ui/theme/theme.h"

class QPainter;

namespace deltascope {

/// Paints one step as a page of its own: the walkthrough's name, the step's title and words, its formula,
/// the stage with the very painters of the window, at the time `t` (0 .. 1) of the movement into it, and,
/// where the stage has room to spare, the terms of its number.
void paintStepPicture(QPainter& painter, const QRectF& page, const WalkthroughKind& kind,
                      const Walkthrough& walkthrough, Index step, double t, const Theme& theme);

}  // namespace deltascope
