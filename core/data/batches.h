#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/tensor/shape.h"

namespace deltascope {

/// The order in which one epoch visits the examples: a random permutation (Fisher-Yates) that depends on
/// nothing but `seed`, `epoch` and `count`, cut into batches.
class EpochOrder {
  public:
    /// Throws std::invalid_argument for count < 0 or batchSize < 1.
    EpochOrder(Index count, Index batchSize, std::uint64_t seed, std::uint64_t epoch);

    /// Number of batches; the last one is short where batchSize does not divide the count.
    Index batches() const;
    /// The examples of batch number `batch`, 0 .. batches() - 1.
    std::span<const Index> batch(Index batch) const;

  private:
    std::vector<Index> order_;
    Index batchSize_;
};

}  // namespace deltascope
