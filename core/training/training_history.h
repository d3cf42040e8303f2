#pragma once

#include <map>
#include <vector>

#include "core/training/training_session.h"

namespace deltascope {

/// What one step reported: means over its batch, before it changed the weights.
struct StepPoint {
    float loss = 0, accuracy = 0;

    bool operator==(const StepPoint&) const = default;
};

/// What an evaluation on held-out examples gave after `step` steps.
struct HeldOutPoint {
    Index step = 0;
    float loss = 0, accuracy = 0;

    bool operator==(const HeldOutPoint&) const = default;
};

/// A moment of a training: after `step` steps on `branch`.
struct Moment {
    int branch = 0;
    Index step = 0;

    bool operator==(const Moment&) const = default;
};

/// A line of training that left another one (`parent`) after `fork` steps; steps up to there are the
/// parent's.
struct TrainingBranch {
    int parent = -1;  ///< -1: the first branch, which begins at step 0
    Index fork = 0;
    std::map<Index, TrainingSnapshot> snapshots;  ///< by step
    std::map<Index, StepSettings> settings;       ///< by the first step made with them, fork + 1 or later
    std::vector<StepPoint> points;                ///< of steps fork + 1, fork + 2, ...
    std::vector<HeldOutPoint> heldOut;            ///< ascending

    Index lastStep() const { return fork + static_cast<Index>(points.size()); }
};

/// The whole past of a training: what every step reported, with which settings it was made, and snapshots
/// between which any moment can be computed again (see RecordedTraining).
///
/// Memory is bounded: a snapshot is kept every interval() steps; when the snapshots of all branches need more
/// than `budget` bytes, the interval doubles and those that are no multiple of it are dropped (never that of
/// step 0). The curves take 8 bytes a step.
class TrainingHistory {
  public:
    static constexpr std::size_t standardBudget = std::size_t{64} << 20;
    /// Steps that are computed again in the blink of an eye; more snapshots would slow training down.
    static constexpr Index standardInterval = 64;

    explicit TrainingHistory(TrainingSnapshot start, std::size_t budget = standardBudget,
                             Index interval = standardInterval);

    int branchCount() const { return static_cast<int>(branches_.size()); }
    const TrainingBranch& branch(int number) const { return branches_.at(static_cast<std::size_t>(number)); }
    Index lastStep(int branch) const { return this->branch(branch).lastStep(); }
    /// The moment written the one way that history keeps it: on the branch that made the step.
    Moment origin(Moment moment) const;
    Index interval() const { return interval_; }
    std::size_t snapshotBytes() const { return bytes_; }

    /// A new branch that leaves `moment`; its number.
    int addBranch(const Moment& moment);
    /// Notes the next step of `branch`.
    void addStep(int branch, const StepPoint& point, const StepSettings& settings);
    void addHeldOut(int branch, const HeldOutPoint& point);
    /// Whether a snapshot after `step` steps is worth its memory.
    bool wants(Index step) const { return step % interval_ == 0; }
    void keep(int branch, TrainingSnapshot snapshot);

    /// The latest snapshot at or before `moment` on its way from the start.
    const TrainingSnapshot& before(const Moment& moment) const;
    /// The settings with which the step that led to `moment` was made. Needs moment.step >= 1.
    const StepSettings& settingsOf(const Moment& moment) const;
    /// What the step that led to `moment` reported. Needs moment.step >= 1.
    const StepPoint& pointOf(const Moment& moment) const;
    /// All that was reported on the way from the start to `moment`, in order.
    std::vector<StepPoint> points(const Moment& moment) const;
    std::vector<HeldOutPoint> heldOut(const Moment& moment) const;

    /// A history out of its parts, as saved. Throws std::invalid_argument for parts that don't belong
    /// together.
    static TrainingHistory of(std::vector<TrainingBranch> branches, std::size_t budget = standardBudget);

  private:
    TrainingHistory() = default;
    void thinOut();

    std::vector<TrainingBranch> branches_;
    std::size_t budget_ = standardBudget, bytes_ = 0;
    Index interval_ = standardInterval;
};

}  // namespace deltascope
