#include "ui/geometry/plot_plane.h"

#include <algorithm>
#include <cmath>

namespace deltascope {
namespace {

constexpr double past = 0.02;  // how far beyond its edges a plane shows what has left it

double shareOf(double value, double low, double high) {
    const double share = high > low ? (value - low) / (high - low) : 0.5;
    return std::isnan(share) ? 1 + past : std::clamp(share, -past, 1 + past);
}

}  // namespace

PlotPlane PlotPlane::inside(const QRectF& frame, const Domain& domain) {
    return {frame.adjusted(36, 6, -8, -20), domain};
}

QPointF PlotPlane::at(double x, double y) const {
    return {area.left() + shareOf(x, domain.left, domain.right) * area.width(),
            area.bottom() - shareOf(y, domain.bottom, domain.top) * area.height()};
}

std::vector<double> roundTicks(double low, double high, int count) {
    std::vector<double> ticks;
    const double span = high - low;
    if (!(span > 0) || !std::isfinite(span) || count < 1) return ticks;
    const double unit = std::pow(10, std::floor(std::log10(span / count)));
    double step = 10 * unit;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (span / (factor * unit) > count) continue;
        step = factor * unit;
        break;
    }
    for (double k = std::ceil(low / step - 1e-9); k * step <= high + 1e-9 * span; ++k)
        ticks.push_back(k * step);
    return ticks;
}

std::pair<double, double> axisRange(const Tensor<double>& values) {
    double most = 1;
    for (const double value : values.values())
        if (std::isfinite(value)) most = std::max(most, value);
    return {0, most * 1.04};
}

}  // namespace deltascope
