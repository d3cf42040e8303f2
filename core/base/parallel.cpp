#include "core/base/parallel.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace deltascope {
namespace {

void pauseBriefly() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Waits until `done()`, but not for long: a step of training is shorter than going to sleep and waking up,
/// and a system call may take longer than the rest of it. Spinning only for some microseconds and yielding
/// then keeps more threads than cores sane.
template <typename Done>
void awaitShortly(Done done) {
    constexpr int spins = 200, yields = 300;
    for (int i = 0; i < spins && !done(); ++i) pauseBriefly();
    for (int i = 0; i < yields && !done(); ++i) std::this_thread::yield();
}

std::size_t teamSize(int threads) {
    return std::max<std::size_t>(
        threads > 0 ? static_cast<std::size_t>(threads) : std::thread::hardware_concurrency(), 1);
}

}  // namespace

ThreadTeam::ThreadTeam(int threads) : shares_(teamSize(threads)) {
    for (std::size_t i = 1; i < shares_.size(); ++i) workers_.emplace_back([this, i] { runWorker(i); });
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
        for (std::size_t i = 0; i < shares_.size(); ++i) {
            shares_[i].next = count * i / shares_.size();
            shares_[i].end = count * (i + 1) / shares_.size();
        }
        busy_ = shares_.size();
        error_ = nullptr;
        ++round_;
    }
    started_.notify_all();
    takePieces(0);
    awaitShortly([this] { return busy_ == 0; });
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [this] { return busy_ == 0; });
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

void ThreadTeam::runWorker(std::size_t self) {
    unsigned long seen = 0;
    for (;;) {
        awaitShortly([&] { return stopping_ || round_ != seen; });
        {
            std::unique_lock lock(mutex_);
            started_.wait(lock, [&] { return stopping_ || round_ != seen; });
            if (stopping_) return;
            seen = round_;
        }
        takePieces(self);
    }
}

/// Its own pieces, and then what the others have left.
void ThreadTeam::takePieces(std::size_t self) {
    for (std::size_t i = 0; i < shares_.size(); ++i) {
        Share& share = shares_[(self + i) % shares_.size()];
        for (std::size_t piece = share.next++; piece < share.end; piece = share.next++) finish(piece);
    }
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) finished_.notify_all();
}

void ThreadTeam::finish(std::size_t piece) {
    try {
        (*work_)(piece);
    } catch (...) {
        const std::lock_guard lock(mutex_);
        if (!error_) error_ = std::current_exception();
    }
}

}  // namespace deltascope
