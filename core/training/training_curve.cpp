#include "core/training/training_curve.h"

#include <algorithm>

namespace deltascope {
namespace {

/// Every so many-th point, the last one among them.
std::vector<CurvePoint> thinned(const std::vector<HeldOutPoint>& points, Index most) {
    std::vector<CurvePoint> curve;
    const auto stride = static_cast<std::ptrdiff_t>(points.size()) / most + 1;
    for (auto i = static_cast<std::ptrdiff_t>(points.size()) - 1; i >= 0; i -= stride) {
        const HeldOutPoint& point = points[static_cast<std::size_t>(i)];
        curve.push_back({static_cast<double>(point.step), static_cast<double>(point.loss),
                         static_cast<double>(point.accuracy)});
    }
    std::ranges::reverse(curve);
    return curve;
}

}  // namespace

std::vector<CurvePoint> thinned(const std::vector<StepPoint>& points, Index most, Index before) {
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
        curve.push_back({static_cast<double>(before) + static_cast<double>(first + end + 1) / 2,
                         mean.loss / count, mean.accuracy / count});
    }
    return curve;
}

TrainingCurves curvesTo(const TrainingHistory& history, const Moment& moment, Index most) {
    return {thinned(history.points(moment), most), thinned(history.heldOut(moment), most)};
}

std::vector<BranchLine> branchLines(const TrainingHistory& history, Index most, int drawn) {
    std::vector<BranchLine> lines;
    for (int b = 0; b < history.branchCount(); ++b) {
        const TrainingBranch& branch = history.branch(b);
        BranchLine& line = lines.emplace_back(BranchLine{b, branch.fork, branch.lastStep(), {}});
        if (b + drawn < history.branchCount()) continue;
        line.curves = {thinned(branch.points, most, branch.fork), thinned(branch.heldOut, most)};
    }
    return lines;
}

}  // namespace deltascope
