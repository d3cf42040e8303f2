#include "core/lesson/walkthroughs/descent_numbers.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

using Point = DescentSurface::Point;

constexpr Index curvePoints = 121, surfaceRows = 31, surfaceColumns = 41;
constexpr Index newtonSteps = 8;    // from its starts Newton's iteration settles to the last bit in 5
constexpr double farthest = 100;    // a coordinate beyond this is off any useful chart
constexpr double leastReach = 1.6;  // of the curve to both sides: shows both valleys

Expression number(double value) { return constantLeaf(value); }

Expression quarticHeight(const Point& at) {
    const Expression& t = at[0];
    return sumOf({productOf({t, t, t, t}), productOf({number(-2), t, t}), productOf({number(0.5), t})});
}

Expression quarticSlope(const Point& at, Index) {
    const Expression& t = at[0];
    return sumOf({productOf({number(4), t, t, t}), productOf({number(-4), t}), number(0.5)});
}

Expression quarticCurvature(const Expression& t) {
    return sumOf({productOf({number(12), t, t}), number(-4)});
}

Expression bowlHeight(const Point& at) {
    const Expression &x = at[0], &y = at[1];
    return productOf({number(0.5), sumOf({productOf({x, x}), productOf({number(10), y, y})})});
}

Expression bowlSlope(const Point& at, Index axis) {
    return axis == 0 ? productOf({at[0]}) : productOf({number(10), at[1]});
}

std::vector<std::string_view> columnFormulas(Index dimensions) {
    if (dimensions == 1) return {"given", "descent-update", "two-valleys", "two-valleys-slope"};
    return {"given",         "descent-update-xy",   "descent-update-xy",
            "narrow-valley", "narrow-valley-slope", "narrow-valley-slope"};
}

/// Place `i` of `count` evenly spread ones from `low` to `high`.
double spread(double low, double high, Index i, Index count) {
    return low + (high - low) * static_cast<double>(i) / static_cast<double>(count - 1);
}

}  // namespace

const DescentSurface& twoValleys() {
    static const DescentSurface surface{1, quarticHeight, quarticSlope};
    return surface;
}

const DescentSurface& narrowValley() {
    static const DescentSurface surface{2, bowlHeight, bowlSlope};
    return surface;
}

DescentNumbers::DescentNumbers(const DescentSurface& surface, const DescentPlan& plan)
    : surface_(surface), plan_(plan) {
    require(static_cast<Index>(plan.start.size()) == dimensions(), "gradient descent from ",
            plan.start.size(), " coordinates in ", dimensions(), " dimensions");
    sheet_.give("start", {{dimensions()}, std::span<const double>(plan.start)});
    sheet_.give("rate", {{}, {plan.rate}});
    walk();
    trace();
    if (dimensions() == 1) {
        sampleCurve();
        findFlatPlaces();
    } else {
        sampleSurface();
    }
}

/// Row by row: each needs only the row above, and in its own row what stands further left.
void DescentNumbers::walk() {
    const auto cell = [&](Index k, Index column) { return sheet_.leaf("descent", k * columns() + column); };
    const auto coordinate = [&](Index k, Index axis) {
        if (k == 0) return sheet_.leaf("start", axis);
        const Expression step = productOf({sheet_.leaf("rate"), cell(k - 1, slopeColumn(axis))});
        return node(Operation::difference, {cell(k - 1, 1 + axis), step});
    };
    const auto element = [&](Index offset) {
        const Index k = offset / columns(), column = offset % columns();
        if (column == 0) return number(static_cast<double>(k));
        if (column < heightColumn()) return coordinate(k, column - 1);
        Point point;
        for (Index axis = 0; axis < dimensions(); ++axis) point.push_back(cell(k, 1 + axis));
        return column == heightColumn() ? surface_.height(point)
                                        : surface_.slope(point, column - slopeColumn(0));
    };
    sheet_.defineTable("descent", {plan_.steps + 1, columns()}, columnFormulas(dimensions()), element);
    const auto isFinite = [&](Index k) {
        for (Index c = 0; c < columns(); ++c)
            if (!std::isfinite(at(k, c))) return false;
        return true;
    };
    while (rows_ <= plan_.steps && isFinite(rows_)) ++rows_;
}

/// What is drawn: as long as the points stay on any chart, a tangent or the step from each.
void DescentNumbers::trace() {
    const auto isNear = [&](Index k) {
        for (Index axis = 0; axis < dimensions(); ++axis)
            if (std::abs(at(k, 1 + axis)) > farthest) return false;
        return true;
    };
    while (drawn_ < rows_ && isNear(drawn_)) ++drawn_;
    const auto cell = [&](Index k, Index column) { return sheet_.leaf("descent", k * columns() + column); };
    const auto tangent = [&](Index k, bool isRight, bool isHeight) {
        const Expression reach = number(isRight ? 0.5 : -0.5);
        return isHeight ? sumOf({cell(k, heightColumn()), productOf({cell(k, slopeColumn(0)), reach})})
                        : sumOf({cell(k, 1), reach});
    };
    const auto step = [&](Index k, bool isEnd, Index axis) {
        if (!isEnd) return cell(k, 1 + axis);
        return node(Operation::difference,
                    {cell(k, 1 + axis), productOf({sheet_.leaf("rate"), cell(k, slopeColumn(axis))})});
    };
    sheet_.define("lines", {drawn_, 2, 2}, dimensions() == 1 ? "tangent-line" : "descent-update-xy",
                  [&](Index offset) {
                      const Index k = offset / 4, row = offset / 2 % 2;
                      const bool isSecond = offset % 2 == 1;
                      return dimensions() == 1 ? tangent(k, isSecond, row == 1) : step(k, isSecond, row);
                  });
}

Tensor<double> DescentNumbers::points(Index count) const {
    Tensor<double> points({2, count});
    for (Index k = 0; k < count; ++k)
        for (Index row = 0; row < 2; ++row) points.at({row, k}) = at(k, 1 + row);
    return points;
}

/// Over both valleys and as far as the run goes, but no further than its start can be.
void DescentNumbers::sampleCurve() {
    domain_.left = -leastReach, domain_.right = leastReach;
    const double margin = 0.2, most = std::abs(plan_.start[0]);
    for (Index k = 0; k < drawn_; ++k) {
        const double theta = std::clamp(at(k, 1), -std::max(most, leastReach), std::max(most, leastReach));
        domain_.left = std::min(domain_.left, theta - margin);
        domain_.right = std::max(domain_.right, theta + margin);
    }
    sheet_.define("landscape", {2, curvePoints}, "two-valleys", [&](Index i) {
        if (i < curvePoints) return number(spread(domain_.left, domain_.right, i, curvePoints));
        return surface_.height({sheet_.leaf("landscape", i - curvePoints)});
    });
    const auto curve = *sheet_.values("landscape");
    const auto [lowest, highest] =
        std::minmax_element(curve.data() + curvePoints, curve.data() + 2 * curvePoints);
    const double room = (*highest - *lowest) / 20;
    domain_.bottom = *lowest - room, domain_.top = *highest + room;
}

/// Around the minimum, wide enough for the start.
void DescentNumbers::sampleSurface() {
    const double x = 1.2 * std::max(1.0, std::abs(plan_.start[0])),
                 y = 1.2 * std::max(0.5, std::abs(plan_.start[1]));
    domain_ = {-x, x, -y, y};
    sheet_.define("landscape", {surfaceRows, surfaceColumns}, "narrow-valley", [&](Index i) {
        return surface_.height({number(spread(-x, x, i % surfaceColumns, surfaceColumns)),
                                number(spread(-y, y, i / surfaceColumns, surfaceRows))});
    });
}

/// Where f' = 0: Newton's iteration from -1, 0 and 1, near which the curve turns.
void DescentNumbers::findFlatPlaces() {
    const auto newtonFrom = [&](const Expression& t) {
        return node(Operation::difference,
                    {t, node(Operation::quotient, {surface_.slope({t}, 0), quarticCurvature(t)})});
    };
    sheet_.define("newton", {3, newtonSteps}, "newton-step", [&](Index i) {
        if (i % newtonSteps == 0) return number(static_cast<double>(i / newtonSteps - 1));
        return newtonFrom(sheet_.leaf("newton", i - 1));
    });
    const auto flat = [&](Index i) { return sheet_.leaf("flat", i); };
    sheet_.define("flat", {3}, "newton-step",
                  [&](Index i) { return newtonFrom(sheet_.leaf("newton", (i + 1) * newtonSteps - 1)); });
    sheet_.define("flat_height", {3}, "two-valleys", [&](Index i) { return surface_.height({flat(i)}); });
    sheet_.define("flat_curvature", {3}, "two-valleys-curvature",
                  [&](Index i) { return quarticCurvature(flat(i)); });
    sheet_.define("residual", {3}, "two-valleys-slope",
                  [&](Index i) { return surface_.slope({flat(i)}, 0); });
}

}  // namespace deltascope
