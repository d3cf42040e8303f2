#pragma once

#include <functional>

#include "core/training/divergence.h"

namespace deltascope {

/// A training that remembers: every step is noted in a history, any earlier moment can be had back exactly,
/// and going on from there starts a branch. Between two snapshots a moment is computed again, from the
/// snapshot before it and the settings of each step.
class RecordedTraining {
  public:
    /// From the session's present state, which must be its start.
    explicit RecordedTraining(TrainingSession& session, std::size_t budget = TrainingHistory::standardBudget);
    /// Goes on with a history that was saved, at `moment`, which must be reachable from it.
    RecordedTraining(TrainingSession& session, TrainingHistory history, const Moment& moment);

    TrainingSession& session() { return session_; }
    const TrainingHistory& history() const { return history_; }
    const Moment& moment() const { return moment_; }
    /// What is wrong at the present moment, if anything.
    const std::optional<Divergence>& divergence() const { return divergence_; }

    /// One step; on a branch of its own if the present moment has a future already.
    BatchReport advance();
    void addHeldOut(double loss, double accuracy);

    /// Puts the session to `moment`. `goOn` is asked before each step that has to be computed again; where it
    /// says no, the session stands at the moment reached so far. Returns whether `moment` was reached.
    bool goTo(
        const Moment& moment, const std::function<bool()>& goOn = [] { return true; });
    /// The number of steps that goTo(moment) would compute again.
    Index stepsTo(const Moment& moment) const;

    /// Keeps a snapshot of the present moment whatever the interval.
    void keepPresent() { history_.keep(moment_.branch, session_.snapshot()); }

  private:
    void watchAgain();

    TrainingSession& session_;
    TrainingHistory history_;
    Moment moment_;
    DivergenceWatch watch_;
    std::optional<Divergence> divergence_;
};

}  // namespace deltascope
