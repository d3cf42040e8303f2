#pragma once

#include <chrono>
#include <string>

#include "app/commands/console.h"
#include "core/training/training_run.h"

namespace deltascope {

/// "[=====>    ] 27 %": how much of some work is done, as a share of 0 .. 1.
std::string progressBar(double share);

/// "[=====>    ] 12 %  epoch 3/20  loss 0.0812  accuracy 97.4 %  5230 images/s  1:32 left": where a training
/// stands after `seconds`.
std::string progressText(const TrainingProgress& progress, double seconds);

/// "1:32", from an hour on "2:03:04".
std::string durationText(double seconds);

/// Shows the progress of a training, or of what comes before it, on console.err: one line redrawn at most ten
/// times a second on a screen; in a file or a pipe a line every ten seconds.
class TrainingDisplay {
  public:
    explicit TrainingDisplay(const Console& console) : console_(console) {}

    void show(const TrainingProgress& progress);
    void show(const std::string& progress);
    /// A line that stays, above the bar.
    void say(const std::string& line);
    /// Takes the bar away.
    void clear();
    /// Since the display was made.
    double seconds() const;

  private:
    using Clock = std::chrono::steady_clock;

    bool isDue() const;

    Console console_;
    Clock::time_point start_ = Clock::now(), shown_{};
};

}  // namespace deltascope
