#pragma once

#include <QLineF>
#include <QRectF>
#include <limits>
#include <vector>

#include "ui/geometry/grid_geometry.h"

namespace deltascope {

/// Where an exhibit stands among the others.
enum class Placement {
    inFlow,     ///< what flows from left to right
    operation,  ///< a kernel or weights: above what comes out of it
    aside,      ///< smaller, below the others
    banner,     ///< a line of its own, as wide as the stage: above the others if it comes first, else below
    overlay,    ///< drawn over another exhibit: takes no room
};

/// What the layout needs to know about one exhibit.
struct ExhibitSpace {
    GridExtent extent;
    Placement placement = Placement::inFlow;
    double titleWidth = 0;  ///< in logical pixels; 0: no title line
    bool hasLegend = true;
    double legendWidth = 0;  ///< in logical pixels
    double aspect = 1;       ///< width of a cell divided by its height
    double mapGap = -1;      ///< between maps, in cells; below 0: a few pixels
    Index mapsPerRow = 0;    ///< 0: about as high as wide
    bool isDetail = false;   ///< few numbers, which must be readable beside large pictures, as an operation's
    bool isTied = false;     ///< stands in one line with what comes before and after it
    double labelWidth = 0;   ///< room for the rows' names, right of the grid
    /// The cell's side stays between these, whatever side the others have: text must be readable.
    double leastCell = 0, mostCell = std::numeric_limits<double>::infinity();
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
    QRectF labels;              ///< where the rows' names stand; empty without
    std::vector<QRectF> spots;  ///< where each number stands, for forms that are no grid; else empty
    std::vector<QLineF> lines;  ///< edges: from node to node

    bool isDetail = false;  ///< the exhibit's numbers must be readable, as ExhibitSpace has it
    bool isPlaced = false;  ///< false for what was left out, and for overlays

    bool isEmpty() const { return !isPlaced || grid.cell <= 0; }
    QRectF bounds() const;
};

/// Places exhibits, in reading order, in `area`: what flows from left to right in columns, each operation
/// above the exhibit that follows it, in as many lines as give the largest cells; banners and asides as their
/// placement says. All exhibits in the flow share one size of cell, the largest that fits in whole pixels;
/// operations may have larger cells, so that weights stay readable beside large pictures, and forms that are
/// text keep their own. Nothing overlaps and nothing leaves the area; where asides would cost the main
/// exhibits their numbers, or even cells of a fraction of a pixel can't fit, frames are empty.
std::vector<ExhibitFrame> layoutStage(const std::vector<ExhibitSpace>& exhibits, const QRectF& area,
                                      const StageMetrics& metrics = {});

}  // namespace deltascope
