#pragma once

#include <QRectF>
#include <QRegion>
#include <optional>
#include <vector>

#include "ui/geometry/stage_layout.h"
#include "ui/painting/value_range.h"
#include "ui/stage/exhibit_cells.h"
#include "ui/stage/scene.h"
#include "ui/theme/theme.h"

class QPainter;

namespace deltascope {

/// A walkthrough's exhibits placed in a rectangle: what stays the same from step to step. `exhibits` must
/// outlive it.
struct StageSet {
    const std::vector<Exhibit>* exhibits = nullptr;
    std::vector<ExhibitFrame> frames;
    std::vector<ValueRange> ranges;
    QRectF area;

    static StageSet of(const std::vector<Exhibit>& exhibits, const QRectF& area, const Theme& theme);

    const GridGeometry& grid(std::size_t exhibit) const { return frames[exhibit].grid; }
    QRectF windowRect(const SceneWindow& window) const;
    std::optional<StagePlace> placeAt(const QPointF& point) const;
    QRectF cellRect(const StagePlace& place) const { return grid(place.exhibit).cellRect(place.place); }
};

/// Everything that rests while a movement runs: titles, grids, numbers, colour scales.
void paintStageGround(QPainter& painter, const StageSet& set, const std::vector<Index>& known,
                      const Theme& theme);

/// Everything that moves: windows, connectors, the travelling number.
void paintStageMotion(QPainter& painter, const StageSet& set, const Scene& scene, const Theme& theme);

/// What paintStageMotion() may touch, so that nothing else needs repainting.
QRegion motionRegion(const StageSet& set, const Scene& scene);

}  // namespace deltascope
