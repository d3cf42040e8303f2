#pragma once

#include <QRectF>
#include <vector>

#include "core/lesson/exhibit.h"

namespace deltascope {

/// The plane of a curve or of contours: where (x, y) of its domain is drawn.
struct PlotPlane {
    QRectF area;  ///< without the axes' numbers
    Domain domain;

    /// The plane inside `frame`, which leaves room for the numbers left and below.
    static PlotPlane inside(const QRectF& frame, const Domain& domain);

    /// Points outside the domain, and what is not finite, are put just past the edge, where they are seen to
    /// have left.
    QPointF at(double x, double y) const;
};

/// Round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, about `count` of them.
std::vector<double> roundTicks(double low, double high, int count);

/// The powers of ten at the ends of an axis that starts at 10^0 and shows all `values` (themselves powers).
std::pair<double, double> axisRange(const Tensor<double>& values);

}  // namespace deltascope
