#include "ui/stage/stage_painter.h"

#include <QObject>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/painting/form_painter.h"
#include "ui/painting/grid_painter.h"
#include "ui/painting/number_label.h"
#include "ui/painting/role_color.h"
#include "ui/painting/stage_marks.h"
#include "ui/stage/exhibit_space.h"

namespace deltascope {
namespace {

/// How many numbers there are; nothing where names stand beside them, or where they are drawn as no grid.
QString sizeOf(const Exhibit& exhibit) {
    const bool isVector = exhibit.values.shape().rank() == 1;
    if (exhibit.form != Form::grid || (isVector && !exhibit.labels.empty())) return {};
    if (isVector) return QString::number(exhibit.values.size());
    const GridExtent extent = GridExtent::of(exhibit.values.shape());
    QString size = QStringLiteral("%1 × %2").arg(extent.rows).arg(extent.columns);
    if (exhibit.padding > 0) size = QObject::tr("%1 and padding").arg(size);
    return extent.maps > 1 ? QObject::tr("%1 maps of %2").arg(extent.maps).arg(size) : size;
}

GridTitle titleOf(const Exhibit& exhibit) {
    return {QString::fromStdString(exhibit.title), QString::fromStdString(exhibit.symbol), sizeOf(exhibit)};
}

/// Paths and edges need no room of their own.
bool isDrawnOverOthers(const Exhibit& exhibit) {
    return exhibit.form == Form::path || exhibit.form == Form::edges;
}

StageMetrics metricsOf(const Theme& theme) {
    StageMetrics metrics;
    metrics.titleHeight = theme.type.label.pixelSize() * 1.4 + theme.space.tiny + 4;
    metrics.legendHeight = theme.type.smallNumber.pixelSize() + 13;
    metrics.readableCell = theme.space.numbersFrom;
    return metrics;
}

constexpr double faintLink = 0.3;         // how opaque connectors are across numbers
constexpr double leastDetail = 12;        // pixels of a cell
constexpr std::size_t mostConnected = 3;  // more bundles of connectors than this hide what they connect

const SceneWindow* resultWindow(const Scene& scene) {
    const auto found = std::find_if(scene.windows.begin(), scene.windows.end(),
                                    [](const SceneWindow& window) { return window.role == Role::result; });
    return found == scene.windows.end() ? nullptr : &*found;
}

/// The windows that feed the result: those on main exhibits where we look.
std::vector<const SceneWindow*> sourceWindows(const StageSet& set, const Scene& scene) {
    std::vector<const SceneWindow*> sources;
    for (const SceneWindow& window : scene.windows)
        if (window.role == Role::activation && !set.exhibits[window.exhibit].isAside &&
            !set.frames[window.exhibit].isEmpty())
            sources.push_back(&window);
    return sources;
}

/// Which edges a window holds, as offsets.
std::vector<Index> edgesIn(const StageSet& set, const SceneWindow& window) {
    const GridExtent extent = extentOf(set.exhibits[window.exhibit]);
    std::vector<Index> edges;
    for (Index row = 0; row < window.to.height; ++row)
        for (Index column = 0; column < window.to.width; ++column) {
            const CellPlace place{0, window.to.first.row + row, window.to.first.column + column};
            if (extent.contains(place)) edges.push_back(extent.offset(place));
        }
    return edges;
}

/// The edges that a window holds, drawn strong; numbers stay above all lines.
void paintEdgesIn(QPainter& painter, const StageSet& set, const SceneWindow& window, Index known,
                  const Theme& theme) {
    const ExhibitFrame& frame = set.frames[window.exhibit];
    const Tensor<double>& values = set.exhibits[window.exhibit].values;
    std::vector<Index> edges = edgesIn(set, window);
    std::erase_if(edges, [&](Index edge) { return edge >= static_cast<Index>(frame.lines.size()); });
    for (const Index edge : edges) {
        paintEdge(painter, frame.lines[static_cast<std::size_t>(edge)], values[edge],
                  set.ranges[window.exhibit].high, theme);
    }
    paintEdgeNumbers(painter, values, frame.spots, known, theme);
    for (const Index edge : edges)
        paintEdgeNumber(painter, frame.spots[static_cast<std::size_t>(edge)], values[edge], theme);
}

/// Connectors run from left to right between cells of two grids; between other forms or backwards they would
/// cross out what they should explain.
bool isConnected(const StageSet& set, const SceneWindow& source, const SceneWindow& result) {
    const bool areGrids =
        set.exhibits[source.exhibit].form == Form::grid && set.exhibits[result.exhibit].form == Form::grid;
    return areGrids && set.windowRect(source).right() < set.windowRect(result).left() &&
           source.exhibit != result.exhibit;
}

/// All that stands on the stage with its titles and scales.
QRegion occupied(const StageSet& set) {
    QRegion region;
    for (const ExhibitFrame& frame : set.frames)
        if (!frame.isEmpty()) region += frame.bounds().toAlignedRect();
    return region;
}

/// Strong between the exhibits, faint across them, so that the numbers and titles under them stay readable.
void paintLinks(QPainter& painter, const StageSet& set, const SceneWindow& source, const SceneWindow& result,
                const Theme& theme) {
    const QRegion below = occupied(set);
    const QRegion all = set.area.adjusted(-1, -1, 1, 1).toAlignedRect();
    const QColor color = theme.palette.activation.strong;
    QColor faint = color;
    faint.setAlphaF(faintLink);
    for (const auto& [region, pen] : {std::pair(all - below, color), std::pair(below, faint)}) {
        painter.save();
        painter.setClipRegion(region, Qt::IntersectClip);
        paintConnectors(painter, set.windowRect(source), set.windowRect(result), pen);
        painter.restore();
    }
}

void paintTravel(QPainter& painter, const SceneTraveller& traveller, const QRectF& source,
                 const QRectF& target, const Theme& theme) {
    const QPainterPath path = connectorPath({source.right(), source.center().y()}, target.center());
    paintTraveller(painter, path.pointAtPercent(std::clamp(traveller.progress, 0.0, 1.0)),
                   numberLabel(traveller.value), theme.palette.result, theme);
}

}  // namespace

StageSet StageSet::of(std::vector<Exhibit> exhibits, const QRectF& area, const Theme& theme) {
    StageSet set{std::move(exhibits), {}, {}, area};
    std::vector<ExhibitSpace> spaces;
    for (const Exhibit& exhibit : set.exhibits) {
        set.ranges.push_back(rangeOf(exhibit));
        spaces.push_back(spaceOf(exhibit, theme));
        spaces.back().legendWidth = legendWidth(set.ranges.back(), theme);
    }
    set.frames = layoutStage(spaces, area, metricsOf(theme));
    placeSpots(set.exhibits, set.frames);
    return set;
}

StageSet StageSet::fitting(std::vector<Exhibit> exhibits, const QRectF& area, const Theme& theme) {
    StageSet set = of(std::move(exhibits), area, theme);
    for (double heights = 1.25; heights <= mostHeights && !(set.placesEverything() && set.showsDetails());
         heights += 0.25) {
        const QRectF higher(area.topLeft(), QSizeF(area.width(), area.height() * heights));
        set = of(std::move(set.exhibits), higher, theme);
    }
    return set;
}

bool StageSet::showsDetails() const {
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        const bool isDetail = frames[i].isDetail && !exhibits[i].isAside && !frames[i].isEmpty();
        if (isDetail && frames[i].grid.cell < leastDetail) return false;
    }
    return true;
}

bool StageSet::placesEverything() const {
    const QRectF room = area.adjusted(-1, -1, 1, 1);
    for (std::size_t i = 0; i < exhibits.size(); ++i) {
        if (exhibits[i].isAside || isDrawnOverOthers(exhibits[i])) continue;
        if (frames[i].isEmpty() || !room.contains(frames[i].bounds())) return false;
    }
    return true;
}

QRegion motionRegion(const StageSet& set, const Scene& scene) {
    constexpr double reach = 30;  // half a travelling number, and pens
    QRegion region;
    QRectF link;
    for (const SceneWindow& window : scene.windows) {
        if (set.frames[window.exhibit].isEmpty()) continue;
        const QRectF rect = set.windowRect(window).adjusted(-reach, -reach, reach, reach);
        region += rect.toAlignedRect();
        const bool isLinked = window.role == Role::result || window.role == Role::activation;
        if (isLinked && !set.exhibits[window.exhibit].isAside) link |= rect;
    }
    return region + link.toAlignedRect();
}

bool StageSet::hasNumber(const StagePlace& place) const {
    return place.exhibit < exhibits.size() && extentOf(exhibits[place.exhibit]).contains(place.place);
}

Index StageSet::offsetOf(const StagePlace& place) const {
    return extentOf(exhibits[place.exhibit]).offset(place.place);
}

QRectF StageSet::cellRect(const StagePlace& place) const {
    return blockRect(place.exhibit, {place.place, 1, 1});
}

QRectF StageSet::blockRect(std::size_t exhibit, const CellBlock& block) const {
    const ExhibitFrame& frame = frames[exhibit];
    if (frame.spots.empty()) {
        return frame.grid.cellsRect(block.first.map, static_cast<double>(block.first.row),
                                    static_cast<double>(block.first.column),
                                    static_cast<double>(block.height), static_cast<double>(block.width));
    }
    const GridExtent extent = extentOf(exhibits[exhibit]);
    QRectF all;
    for (Index row = 0; row < block.height; ++row)
        for (Index column = 0; column < block.width; ++column) {
            const CellPlace place{block.first.map, block.first.row + row, block.first.column + column};
            if (extent.contains(place)) all |= frame.spots[static_cast<std::size_t>(extent.offset(place))];
        }
    return all;
}

/// Between the two blocks, so that a window can glide from one map into another.
QRectF StageSet::windowRect(const SceneWindow& window) const {
    const QRectF to = blockRect(window.exhibit, window.to);
    if (window.share >= 1) return to;
    const QRectF from = blockRect(window.exhibit, window.from);
    const auto mid = [share = window.share](double a, double b) { return a + (b - a) * share; };
    return {mid(from.x(), to.x()), mid(from.y(), to.y()), mid(from.width(), to.width()),
            mid(from.height(), to.height())};
}

std::optional<StagePlace> StageSet::placeAt(const QPointF& point) const {
    for (std::size_t i = frames.size(); i-- > 0;) {  // overlays come after what they stand on
        const auto& spots = frames[i].spots;
        for (std::size_t offset = 0; offset < spots.size(); ++offset) {
            if (!spots[offset].contains(point)) continue;
            return StagePlace{i, extentOf(exhibits[i]).placeOf(static_cast<Index>(offset))};
        }
        const bool isGrid = spots.empty() && frames[i].grid.extent.count() > 0 && !frames[i].isEmpty();
        if (!isGrid || exhibits[i].form == Form::contours || exhibits[i].form == Form::curve) continue;
        if (const auto place = frames[i].grid.placeAt(point)) return StagePlace{i, *place};
    }
    return std::nullopt;
}

void paintStageGround(QPainter& painter, const StageSet& set, const std::vector<Index>& known,
                      const Theme& theme) {
    for (std::size_t i = 0; i < set.frames.size(); ++i) {
        const Exhibit& exhibit = set.exhibits[i];
        if (set.frames[i].isEmpty() && !isDrawnOverOthers(exhibit)) continue;
        if (!set.frames[i].title.isEmpty()) {
            paintGridTitle(painter, set.frames[i].title, titleOf(exhibit), theme);
        }
        const auto host = exhibitIndex(set.exhibits, exhibit.on);
        paintForm(painter,
                  {exhibit, set.frames[i], set.ranges[i], known[i], host ? &set.exhibits[*host] : nullptr,
                   host ? &set.frames[*host] : nullptr},
                  theme);
        if (!set.frames[i].legend.isEmpty()) paintLegend(painter, set.frames[i].legend, set.ranges[i], theme);
    }
}

void paintStageMotion(QPainter& painter, const StageSet& set, const Scene& scene, const Theme& theme) {
    const SceneWindow* result = resultWindow(scene);
    const auto sources = sourceWindows(set, scene);
    if (result && sources.size() <= mostConnected) {
        for (const SceneWindow* source : sources) {
            if (isConnected(set, *source, *result)) paintLinks(painter, set, *source, *result, theme);
        }
    }
    for (const SceneWindow& window : scene.windows) {
        if (set.exhibits[window.exhibit].form == Form::edges) {
            paintEdgesIn(painter, set, window, scene.known[window.exhibit], theme);
            continue;
        }
        if (set.frames[window.exhibit].isEmpty()) continue;
        paintWindow(painter, set.windowRect(window), set.grid(window.exhibit).cell,
                    roleColor(theme.palette, window.role).strong, theme);
    }
    if (!scene.traveller || !result || sources.empty()) return;
    paintTravel(painter, *scene.traveller, set.windowRect(*sources.front()), set.windowRect(*result), theme);
}

}  // namespace deltascope
