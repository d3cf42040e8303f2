#include "ui/widgets/gallery_layout.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

/// One layer's pictures as a block: so many beside each other, each of this size before shrinking.
struct Block {
    int perRow = 1, lines = 1;
    double width = 0, height = 0;
};

int ceilDivide(int a, int b) { return (a + b - 1) / b; }

Block blockFor(const GalleryRow& layer, int width, int mostPerRow, const GalleryMetrics& metrics) {
    Block block;
    block.lines = ceilDivide(layer.maps, mostPerRow);
    block.perRow = ceilDivide(layer.maps, block.lines);
    block.width = (width - (block.perRow - 1) * metrics.mapGap) / static_cast<double>(block.perRow);
    block.height = block.width * layer.rows / layer.columns;
    return block;
}

/// A trial: blocks for all layers, and the factor that makes them fit the height.
struct Plan {
    std::vector<Block> blocks;
    double factor = 1;
    double free = 0;  ///< height left over
};

Plan planFor(const std::vector<GalleryRow>& layers, const QRect& area, int mostPerRow,
             const GalleryMetrics& metrics) {
    Plan plan;
    double fixed = 0, growing = 0;
    for (const GalleryRow& layer : layers) {
        plan.blocks.push_back(blockFor(layer, area.width(), mostPerRow, metrics));
        const Block& block = plan.blocks.back();
        fixed += metrics.titleHeight + (block.lines - 1) * metrics.mapGap;
        growing += block.lines * block.height;
    }
    fixed += (static_cast<double>(layers.size()) - 1) * metrics.layerGap;
    if (growing > 0) plan.factor = std::clamp((area.height() - fixed) / growing, 0.0, 1.0);
    plan.free = std::max(0.0, area.height() - fixed - growing * plan.factor);
    return plan;
}

/// The plan whose smallest pictures are largest.
Plan bestPlan(const std::vector<GalleryRow>& layers, const QRect& area, const GalleryMetrics& metrics) {
    Plan best = planFor(layers, area, 8, metrics);
    if (best.factor >= 1) return best;
    const auto smallest = [](const Plan& plan) {
        double side = 1e9;
        for (const Block& block : plan.blocks) side = std::min(side, block.width * plan.factor);
        return side;
    };
    for (const int perRow : {10, 12, 16}) {
        Plan other = planFor(layers, area, perRow, metrics);
        if (smallest(other) > smallest(best)) best = std::move(other);
    }
    return best;
}

}  // namespace

std::vector<GalleryPlace> galleryLayout(const std::vector<GalleryRow>& layers, const QRect& area,
                                        const GalleryMetrics& metrics) {
    if (layers.empty()) return {};
    const Plan plan = bestPlan(layers, area, metrics);
    const double gaps = std::max<double>(1, static_cast<double>(layers.size()) - 1);
    const double layerGap = metrics.layerGap + std::min<double>(2 * metrics.layerGap, plan.free / gaps);
    std::vector<GalleryPlace> places;
    double top = area.top();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const Block& block = plan.blocks[i];
        const int width = std::max(1, static_cast<int>(block.width * plan.factor));
        const int height = std::max(1, static_cast<int>(block.height * plan.factor));
        GalleryPlace place{QRect(area.left(), static_cast<int>(top), area.width(), metrics.titleHeight), {}};
        for (int map = 0; map < layers[i].maps; ++map) {
            const int column = map % block.perRow, line = map / block.perRow;
            // A full row ends exactly at the right edge: each left side is rounded on its own.
            const double step = plan.factor >= 1 ? block.width + metrics.mapGap : width + metrics.mapGap;
            place.maps.emplace_back(area.left() + static_cast<int>(std::lround(column * step)),
                                    place.title.bottom() + 1 + line * (height + metrics.mapGap), width,
                                    height);
        }
        top = place.title.bottom() + 1 + block.lines * height + (block.lines - 1) * metrics.mapGap + layerGap;
        places.push_back(std::move(place));
    }
    return places;
}

std::optional<GalleryCell> galleryCellAt(const std::vector<GalleryRow>& layers,
                                         const std::vector<GalleryPlace>& places, const QPoint& point) {
    for (std::size_t layer = 0; layer < places.size(); ++layer) {
        for (std::size_t map = 0; map < places[layer].maps.size(); ++map) {
            const QRect& rect = places[layer].maps[map];
            if (!rect.contains(point)) continue;
            return GalleryCell{static_cast<int>(layer), static_cast<int>(map),
                               (point.y() - rect.top()) * layers[layer].rows / rect.height(),
                               (point.x() - rect.left()) * layers[layer].columns / rect.width()};
        }
    }
    return std::nullopt;
}

QRectF galleryCellRect(const std::vector<GalleryRow>& layers, const std::vector<GalleryPlace>& places,
                       const GalleryCell& cell) {
    const GalleryRow& layer = layers[static_cast<std::size_t>(cell.layer)];
    const QRectF map = places[static_cast<std::size_t>(cell.layer)].maps[static_cast<std::size_t>(cell.map)];
    const qreal width = map.width() / layer.columns, height = map.height() / layer.rows;
    return {map.left() + cell.column * width, map.top() + cell.row * height, width, height};
}

}  // namespace deltascope
