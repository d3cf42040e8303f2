#pragma once

#include <QPointF>
#include <QRectF>
#include <optional>

#include "core/tensor/tensor.h"

namespace deltascope {

/// A cell of an exhibit: which map, and where in it. Rows and columns count from the first value; in the
/// padding they are negative or past the end.
struct CellPlace {
    Index map = 0, row = 0, column = 0;
    bool operator==(const CellPlace&) const = default;
};

/// How many cells something on the stage has.
struct GridExtent {
    Index maps = 1, rows = 1, columns = 1;
    Index padding = 0;  ///< cells around every map, on each side
    Index blanks = 0;   ///< places at the end that hold no value: a vector rarely fills its last row

    /// A tensor of up to three axes; a vector stands upright, a long one in several columns, row by row; a
    /// scalar is one cell.
    static GridExtent of(const Shape& shape, Index padding = 0);

    /// How many values there are.
    Index count() const { return maps * rows * columns - blanks; }

    Index paddedRows() const { return rows + 2 * padding; }
    Index paddedColumns() const { return columns + 2 * padding; }
    /// Whether the place holds a value, and not padding or nothing.
    bool contains(const CellPlace& place) const;
    /// Row-major position of a place that contains() accepts.
    Index offset(const CellPlace& place) const;
    CellPlace placeOf(Index offset) const;
    bool operator==(const GridExtent&) const = default;
};

/// Where a tensor's numbers stand: its maps side by side in rows, each a grid of square cells. Lengths are in
/// logical pixels.
struct GridGeometry {
    GridExtent extent;
    QPointF origin;     ///< top left corner of the first map, its padding included
    double cell = 1;    ///< height of one cell, and its width where `aspect` is 1
    double mapGap = 6;  ///< between neighbouring maps
    Index mapsPerRow = 1;
    double aspect = 1;  ///< width of a cell divided by its height

    double cellWidth() const { return cell * aspect; }
    QSizeF size() const;
    QRectF bounds() const { return {origin, size()}; }
    /// One map with its padding.
    QRectF mapRect(Index map) const;
    /// A rectangle of cells; `row` and `column` may be fractions while a window glides.
    QRectF cellsRect(Index map, double row, double column, double height, double width) const;
    QRectF cellRect(const CellPlace& place) const;
    /// The cell under a point, padding included; nothing between the maps and outside.
    std::optional<CellPlace> placeAt(const QPointF& point) const;
};

/// How many maps to put side by side so that the whole is about as high as wide.
Index mapsPerRow(Index maps);

}  // namespace deltascope
