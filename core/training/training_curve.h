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

/// The steps' reports in at most `most` points, each the mean over equally many steps in a row (the last one
/// over what is left). Steps count from 1.
std::vector<CurvePoint> thinned(const std::vector<StepPoint>& points, Index most);

/// The curves on the way from the start to `moment`.
TrainingCurves curvesTo(const TrainingHistory& history, const Moment& moment, Index most);

}  // namespace deltascope
