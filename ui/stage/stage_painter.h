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

/// The exhibits of a step placed in a rectangle: what stays the same while a movement runs, and from step to
/// step where the exhibits do.
struct StageSet {
    std::vector<Exhibit> exhibits;
    std::vector<ExhibitFrame> frames;
    std::vector<ValueRange> ranges;
    QRectF area;

    static StageSet of(std::vector<Exhibit> exhibits, const QRectF& area, const Theme& theme);

    /// The same in an area as wide as `area` and as high as needed for everything to be placed, and for few
    /// numbers beside large pictures to be seen, up to `mostHeights` times as high.
    static StageSet fitting(std::vector<Exhibit> exhibits, const QRectF& area, const Theme& theme);
    static constexpr double mostHeights = 4;

    /// Whether every exhibit has its place, asides and what is drawn over others left out of account.
    bool placesEverything() const;
    /// Whether the cells of kernels and of what else has few numbers are large enough to tell them apart.
    bool showsDetails() const;

    const GridGeometry& grid(std::size_t exhibit) const { return frames[exhibit].grid; }
    /// Whether the place is one of the exhibit's numbers, and not padding or past the end.
    bool hasNumber(const StagePlace& place) const;
    /// Which of the exhibit's numbers it is, row-major.
    Index offsetOf(const StagePlace& place) const;
    /// Where a number stands.
    QRectF cellRect(const StagePlace& place) const;
    QRectF windowRect(const SceneWindow& window) const;
    std::optional<StagePlace> placeAt(const QPointF& point) const;

  private:
    QRectF blockRect(std::size_t exhibit, const CellBlock& block) const;
};

/// Everything that rests while a movement runs: titles, grids, numbers, colour scales.
void paintStageGround(QPainter& painter, const StageSet& set, const std::vector<Index>& known,
                      const Theme& theme);

/// Everything that moves: windows, connectors, the travelling number.
void paintStageMotion(QPainter& painter, const StageSet& set, const Scene& scene, const Theme& theme);

/// What paintStageMotion() may touch, so that nothing else needs repainting.
QRegion motionRegion(const StageSet& set, const Scene& scene);

}  // namespace deltascope
