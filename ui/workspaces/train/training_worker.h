#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "core/training/training_state.h"
#include "ui/workspaces/train/training_view.h"

namespace deltascope {

/// Trains on a thread of its own and hands out immutable views, one each time somebody has asked for one; it
/// never waits for whoever looks. All functions may be called from any thread and return at once; they take
/// effect in order. Work beside training (evaluating, looking into a batch) is held to a small share of the
/// time.
class TrainingWorker {
  public:
    /// All are called on the worker's thread.
    struct Listeners {
        std::function<void()> viewReady;      ///< latest() has something new
        std::function<void(double)> loading;  ///< share done; 1: finished
        std::function<void(const std::string&)> failed;
        std::function<void(const TrainingOutline&)> began;  ///< a training was begun or taken up again
    };

    explicit TrainingWorker(Listeners listeners);
    /// Saves, if told where, and ends.
    ~TrainingWorker();
    TrainingWorker(const TrainingWorker&) = delete;

    void begin(const TrainingPlan& plan, const DigitChoice& data, const StepSettings& settings);
    void resume(const std::filesystem::path& file);
    /// A rate that falls does so until the goal, whatever number of epochs the settings say.
    void setSettings(const StepSettings& settings);
    void setGoal(Index epochs);
    /// Trains `steps` batches; below 0: until the goal, or one more goal where it is reached.
    void run(Index steps);
    void runEpoch();
    void pause();
    /// Asking for another moment before this one is reached replaces it.
    void goTo(const Moment& moment);
    void lookAtKernel(const KernelChoice& kernel);
    void lookInside(bool wanted);
    void lookBehind(const ConfusionCell& cell);
    void showDigit(int digit);
    /// Saves the state now and then, when paused and at the end.
    void saveTo(const std::filesystem::path& file);
    void stopLoading() { loadingStopped_ = true; }

    /// Asks for one view as soon as there is something new.
    void wantView();
    std::shared_ptr<const TrainingView> latest() const;
    /// Returns once all that was asked for before is done and running has ended; for tests and pictures.
    void waitUntilIdle();

  private:
    using Clock = std::chrono::steady_clock;

    void post(std::function<void()> command);
    void work();
    void guarded(const std::function<void()>& action);
    bool takeCommand();
    void trainOn(DigitSet digits, const TrainingPlan& plan, const DigitChoice& data,
                 const StepSettings& settings, std::optional<TrainingState> state);
    Result<DigitSet> load(const DigitChoice& data, std::uint64_t seed);
    void step();
    void stopRunning();
    void evaluateIfDue(bool now);
    void publish();
    void refreshSlowParts(bool all);
    void refreshBranches();
    void setGoalNow(Index epochs);
    std::shared_ptr<Pass<float>> probePass();
    void save();

    Listeners listeners_;
    mutable std::mutex mutex_;
    std::condition_variable wake_, idle_;
    std::deque<std::function<void()>> commands_;
    bool stopping_ = false, busy_ = false;
    std::atomic<bool> wanted_{false}, loadingStopped_{false};
    std::atomic<int> journeys_{0};
    std::shared_ptr<const TrainingView> latest_;

    // Of the worker's thread only.
    ThreadTeam team_;
    TrainingPlan plan_;
    DigitChoice data_;
    DigitSet digits_;
    std::unique_ptr<TrainingSession> session_;
    std::unique_ptr<RecordedTraining> training_;
    TrainingView view_;
    std::filesystem::path file_;
    Index stepsLeft_ = 0, goal_ = 5, goalAhead_ = 5;
    Index nextEvaluation_ = 0;
    std::array<std::shared_ptr<Pass<float>>, 4> probes_;  ///< used again once no view holds them any more
    int drawnBranch_ = -1;  ///< the one without which the branches were drawn last
    bool changed_ = false, lookInside_ = false;
    int probeDigit_ = 3;
    Clock::time_point slowAt_{}, savedAt_{}, speedAt_{};
    Clock::duration extra_{}, since_{}, savePause_{};
    Index speedExamples_ = 0;
    std::thread thread_;  // last, because it uses all of the above
};

}  // namespace deltascope
