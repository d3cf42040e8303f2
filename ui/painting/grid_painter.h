#pragma once

#include <QRectF>
#include <QString>

#include "ui/geometry/grid_geometry.h"
#include "ui/painting/value_range.h"
#include "ui/theme/theme.h"

class QPainter;

namespace deltascope {

/// The numbers that a grid shows.
struct GridContent {
    const Tensor<double>& values;
    ValueRange range;
    Index known;  ///< cells past this many, in row-major order, are blank
};

/// Paints a tensor: from theme.space.gridLinesFrom pixels a cell with grid lines, from numbersFrom with
/// numbers; smaller maps as pictures, scaled without smoothing. Padding is a lighter ring of zeros.
void paintGrid(QPainter& painter, const GridGeometry& grid, const GridContent& content, const Theme& theme);

/// The colour scale of a grid with the values at its ends, left-aligned in `area`.
void paintLegend(QPainter& painter, const QRectF& area, const ValueRange& range, const Theme& theme);

/// The width that the colour scale needs.
double legendWidth(const ValueRange& range, const Theme& theme);

/// Title, symbol and size of what stands below, in one line: "Input a⁽¹⁾   7 × 7". The size is left out where
/// there is no room for it.
struct GridTitle {
    QString title, symbol, size;
};
void paintGridTitle(QPainter& painter, const QRectF& area, const GridTitle& title, const Theme& theme);
/// The width that title and symbol need.
double gridTitleWidth(const GridTitle& title, const Theme& theme);

}  // namespace deltascope
