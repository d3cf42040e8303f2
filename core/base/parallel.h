#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace deltascope {

/// A fixed team of threads that shares out numbered pieces of work. Which thread takes which piece is not
/// defined; results stay the same for any number of threads as long as each piece writes to a place of its
/// own.
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
    void run(std::size_t count, const std::function<void(std::size_t)>& work);
    void runWorker();
    void takePieces();

    std::vector<std::thread> workers_;
    std::mutex mutex_;
    std::condition_variable started_, finished_;
    const std::function<void(std::size_t)>* work_ = nullptr;
    std::size_t next_ = 0, count_ = 0;
    std::atomic<std::size_t> busy_ = 0;
    std::atomic<unsigned long> round_ = 0;
    std::atomic<bool> stopping_ = false;
    std::exception_ptr error_;
};

}  // namespace deltascope
