#include "core/base/parallel.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace deltascope {
namespace {

/// Lets other threads run until `done()`, but not for long: a step of training is shorter than going to sleep
/// and waking up. Yielding and not spinning keeps more threads than cores sane.
template <typename Done>
void awaitShortly(Done done) {
    constexpr int yields = 300;
    for (int i = 0; i < yields && !done(); ++i) std::this_thread::yield();
}

}  // namespace

ThreadTeam::ThreadTeam(int threads) {
    const int wanted = threads > 0 ? threads : static_cast<int>(std::thread::hardware_concurrency());
    for (int i = 1; i < std::max(wanted, 1); ++i) workers_.emplace_back([this] { runWorker(); });
}

ThreadTeam::~ThreadTeam() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    started_.notify_all();
    for (auto& worker : workers_) worker.join();
}

void ThreadTeam::run(std::size_t count, const std::function<void(std::size_t)>& work) {
    {
        const std::lock_guard lock(mutex_);
        work_ = &work;
        next_ = 0;
        count_ = count;
        busy_ = workers_.size() + 1;
        error_ = nullptr;
        ++round_;
    }
    started_.notify_all();
    takePieces();
    awaitShortly([this] { return busy_ == 0; });
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this] { return busy_ == 0; });
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

void ThreadTeam::runWorker() {
    unsigned long seen = 0;
    for (;;) {
        awaitShortly([&] { return stopping_ || round_ != seen; });
        {
            std::unique_lock lock(mutex_);
            started_.wait(lock, [&] { return stopping_ || round_ != seen; });
            if (stopping_) return;
            seen = round_;
        }
        takePieces();
    }
}

void ThreadTeam::takePieces() {
    std::unique_lock lock(mutex_);
    while (next_ < count_) {
        const std::size_t piece = next_++;
        lock.unlock();
        std::exception_ptr error;
        try {
            (*work_)(piece);
        } catch (...) {
            error = std::current_exception();
        }
        lock.lock();
        if (error && !error_) error_ = error;
    }
    if (--busy_ == 0) finished_.notify_all();
}

}  // namespace deltascope
