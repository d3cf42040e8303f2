#pragma once

#include <cstdint>
#include <random>

namespace deltascope {

/// A seeded source of random numbers that gives the same sequence on every machine and compiler. The engine
/// is the standard's mt19937_64; the distributions are our own because the standard leaves theirs to the
/// implementation.
class Random {
  public:
    explicit Random(std::uint64_t seed);

    /// An independent source for part number `stream` of the work that `seed` drives (an example, an epoch),
    /// so that the parts can be made in any order and by any number of threads.
    static Random forStream(std::uint64_t seed, std::uint64_t stream);

    /// Uniform in [0, 1), 53 random bits.
    double uniform();
    /// Uniform in [low, high).
    double uniform(double low, double high);
    /// Standard normal (Box-Muller).
    double normal();
    /// Uniform whole number in [0, bound), bound > 0.
    std::uint64_t below(std::uint64_t bound);

  private:
    std::mt19937_64 engine_;
};

}  // namespace deltascope
