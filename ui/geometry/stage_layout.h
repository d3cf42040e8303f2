#pragma once

#include <QRectF>
#include <vector>

#include "ui/geometry/grid_geometry.h"

namespace deltascope {

/// What the layout needs to know about one exhibit.
struct ExhibitSpace {
    GridExtent extent;
    bool isOperation = false;  ///< a kernel or weights: stands above what comes out of it
    bool isAside = false;      ///< smaller, below the main exhibits
    double titleWidth = 0;     ///< in logical pixels
};

/// Lengths around the grids, in logical pixels.
struct StageMetrics {
    double titleHeight = 30;   ///< the title line above a grid, its distance to the grid included
    double legendHeight = 24;  ///< the colour scale below a grid, its distance included
    double columnGap = 36;     ///< between columns, at least: the connectors need the room
    double rowGap = 14;        ///< between exhibits one above the other
    double readableCell = 30;  ///< an operation gets cells of this size if that costs the others little
};

/// Where one exhibit stands.
struct ExhibitFrame {
    QRectF title;
    GridGeometry grid;
    QRectF legend;

    bool isEmpty() const { return grid.cell <= 0 || title.isEmpty(); }
    QRectF bounds() const { return title.united(grid.bounds()).united(legend); }
};

/// Places exhibits, in reading order, in `area`: what flows from left to right in columns, each operation
/// above the exhibit that follows it, asides below. All main exhibits share one size of cell, the largest
/// that fits in whole pixels; operations may have larger cells, so that weights stay readable beside large
/// pictures. Nothing overlaps and nothing leaves the area; where asides would cost the main exhibits their
/// numbers, or even cells of a fraction of a pixel can't fit, frames are empty.
std::vector<ExhibitFrame> layoutStage(const std::vector<ExhibitSpace>& exhibits, const QRectF& area,
                                      const StageMetrics& metrics = {});

}  // namespace deltascope
