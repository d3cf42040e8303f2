#pragma once

#include <cstdint>
#include <functional>

#include "core/training/metrics.h"
#include "core/training/trainer.h"

namespace deltascope {

/// A whole training, from the first epoch to the last.
struct TrainingOptions {
    SgdOptions sgd;
    Index batch = 32;   ///< examples a step, >= 1
    Index epochs = 10;  ///< passes over the source, >= 1
    bool fallingRate =
        true;                ///< the learning rate falls along half a cosine from its start to 1 % at the end
    std::uint64_t seed = 1;  ///< order of the examples
    /// Share of each step in a running average of the weights, which takes the network's place at the end
    /// (0: the last step's weights count). An average over many steps answers better than any one of them.
    double averaging = 0;

    /// Throws std::invalid_argument for a value out of range.
    void check() const;
};

/// Where a training stands; handed out after every step.
struct TrainingProgress {
    Index epoch = 0, epochs = 0;  ///< epochs begun, counted from 1; of how many
    Index examplesSeen = 0, examplesInAll = 0;
    BatchReport lastBatch;
    double loss = 0, accuracy = 0;  ///< running means over about the last hundred steps
    double learningRate = 0;
};

/// Trains `network` on `source`. `report` is called after every step on the calling thread; it returns
/// whether to go on. Returns where the training ended; a loss that is not finite ends it, too. Deterministic:
/// the same network, source, options give the same weights for any number of threads.
TrainingProgress runTraining(Network<float>& network, const ExampleSource& source,
                             const TrainingOptions& options, ThreadTeam& team,
                             const std::function<bool(const TrainingProgress&)>& report);

}  // namespace deltascope
