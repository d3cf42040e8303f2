#pragma once

#include <optional>
#include <string>

#include "core/training/training_history.h"

namespace deltascope {

/// A training that no longer descends.
struct Divergence {
    Index step = 0;      ///< after which it was noticed
    Index lastGood = 0;  ///< last step with a loss no larger than at the start
    std::string reason;  ///< what happened and why, in two sentences
};

/// Watches the losses of a training: it has diverged where a loss is no finite number, or where the running
/// mean of the losses (about the last ten) is twice the mean of the first ten.
class DivergenceWatch {
  public:
    /// The loss of the next step and the settings that made it; what is wrong, if anything.
    std::optional<Divergence> add(double loss, const StepSettings& settings);

  private:
    Index step_ = 0, lastGood_ = 0;
    double start_ = 0, running_ = 0;
};

/// Whether every weight is a finite number.
bool hasFiniteWeights(const Network<float>& network);

}  // namespace deltascope
