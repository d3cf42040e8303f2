#pragma once

#include <vector>

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// The settings of a walkthrough and all changes made to them, to be undone and redone one by one.
class SettingsHistory {
  public:
    explicit SettingsHistory(Settings first = {}) : states_{std::move(first)} {}

    const Settings& current() const { return states_[now_]; }
    /// Takes `next` as the newest state and forgets what was undone. The same settings again change nothing.
    void push(Settings next);
    /// Takes `next` in the place of the newest state: both are one change, the steps of a drag.
    void amend(Settings next);
    bool canUndo() const { return now_ > 0; }
    bool canRedo() const { return now_ + 1 < states_.size(); }
    void undo() { now_ -= canUndo() ? 1 : 0; }
    void redo() { now_ += canRedo() ? 1 : 0; }

  private:
    static constexpr std::size_t mostStates = 200;  // a picture is 6 KB
    std::vector<Settings> states_;
    std::size_t now_ = 0;
};

}  // namespace deltascope
