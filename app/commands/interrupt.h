#pragma once

#include <csignal>

namespace deltascope {

/// While one of these lives, the first Ctrl-C (SIGINT) or SIGTERM is only noted, so that work can end in good
/// order; a second one ends the program at once. One at a time.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    /// The signal that arrived, or 0.
    int signal() const;

  private:
    struct sigaction formerInterrupt_ = {}, formerTerminate_ = {};
};

}  // namespace deltascope
