#include "core/training/training_curve.h"

#include <algorithm>

namespace deltascope {

std::vector<CurvePoint> thinned(const std::vector<StepPoint>& points, Index most) {
    require(most >= 1, "a curve of ", most, " points");
    const auto size = static_cast<Index>(points.size()), together = (size + most - 1) / most;
    std::vector<CurvePoint> curve;
    for (Index first = 0; first < size; first += together) {
        const Index end = std::min(first + together, size);
        CurvePoint mean;
        for (Index i = first; i < end; ++i) {
            mean.loss += static_cast<double>(points[static_cast<std::size_t>(i)].loss);
            mean.accuracy += static_cast<double>(points[static_cast<std::size_t>(i)].accuracy);
        }
        const auto count = static_cast<double>(end - first);
        curve.push_back({static_cast<double>(first + end + 1) / 2, mean.loss / count, mean.accuracy / count});
    }
    return curve;
}

TrainingCurves curvesTo(const TrainingHistory& history, const Moment& moment, Index most) {
    TrainingCurves curves{thinned(history.points(moment), most), {}};
    const auto heldOut = history.heldOut(moment);
    const auto stride = static_cast<std::ptrdiff_t>(heldOut.size()) / most + 1;
    for (auto i = static_cast<std::ptrdiff_t>(heldOut.size()) - 1; i >= 0; i -= stride) {
        const HeldOutPoint& point = heldOut[static_cast<std::size_t>(i)];
        curves.heldOut.push_back({static_cast<double>(point.step), static_cast<double>(point.loss),
                                  static_cast<double>(point.accuracy)});
    }
    std::ranges::reverse(curves.heldOut);
    return curves;
}

}  // namespace deltascope
