#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/data/batches.h"
#include "core/training/trainer.h"

namespace deltascope {

/// What may change from one step to the next.
struct StepSettings {
    SgdOptions sgd{0.1, 0.9, 0};
    Index batch = 32;  ///< examples a step, >= 1; fewer at the end of an epoch
    /// Epochs, counted from the start, over which the rate falls as fallingRate() does; 0: it stays.
    Index fallingEpochs = 0;

    /// Throws std::invalid_argument for a value out of range.
    void check() const;
    bool operator==(const StepSettings& other) const {
        return sgd.learningRate == other.sgd.learningRate && sgd.momentum == other.sgd.momentum &&
               sgd.weightDecay == other.sgd.weightDecay && batch == other.batch &&
               fallingEpochs == other.fallingEpochs;
    }
};

/// How far a training has come.
struct TrainingPosition {
    Index step = 0;      ///< batches trained on
    Index examples = 0;  ///< examples trained on, counted as often as they came
    Index epoch = 1;     ///< of the next batch, counted from 1
    Index offset = 0;    ///< examples of that epoch which are done

    bool operator==(const TrainingPosition&) const = default;
};

/// All that the next step depends on, beside data, seed and settings: going on from a copy gives the same
/// weights to the bit.
struct TrainingSnapshot {
    TrainingPosition position;
    std::vector<Tensor<float>> weights, velocities;  ///< one a parameter; velocities empty before step 1

    /// Memory of the numbers in it.
    std::size_t bytes() const;
    bool operator==(const TrainingSnapshot&) const = default;
};

/// A training that goes on batch by batch and can be put back to any snapshot of itself. Deterministic: the
/// same network, source, seed and settings give the same weights to the bit, for any number of threads and
/// whatever was tried in between.
class TrainingSession {
  public:
    /// `seed` decides the order of the examples. `team` must outlive the session. Throws
    /// std::invalid_argument for a source without examples or with pictures that the network does not take.
    TrainingSession(Network<float> network, Examples source, std::uint64_t seed, ThreadTeam& team);
    TrainingSession(const TrainingSession&) = delete;  // the trainer refers to this object's own network

    const Network<float>& network() const { return network_; }
    /// With the rate of the next step.
    const Sgd<float>& optimizer() { return trainer_.optimizer(); }
    const ExampleSource& source() const { return *source_; }
    const TrainingPosition& position() const { return position_; }

    const StepSettings& settings() const { return settings_; }
    void setSettings(const StepSettings& settings);

    /// The examples of the next step.
    std::span<const Index> nextBatch();
    /// One step of gradient descent.
    BatchReport advance();

    TrainingSnapshot snapshot();
    void restore(const TrainingSnapshot& snapshot);

  private:
    void setRate();

    Network<float> network_;
    Examples source_;
    std::uint64_t seed_;
    StepSettings settings_;
    Trainer<float> trainer_;
    TrainingPosition position_;
    std::optional<EpochOrder> order_;  ///< of epoch orderEpoch_, in one piece
    Index orderEpoch_ = 0;
};

}  // namespace deltascope
