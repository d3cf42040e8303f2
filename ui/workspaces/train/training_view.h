#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/training/batch_inspection.h"
#include "core/training/divergence.h"
#include "core/training/metrics.h"
#include "core/training/training_curve.h"

namespace deltascope {

/// A kernel of a convolution: map `map` over input channel `channel` of parameter number `parameter`.
struct KernelChoice {
    std::size_t parameter = 0;
    Index map = 0, channel = 0;

    bool operator==(const KernelChoice&) const = default;
};

/// A cell of the confusion matrix.
struct ConfusionCell {
    int label = 0, answer = 0;

    bool operator==(const ConfusionCell&) const = default;
};

/// The held-out digits behind a cell, as far as they are shown.
struct DigitsBehind {
    ConfusionCell cell;
    std::vector<std::vector<float>> pictures;  ///< 28 x 28 each
};

/// One moment of a training, for the window to show: made by the training's thread and never changed
/// afterwards. What did not change since the last one is shared with it.
struct TrainingView {
    bool running = false;
    Moment moment;
    TrainingPosition position;
    Index lastStep = 0;                                       ///< of the branch: how far the timeline goes
    Index epochSize = 0;                                      ///< examples
    Index goal = 0;                                           ///< epochs after which it stops
    std::shared_ptr<const std::vector<BranchLine>> branches;  ///< all; the shown one's curves may be older
    StepSettings settings;
    double rate = 0;             ///< learning rate of the next step
    std::string data;            ///< what it learns from
    double imagesPerSecond = 0;  ///< 0: not known
    std::optional<Divergence> divergence;
    std::shared_ptr<const TrainingCurves> curves;  ///< of the whole branch, past the moment, too
    std::shared_ptr<const Network<float>> network;
    std::shared_ptr<const Pass<float>> probe;      ///< the fixed digit's way through the network
    std::shared_ptr<const BatchInspection> batch;  ///< the step that comes next, or a recent one
    std::shared_ptr<const Tensor<float>> shares;   ///< each example's gradient of `kernel`'s parameter
    KernelChoice kernel;
    std::shared_ptr<const Evaluation> evaluation;  ///< on held-out digits; may be a little older
    std::shared_ptr<const DigitsBehind> behind;
};

}  // namespace deltascope
