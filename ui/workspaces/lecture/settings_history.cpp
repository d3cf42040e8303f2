#include "ui/workspaces/lecture/settings_history.h"

namespace deltascope {

void SettingsHistory::push(Settings next) {
    if (next == current()) return;
    states_.resize(now_ + 1);
    states_.push_back(std::move(next));
    if (states_.size() > mostStates) states_.erase(states_.begin());
    now_ = states_.size() - 1;
}

void SettingsHistory::amend(Settings next) {
    if (!canUndo()) return push(std::move(next));
    states_.resize(now_ + 1);
    states_.back() = std::move(next);
}

}  // namespace deltascope
