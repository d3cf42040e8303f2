#pragma once

#include <QRect>
#include <optional>
#include <vector>

namespace deltascope {

/// The pictures of one layer: how many, and the cells of each.
struct GalleryRow {
    int maps = 1, rows = 1, columns = 1;
};

/// Pixel sizes that the layout keeps to.
struct GalleryMetrics {
    int titleHeight = 24, mapGap = 6, layerGap = 18;
};

/// Where one layer's title and pictures go.
struct GalleryPlace {
    QRect title;
    std::vector<QRect> maps;
};

/// Puts the layers below each other into `area`: as wide as the area, at most eight pictures in a row (more
/// where that makes them fit), all layers shrunk alike where the height does not suffice. Space left over
/// goes between the layers, up to three times the gap.
std::vector<GalleryPlace> galleryLayout(const std::vector<GalleryRow>& layers, const QRect& area,
                                        const GalleryMetrics& metrics);

/// A cell of a gallery.
struct GalleryCell {
    int layer = 0, map = 0, row = 0, column = 0;

    bool operator==(const GalleryCell&) const = default;
};

/// The cell at `point`, if any.
std::optional<GalleryCell> galleryCellAt(const std::vector<GalleryRow>& layers,
                                         const std::vector<GalleryPlace>& places, const QPoint& point);
/// The pixels of `cell`.
QRectF galleryCellRect(const std::vector<GalleryRow>& layers, const std::vector<GalleryPlace>& places,
                       const GalleryCell& cell);

}  // namespace deltascope
