#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace deltascope {

/// A fixed team of threads that shares out numbered pieces of work. Each thread takes neighbouring pieces,
/// the same ones whenever there are as many (what they touch is then still in its core's caches), and helps
/// the others when it is done with its own. Results stay the same for any number of threads as long as each
/// piece writes to a place of its own.
class ThreadTeam {
  public:
    /// `threads` >= 1, the caller's own thread included; 0 takes as many as the machine has cores.
    explicit ThreadTeam(int threads = 0);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    int size() const { return static_cast<int>(workers_.size()) + 1; }

    /// Calls work(0) ... work(count - 1), each once, and returns when all are done. The first exception that
    /// a piece throws is thrown again here, after the others have ended. Not to be called from inside a
    /// piece. Allocates nothing.
    template <typename Work>
    void forEach(std::size_t count, const Work& work) {
        run(count, std::cref(work));
    }

  private:
    /// The pieces of one thread that nobody has taken yet, on a cache line that others seldom touch.
    struct alignas(64) Share {
        std::atomic<std::size_t> next = 0;
        std::size_t end = 0;
    };

    void run(std::size_t count, const std::function<void(std::size_t)>& work);
    void runWorker(std::size_t self);
    void takePieces(std::size_t self);
    void finish(std::size_t piece);

    std::vector<std::thread> workers_;
    std::mutex mutex_;
    std::condition_variable started_, finished_;
    const std::function<void(std::size_t)>* work_ = nullptr;
    std::vector<Share> shares_;  ///< the caller's first
    std::atomic<std::size_t> busy_ = 0;
    std::atomic<unsigned long> round_ = 0;
    std::atomic<bool> stopping_ = false;
    std::exception_ptr error_;
};

}  // namespace deltascope
