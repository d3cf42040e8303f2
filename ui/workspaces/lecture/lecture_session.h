#pragma once

#include <map>
#include <memory>
#include <string>

#include "ui/workspaces/lecture/settings_history.h"

namespace deltascope {

/// Which walkthrough is open, with which settings, at which step; remembered for each walkthrough while the
/// program runs. Plain data and rules, no widgets.
class LectureSession {
  public:
    /// Opens a walkthrough at `step` (from 0). An unknown id, a step past the end or settings that it refuses
    /// leave everything as it was.
    Result<void> open(const std::string& id, Index step);
    /// Opens another walkthrough at `step` with the values of the settings that both have: the same network,
    /// picture and rate.
    Result<void> openWithSharedSettings(const std::string& id, Index step);
    /// The same at the step where it was left.
    Result<void> reopen(const std::string& id);

    bool isOpen() const { return kind_ != nullptr; }
    /// The walkthrough `distance` further in the lecture's order, -1 for the one before; null past the ends.
    const WalkthroughKind* neighbour(int distance) const;
    const WalkthroughKind& kind() const { return *kind_; }
    std::shared_ptr<const Walkthrough> walkthrough() const { return walkthrough_; }
    const Settings& settings() const { return visit().history.current(); }
    const SettingsHistory& history() const { return visit().history; }

    Index step() const { return visit().step; }
    Index stepCount() const { return walkthrough_->stepCount(); }
    /// Steps outside the walkthrough are taken as its first or last.
    void goTo(Index step);

    /// Changes one setting; an error leaves all as it was. The step stays, as far as there are so many.
    Result<void> change(const std::string& setting, const SettingValue& value);
    /// The same, where the last change was the beginning of this one: undone together.
    Result<void> changeFurther(const std::string& setting, const SettingValue& value);
    /// Changes the setting behind element `offset` (row-major) of an exhibit: one number of a grid, one
    /// parameter of a network, or a number.
    Result<void> changeNumber(const Exhibit& exhibit, Index offset, double value);
    void undo();
    void redo();
    /// All settings as the lecture has them; can be undone.
    Result<void> reset();
    /// Puts stored settings in the place of the standard ones, as the state before any change.
    Result<void> restore(const Settings& settings);

    /// The share of a walkthrough's steps that have been seen, 0 .. 1.
    double progress(const std::string& id) const;
    void setProgress(const std::string& id, double share);

  private:
    struct Visit {
        SettingsHistory history;
        Index step = 0;
    };
    const Visit& visit() const { return visits_.at(kind_->id); }
    Visit& visit() { return visits_.at(kind_->id); }
    Result<void> rebuild(const WalkthroughKind& kind, const Settings& settings);
    Result<void> take(Settings settings);
    void noteProgress();

    const WalkthroughKind* kind_ = nullptr;
    std::shared_ptr<const Walkthrough> walkthrough_;
    std::map<std::string, Visit> visits_;
    std::map<std::string, double> progress_;
};

}  // namespace deltascope
