#pragma once

#include "core/lesson/composition.h"
#include "core/lesson/walkthroughs/network_batch.h"

namespace deltascope {

// The first round of L33 in detail: forward, loss, nine steps back, average, update, and on demand the check
// of the gradients. Later rounds stand in training_rounds.h.

/// A network in training, and the way its first round is told.
struct TrainingLoop {
    std::shared_ptr<const DescentRun> run;
    std::vector<ParameterStory> parameters;  ///< in the network's order
    bool checksGradients = false;

    Index pictures() const { return run->batch(); }
    Index parameterCount() const { return static_cast<Index>(parameters.size()); }
    /// Layers from one with parameters to the last before the next: one equation of the forward pass each.
    struct Equation {
        int first = 0, last = 0;
    };
    std::vector<Equation> equations() const;

    // Steps, counted from 0. There is an average only for several pictures, a check only where it was asked
    // for.
    Index lossStep() const { return static_cast<Index>(equations().size()); }
    Index backwardStep(Index i) const { return lossStep() + 1 + i; }
    Index averageStep() const;
    Index updateStep() const { return averageStep() + (pictures() > 1 ? 1 : 0); }
    Index checkStep(Index i) const { return updateStep() + 1 + i; }
    /// The step of update `t` (from 1).
    Index roundStep(Index t) const { return checkStep(checksGradients ? parameterCount() : 0) + t - 1; }
};

std::vector<Section> firstRoundSections(const std::shared_ptr<const TrainingLoop>& loop);

}  // namespace deltascope
