#pragma once

#include <vector>

#include "core/explain/sheet.h"
#include "core/lesson/exhibit.h"

namespace deltascope {

/// A smooth surface that gradient descent walks on, as formulas over a point's coordinates.
struct DescentSurface {
    using Point = std::vector<Expression>;
    Index dimensions = 1;
    Expression (*height)(const Point& point) = nullptr;
    Expression (*slope)(const Point& point, Index axis) = nullptr;  ///< its partial derivative
};

/// f(theta) = theta^4 - 2 theta^2 + theta / 2: two valleys of different depth and a hill between
/// (LECTURE 12.2-c).
const DescentSurface& twoValleys();
/// f(x, y) = (x^2 + 10 y^2) / 2: one narrow valley.
const DescentSurface& narrowValley();

/// Where a run begins, how long its steps are, and how many there are at most.
struct DescentPlan {
    std::vector<double> start;
    double rate = 0.1;
    Index steps = 20;
};

/// A run of gradient descent as cells of a sheet:
///   start, rate   as planned
///   descent       one row for each step k from 0: k, the coordinates, f, its partial derivatives
///   lines         one 2 x 2 block for each point: in one dimension two points of the tangent, in two
///   dimensions
///                 this point and the next; abscissas first
/// and of the surface around it:
///   landscape     a curve: 2 x points, abscissas first; a surface: heights on a grid over `domain`, bottom
///   first newton, flat, flat_height, flat_curvature, residual
///                 in one dimension: Newton's iterations for f' = 0 from three places, where they end, f, f''
///                 and f' there
class DescentNumbers {
  public:
    DescentNumbers(const DescentSurface& surface, const DescentPlan& plan);

    const Sheet& sheet() const { return sheet_; }
    Index dimensions() const { return surface_.dimensions; }
    const DescentPlan& plan() const { return plan_; }
    /// What the landscape is sampled over.
    const Domain& domain() const { return domain_; }

    /// Columns of `descent`: k, the coordinates, f, the partial derivatives.
    Index columns() const { return 2 + 2 * dimensions(); }
    Index heightColumn() const { return 1 + dimensions(); }
    Index slopeColumn(Index axis) const { return 2 + dimensions() + axis; }
    double at(Index k, Index column) const { return sheet_.value("descent", k * columns() + column); }

    /// Rows of `descent` before numbers became too large for a double: planned steps + 1 unless the rate was
    /// far too large.
    Index rows() const { return rows_; }
    bool overflowed() const { return rows_ <= plan_.steps; }
    /// The points that can be drawn on any scale at all: they have a block of `lines`.
    Index drawnPoints() const { return drawn_; }
    /// Where the first `count` of them stand over the landscape, 2 x count: (theta, f) or (x, y).
    Tensor<double> points(Index count) const;

  private:
    void walk();
    void trace();
    void sampleCurve();
    void sampleSurface();
    void findFlatPlaces();

    DescentSurface surface_;
    DescentPlan plan_;
    Sheet sheet_;
    Index rows_ = 0, drawn_ = 0;
    Domain domain_;
};

}  // namespace deltascope
