#include "ui/stage/exhibit_space.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/geometry/plot_plane.h"
#include "ui/painting/grid_painter.h"
#include "ui/stage/exhibit_cells.h"

namespace deltascope {
namespace {

constexpr Index mostDetail = 6;                   // rows and columns
constexpr double plotRows = 8, plotColumns = 11;  // of cells: what a plot weighs beside grids

double widestLabel(const Exhibit& exhibit, const QFont& font) {
    double widest = 0;
    for (const std::string& label : exhibit.labels) {
        widest = std::max(widest, QFontMetricsF(font).horizontalAdvance(QString::fromStdString(label)));
    }
    return widest;
}

ExhibitSpace gridSpace(const Exhibit& exhibit, const Theme& theme) {
    ExhibitSpace space;
    const bool isList = exhibit.values.shape().rank() == 1 && !exhibit.labels.empty();
    const ValueRange range = rangeOf(exhibit);
    space.hasLegend = range.scale != ValueScale::none && range.high > range.low;
    if (exhibit.role == Role::weight && !isList) space.placement = Placement::operation;
    const GridExtent extent = extentOf(exhibit);
    space.isDetail = extent.paddedRows() <= mostDetail && extent.paddedColumns() <= mostDetail &&
                     extent.count() <= mostDetail * mostDetail;
    const bool namesRows = !exhibit.labels.empty() && exhibit.values.shape().rank() <= 2;
    if (namesRows) space.labelWidth = widestLabel(exhibit, theme.type.small) + 12;
    if (namesRows) space.leastCell = theme.type.small.pixelSize() + 4;
    const Shape& shape = exhibit.values.shape();
    if (shape.rank() == 3 && shape[0] == 3) space.mapsPerRow = 3;  // two by two would leave a hole
    if (exhibit.values.size() == 1) space.leastCell = theme.space.numbersFrom;
    return space;
}

ExhibitSpace barsSpace(const Exhibit& exhibit, const Theme& theme) {
    ExhibitSpace space;
    space.hasLegend = false;
    space.labelWidth = widestLabel(exhibit, theme.type.body) + 12;
    space.aspect = 7;
    space.leastCell = theme.type.body.pixelSize() + 6;
    space.mostCell = theme.type.body.pixelSize() * 2.4;
    return space;
}

ExhibitSpace nodesSpace(const Exhibit& exhibit, const Theme& theme) {
    ExhibitSpace space;
    space.hasLegend = false;
    space.mapsPerRow = 1;
    space.mapGap = 0.4;
    space.leastCell = theme.type.small.pixelSize() + 6;
    space.labelWidth = exhibit.labels.empty() ? 0 : widestLabel(exhibit, theme.type.small) + 14;
    space.mostCell = theme.type.body.pixelSize() * 5;
    return space;
}

/// Lines between two columns of nodes: as wide as a few nodes, no higher than they are.
ExhibitSpace edgesSpace(const Theme& theme) {
    ExhibitSpace space;
    space.extent = {1, 1, 1, 0, 0};
    space.hasLegend = false;
    space.isTied = true;
    space.aspect = 5;
    space.leastCell = 20;
    space.mostCell = theme.type.body.pixelSize() * 5;
    return space;
}

ExhibitSpace plotSpace(const Theme& theme) {
    ExhibitSpace space;
    space.leastCell = theme.type.small.pixelSize() * 1.2;  // so that the numbers at its axes don't meet
    space.extent = {1, static_cast<Index>(plotRows), static_cast<Index>(plotColumns), 0, 0};
    space.hasLegend = false;
    return space;
}

ExhibitSpace overlaySpace() {
    ExhibitSpace space;
    space.placement = Placement::overlay;
    return space;
}

ExhibitSpace axisSpace(const Theme& theme) {
    ExhibitSpace space;
    space.extent = {1, 1, 1, 0, 0};
    space.placement = Placement::banner;
    space.hasLegend = false;
    space.mostCell = theme.type.small.pixelSize() * 9;
    space.aspect = 100;
    return space;
}

ExhibitSpace stripSpace(const Exhibit& exhibit, const Theme& theme) {
    ExhibitSpace space;
    space.placement = Placement::banner;
    space.hasLegend = false;
    space.mapsPerRow = std::max<Index>(1, exhibit.values.size());
    space.mapGap = 0.4;
    space.mostCell = theme.type.small.pixelSize() * 2.4;
    space.aspect = (widestLabel(exhibit, theme.type.label) + 20) / space.mostCell;
    if (exhibit.values.size() == 1) {  // a box between what goes in and what comes out
        space.placement = Placement::inFlow;
        space.leastCell = space.mostCell = theme.type.small.pixelSize() * 4;
        space.aspect = 2;
    }
    return space;
}

ExhibitSpace listingSpace(const Exhibit& exhibit, const Theme& theme) {
    ExhibitSpace space;
    space.hasLegend = false;
    const double line = theme.type.body.pixelSize() * 1.75;
    space.leastCell = line;
    space.mostCell = line * 1.6;  // the listing may be all there is to read
    space.aspect = (widestLabel(exhibit, theme.type.body) + 6.5 * theme.type.body.pixelSize()) / line;
    return space;
}

ExhibitSpace formSpace(const Exhibit& exhibit, const Theme& theme) {
    switch (exhibit.form) {
        case Form::bars:
            return barsSpace(exhibit, theme);
        case Form::nodes:
            return nodesSpace(exhibit, theme);
        case Form::edges:
            return edgesSpace(theme);
        case Form::curve:
        case Form::contours:
            return plotSpace(theme);
        case Form::path:
            return overlaySpace();
        case Form::axis:
            return axisSpace(theme);
        case Form::strip:
            return stripSpace(exhibit, theme);
        case Form::listing:
            return listingSpace(exhibit, theme);
        case Form::grid:
            break;
    }
    return gridSpace(exhibit, theme);
}

/// Forms that keep the extent that their space says: they are drawn as one piece.
bool isOnePiece(Form form) {
    return form == Form::edges || form == Form::curve || form == Form::contours || form == Form::axis;
}

QRectF spotAround(const QPointF& center, double side) {
    return {center.x() - side / 2, center.y() - side / 2, side, side};
}

/// A spot for each point of 2 x N coordinates: both coordinates of a point stand at the same place.
std::vector<QRectF> pointSpots(const Tensor<double>& points, const PlotPlane& plane) {
    const Index count = points.shape()[1];
    std::vector<QRectF> spots;
    for (Index offset = 0; offset < 2 * count; ++offset) {
        const Index i = offset % count;
        spots.push_back(spotAround(plane.at(points[i], points[count + i]), 16));
    }
    return spots;
}

/// Where along an edge its number meets none of those that are placed already; if there is no such place,
/// where it meets them least.
QRectF freeSpot(const QLineF& line, const std::vector<QRectF>& taken) {
    QRectF best;
    double least = std::numeric_limits<double>::infinity();
    for (const double share : {0.5, 0.38, 0.62, 0.28, 0.72, 0.2, 0.8, 0.14, 0.86}) {
        QRectF spot(0, 0, 50, 20);
        spot.moveCenter(line.pointAt(share));
        double covered = 0;
        for (const QRectF& other : taken) {
            const QRectF common = spot & other.adjusted(-2, -2, 2, 2);
            covered += common.width() * common.height();
        }
        if (covered < least) {
            least = covered;
            best = spot;
        }
    }
    return best;
}

void placeEdges(const std::vector<Exhibit>& exhibits, std::vector<ExhibitFrame>& frames, std::size_t which) {
    const Exhibit& edges = exhibits[which];
    const auto from = exhibitIndex(exhibits, edges.from), to = exhibitIndex(exhibits, edges.to);
    if (!from || !to || edges.values.shape().rank() != 2) return;
    const Index inputs = edges.values.shape()[1];
    for (Index offset = 0; offset < edges.values.size(); ++offset) {
        const Index j = offset / inputs, i = offset % inputs;
        const QRectF start = frames[*from].grid.mapRect(i), end = frames[*to].grid.mapRect(j);
        const QLineF line(QPointF(frames[*from].bounds().right() + 2, start.center().y()),
                          QPointF(end.left() - 2, end.center().y()));
        frames[which].lines.push_back(line);
        frames[which].spots.push_back(freeSpot(line, frames[which].spots));
    }
}

std::vector<QRectF> axisSpots(const Exhibit& axis, const ExhibitFrame& frame) {
    const auto [low, high] = axisRange(axis.values);
    const QRectF area = frame.grid.bounds();
    std::vector<QRectF> spots;
    for (const double value : axis.values.values()) {
        const double share = std::isfinite(value) ? (value - low) / (high - low) : 1;
        spots.push_back(spotAround({area.left() + share * area.width(), area.center().y()}, 16));
    }
    return spots;
}

}  // namespace

ValueRange rangeOf(const Exhibit& exhibit) {
    const bool isAlone =
        exhibit.values.size() == 1 && exhibit.form == Form::grid;  // always the largest of all
    return ValueRange::of(isAlone ? ValueScale::none : exhibit.scale, exhibit.values.values(), exhibit.reach);
}

ExhibitSpace spaceOf(const Exhibit& exhibit, const Theme& theme) {
    ExhibitSpace space = formSpace(exhibit, theme);
    if (!isOnePiece(exhibit.form)) space.extent = extentOf(exhibit);
    if (exhibit.isAside) space.placement = Placement::aside;
    if (!exhibit.title.empty() && exhibit.form != Form::strip && exhibit.form != Form::edges) {
        space.titleWidth = gridTitleWidth(
            {QString::fromStdString(exhibit.title), QString::fromStdString(exhibit.symbol), {}}, theme);
    }
    return space;
}

void placeSpots(const std::vector<Exhibit>& exhibits, std::vector<ExhibitFrame>& frames) {
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        const Exhibit& exhibit = exhibits[i];
        const bool isPoints = exhibit.values.shape().rank() == 2 && exhibit.values.shape()[0] == 2;
        const auto host = exhibit.form == Form::curve ? std::optional(i) : exhibitIndex(exhibits, exhibit.on);
        if (exhibit.form == Form::edges) placeEdges(exhibits, frames, i);
        if (exhibit.form == Form::axis) frames[i].spots = axisSpots(exhibit, frames[i]);
        if ((exhibit.form != Form::curve && exhibit.form != Form::path) || !isPoints || !host) continue;
        const auto plane = PlotPlane::inside(frames[*host].grid.bounds(), exhibits[*host].domain);
        frames[i].spots = pointSpots(exhibit.values, plane);
    }
}

}  // namespace deltascope
