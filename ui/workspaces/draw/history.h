#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace deltascope {

/// States in the order in which they came about, for undo and redo. States should be cheap to copy (share
/// what did not change).
template <typename State>
class History {
  public:
    /// Keeps at most `limit` states, forgetting the oldest.
    explicit History(State first, std::size_t limit = 500) : limit_(limit) {
        entries_.push_back({std::string(), std::move(first)});
    }

    const State& current() const { return entries_[position_].second; }

    /// Goes to `state`, which `action` ("stroke", "lesson") led to; what was undone can't be redone any more.
    void push(std::string action, State state) {
        entries_.resize(position_ + 1, entries_.front());
        entries_.emplace_back(std::move(action), std::move(state));
        if (entries_.size() > limit_) entries_.erase(entries_.begin());
        position_ = entries_.size() - 1;
    }

    bool canUndo() const { return position_ > 0; }
    bool canRedo() const { return position_ + 1 < entries_.size(); }
    void undo() { position_ -= canUndo(); }
    void redo() { position_ += canRedo(); }
    /// The action that undo() takes back or redo() does again; empty where there is none.
    std::string undoAction() const { return entries_[position_].first; }
    std::string redoAction() const { return canRedo() ? entries_[position_ + 1].first : std::string(); }

  private:
    std::size_t limit_, position_ = 0;
    std::vector<std::pair<std::string, State>> entries_;
};

}  // namespace deltascope
