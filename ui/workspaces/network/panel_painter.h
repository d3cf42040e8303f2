#pragma once

#include <QStringList>

#include "ui/theme/theme.h"
#include "ui/workspaces/network/panel_layout.h"

class QPainter;

namespace deltascope {

/// Paints one tensor of the page: name, maps or units or bars, and its scale. What is not computed yet is an
/// empty outline; what the step at hand has just computed has a frame.
void paintPanel(QPainter& painter, const TensorPanel& panel, const PanelPlace& place,
                const QStringList& classes, const Theme& theme);

/// "±0.53", or "0 … 0.98": the ends of a scale in a few letters.
QString rangeText(const ValueRange& range, int digits = 2);

}  // namespace deltascope
