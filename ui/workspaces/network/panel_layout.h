#pragma once

#include <QRectF>
#include <optional>
#include <span>
#include <vector>

#include "ui/workspaces/network/tensor_panels.h"

namespace deltascope {

/// Where one panel stands.
struct PanelPlace {
    QRectF title;         ///< name and size above
    QRectF body;          ///< all maps, units or bars
    QRectF legend;        ///< the scale below
    double nameRoom = 0;  ///< width for the name: over the panels after it that have none
    int perRow = 1;       ///< maps or units side by side
    QSizeF map, pitch;    ///< size of a map (or unit), and from one to the next
    QRectF mapRect(int map) const;
};

struct LayoutMetrics {
    double titleHeight = 36, legendHeight = 26, mapGap = 5, panelGap = 14;
    double leastBars = 84;   ///< width of names, bars and percentages
    double leastColumn = 0;  ///< width of vectors and matrices, so that what is written about them has room
};

/// Puts the panels beside each other into `area`, from the input on the left to the predictions on the right:
/// maps as large as width and height allow, long stacks in several columns, what is left over as gaps between
/// the panels.
std::vector<PanelPlace> layOutPanels(std::span<const TensorPanel> panels, const QRectF& area,
                                     const LayoutMetrics& metrics);

/// The element of a panel under a point.
std::optional<Index> offsetAt(const TensorPanel& panel, const PanelPlace& place, const QPointF& point);
/// The pixels of an element.
QRectF cellRect(const TensorPanel& panel, const PanelPlace& place, Index offset);

}  // namespace deltascope
