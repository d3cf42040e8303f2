#pragma once

#include <vector>

#include "core/training/training_history.h"

namespace deltascope {

/// A point of a curve: the mean over the steps around `step`.
struct CurvePoint {
    double step = 0, loss = 0, accuracy = 0;
};

/// A training's curves, with as many points as a picture can show.
struct TrainingCurves {
    std::vector<CurvePoint> training, heldOut;
};

/// A branch as a chart shows it beside others.
struct BranchLine {
    int branch = 0;
    Index fork = 0, lastStep = 0;  ///< the steps after `fork` are its own
    TrainingCurves curves;         ///< of its own steps
};

/// The steps' reports in at most `most` points, each the mean over equally many steps in a row (the last one
/// over what is left). The first is that of step `before` + 1.
std::vector<CurvePoint> thinned(const std::vector<StepPoint>& points, Index most, Index before = 0);

/// The curves on the way from the start to `moment`.
TrainingCurves curvesTo(const TrainingHistory& history, const Moment& moment, Index most);

/// Every branch, in order; curves only of the `drawn` latest ones.
std::vector<BranchLine> branchLines(const TrainingHistory& history, Index most, int drawn);

}  // namespace deltascope
