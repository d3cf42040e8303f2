#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <thread>

namespace deltascope {

/// A `T` for each thread that asks, made when it first does: a thread comes back to its own, whose memory is
/// in its core's caches.
template <typename T>
class PerThread {
  public:
    /// The calling thread's; `make()` makes it.
    template <typename Make>
    T& own(Make make) {
        const std::lock_guard lock(mutex_);
        auto& mine = all_[std::this_thread::get_id()];
        if (!mine) mine = std::make_unique<T>(make());
        return *mine;
    }
    T& own() {
        return own([] { return T(); });
    }

  private:
    std::mutex mutex_;  ///< of all_, not of what is in it
    std::map<std::thread::id, std::unique_ptr<T>> all_;
};

}  // namespace deltascope
