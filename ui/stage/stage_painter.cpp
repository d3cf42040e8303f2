#include "ui/stage/stage_painter.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "ui/painting/grid_painter.h"
#include "ui/painting/number_label.h"
#include "ui/painting/role_color.h"
#include "ui/painting/stage_marks.h"

namespace deltascope {
namespace {

GridTitle titleOf(const Exhibit& exhibit) {
    const GridExtent extent = extentOf(exhibit);
    QString size = QStringLiteral("%1 × %2").arg(extent.rows).arg(extent.columns);
    if (extent.maps > 1) size = QStringLiteral("%1 maps of %2").arg(extent.maps).arg(size);
    return {QString::fromStdString(exhibit.title), QString::fromStdString(exhibit.symbol), size};
}

StageMetrics metricsOf(const Theme& theme) {
    StageMetrics metrics;
    metrics.titleHeight = theme.type.label.pixelSize() * 1.4 + theme.space.tiny + 4;
    metrics.legendHeight = theme.type.smallNumber.pixelSize() + 13;
    metrics.readableCell = theme.space.numbersFrom;
    return metrics;
}

const SceneWindow* resultWindow(const Scene& scene) {
    const auto found = std::find_if(scene.windows.begin(), scene.windows.end(),
                                    [](const SceneWindow& window) { return window.role == Role::result; });
    return found == scene.windows.end() ? nullptr : &*found;
}

/// The windows that feed the result: those on main exhibits where we look.
std::vector<const SceneWindow*> sourceWindows(const StageSet& set, const Scene& scene) {
    std::vector<const SceneWindow*> sources;
    for (const SceneWindow& window : scene.windows)
        if (window.role == Role::activation && !(*set.exhibits)[window.exhibit].isAside)
            sources.push_back(&window);
    return sources;
}

void paintTravel(QPainter& painter, const SceneTraveller& traveller, const QRectF& source,
                 const QRectF& target, const Theme& theme) {
    const QPainterPath path = connectorPath({source.right(), source.center().y()}, target.center());
    paintTraveller(painter, path.pointAtPercent(std::clamp(traveller.progress, 0.0, 1.0)),
                   numberLabel(traveller.value), theme.palette.result, theme);
}

}  // namespace

StageSet StageSet::of(const std::vector<Exhibit>& exhibits, const QRectF& area, const Theme& theme) {
    StageSet set{&exhibits, {}, {}, area};
    std::vector<ExhibitSpace> spaces;
    for (const Exhibit& exhibit : exhibits) {
        spaces.push_back({extentOf(exhibit), exhibit.role == Role::weight, exhibit.isAside,
                          gridTitleWidth(titleOf(exhibit), theme)});
        set.ranges.push_back(ValueRange::of(exhibit.scale, exhibit.values.values()));
    }
    set.frames = layoutStage(spaces, area, metricsOf(theme));
    return set;
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
        if (isLinked && !(*set.exhibits)[window.exhibit].isAside) link |= rect;
    }
    return region + link.toAlignedRect();
}

QRectF StageSet::windowRect(const SceneWindow& window) const {
    return grid(window.exhibit).cellsRect(window.map, window.row, window.column, window.height, window.width);
}

std::optional<StagePlace> StageSet::placeAt(const QPointF& point) const {
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (frames[i].isEmpty()) continue;
        if (const auto place = frames[i].grid.placeAt(point)) return StagePlace{i, *place};
    }
    return std::nullopt;
}

void paintStageGround(QPainter& painter, const StageSet& set, const std::vector<Index>& known,
                      const Theme& theme) {
    for (std::size_t i = 0; i < set.frames.size(); ++i) {
        if (set.frames[i].isEmpty()) continue;
        const Exhibit& exhibit = (*set.exhibits)[i];
        paintGridTitle(painter, set.frames[i].title, titleOf(exhibit), theme);
        paintGrid(painter, set.frames[i].grid, {exhibit.values, set.ranges[i], known[i]}, theme);
        paintLegend(painter, set.frames[i].legend, set.ranges[i], theme);
    }
}

void paintStageMotion(QPainter& painter, const StageSet& set, const Scene& scene, const Theme& theme) {
    const SceneWindow* result = resultWindow(scene);
    const auto sources = sourceWindows(set, scene);
    if (result) {
        for (const SceneWindow* source : sources)
            paintConnectors(painter, set.windowRect(*source), set.windowRect(*result),
                            theme.palette.activation.strong);
    }
    for (const SceneWindow& window : scene.windows) {
        if (set.frames[window.exhibit].isEmpty()) continue;
        paintWindow(painter, set.windowRect(window), set.grid(window.exhibit).cell,
                    roleColor(theme.palette, window.role).strong, theme);
    }
    if (!scene.traveller || !result || sources.empty()) return;
    paintTravel(painter, *scene.traveller, set.windowRect(*sources.front()), set.windowRect(*result), theme);
}

}  // namespace deltascope
