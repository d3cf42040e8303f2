#include "app/commands/interrupt.h"

namespace deltascope {
namespace {

volatile std::sig_atomic_t arrived = 0;

void note(int signal) { arrived = signal; }

}  // namespace

InterruptWatch::InterruptWatch() {
    arrived = 0;
    struct sigaction action = {};
    action.sa_handler = note;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(SIGINT, &action, &formerInterrupt_);
    sigaction(SIGTERM, &action, &formerTerminate_);
}

InterruptWatch::~InterruptWatch() {
    sigaction(SIGINT, &formerInterrupt_, nullptr);
    sigaction(SIGTERM, &formerTerminate_, nullptr);
}

int InterruptWatch::signal() const { return arrived; }

}  // namespace deltascope
