#include "ui/geometry/grid_geometry.h"

#include <cmath>

#include "core/base/text.h"

namespace deltascope {
namespace {

constexpr Index longestColumn = 20;  // a vector of more numbers takes several columns

/// About as high as wide, and without a rest where that is to be had.
GridExtent vectorExtent(Index count, Index padding) {
    if (count <= longestColumn) return {1, count, 1, padding, 0};
    const auto side = static_cast<Index>(std::floor(std::sqrt(static_cast<double>(count))));
    for (Index rows = side; rows * 3 >= side * 2; --rows)
        if (count % rows == 0) return {1, rows, count / rows, padding, 0};
    const Index rows = (count + side - 1) / side;
    return {1, rows, side, padding, rows * side - count};
}

}  // namespace

GridExtent GridExtent::of(const Shape& shape, Index padding) {
    require(shape.rank() <= 3, "a grid of up to three axes, got ", shape.text());
    switch (shape.rank()) {
        case 3:
            return {shape[0], shape[1], shape[2], padding, 0};
        case 2:
            return {1, shape[0], shape[1], padding, 0};
        case 1:
            return vectorExtent(shape[0], padding);
        default:
            return {1, 1, 1, padding, 0};
    }
}

bool GridExtent::contains(const CellPlace& place) const {
    return place.map >= 0 && place.map < maps && place.row >= 0 && place.row < rows && place.column >= 0 &&
           place.column < columns && offset(place) < count();
}

Index GridExtent::offset(const CellPlace& place) const {
    return (place.map * rows + place.row) * columns + place.column;
}

CellPlace GridExtent::placeOf(Index offset) const {
    return {offset / (rows * columns), offset / columns % rows, offset % columns};
}

QSizeF GridGeometry::size() const {
    if (extent.maps == 0) return {0, 0};
    const Index across = std::min(mapsPerRow, extent.maps),
                down = (extent.maps + mapsPerRow - 1) / mapsPerRow;
    const auto length = [this](Index maps, Index cells, double side) {
        return static_cast<double>(maps * cells) * side + static_cast<double>(maps - 1) * mapGap;
    };
    return {length(across, extent.paddedColumns(), cellWidth()), length(down, extent.paddedRows(), cell)};
}

QRectF GridGeometry::mapRect(Index map) const {
    const double width = static_cast<double>(extent.paddedColumns()) * cellWidth();
    const double height = static_cast<double>(extent.paddedRows()) * cell;
    const auto across = static_cast<double>(map % mapsPerRow), down = static_cast<double>(map / mapsPerRow);
    return {origin.x() + across * (width + mapGap), origin.y() + down * (height + mapGap), width, height};
}

QRectF GridGeometry::cellsRect(Index map, double row, double column, double height, double width) const {
    const QPointF corner = mapRect(map).topLeft();
    const auto padding = static_cast<double>(extent.padding);
    return {corner.x() + (column + padding) * cellWidth(), corner.y() + (row + padding) * cell,
            width * cellWidth(), height * cell};
}

QRectF GridGeometry::cellRect(const CellPlace& place) const {
    return cellsRect(place.map, static_cast<double>(place.row), static_cast<double>(place.column), 1, 1);
}

std::optional<CellPlace> GridGeometry::placeAt(const QPointF& point) const {
    for (Index map = 0; map < extent.maps; ++map) {
        const QPointF inside = point - mapRect(map).topLeft();
        const auto row = static_cast<Index>(std::floor(inside.y() / cell));
        const auto column = static_cast<Index>(std::floor(inside.x() / cellWidth()));
        if (row < 0 || row >= extent.paddedRows() || column < 0 || column >= extent.paddedColumns()) continue;
        return CellPlace{map, row - extent.padding, column - extent.padding};
    }
    return std::nullopt;
}

Index mapsPerRow(Index maps) {
    return std::max<Index>(1, static_cast<Index>(std::ceil(std::sqrt(static_cast<double>(maps)))));
}

}  // namespace deltascope
