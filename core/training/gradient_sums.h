#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/base/per_thread.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// The sum of the gradients of numbered pieces of a batch, in an order that depends on their number only:
/// pairs, pairs of pairs, and so on,
///   (g[0] + g[1]) + (g[2] + g[3])   of four pieces,
/// where what has no partner goes up alone. Each thread adds what it has computed itself as far as this order
/// allows, because gradients that another core has written take many times longer to read; the rest is added
/// when the sum is asked for.
template <typename Scalar>
class GradientSums {
  public:
    using Gradients = std::vector<Tensor<Scalar>>;

    /// Begins a sum of `pieces` gradients with the shapes of `parameters`, which outlive it. A thread
    /// allocates what it needs when it first computes a piece of so many; more only where the pieces it gets
    /// are scattered.
    void begin(std::size_t pieces, std::span<const Tensor<Scalar>> parameters);

    /// Has `compute(Gradients&)` write those of a piece, each piece once, on any thread.
    template <typename Compute>
    void add(std::size_t piece, Compute compute) {
        Mine& mine = begun();
        Gradients& gradients = freePlace(mine);
        compute(gradients);
        blocks_[piece].gradients = &gradients;
        join(mine, piece);
    }

    /// Elements `first` .. of the sum for one parameter, once all pieces are there. Called by any thread.
    void total(std::size_t parameter, Index first, std::span<Scalar> sum) const;

  private:
    /// The sum of pieces [i, i + span); `i` is where the block stands.
    struct Block {
        std::size_t span = 0;
        Gradients* gradients = nullptr;
    };
    /// What a thread has computed in this round.
    struct Mine {
        unsigned long round = 0;
        std::vector<std::size_t> open;  ///< where its blocks stand that have no partner yet
        std::vector<Gradients*> free;
        std::vector<std::unique_ptr<Gradients>> places;  ///< all that it has: memory in its core's caches
    };
    Mine& begun();
    void addPlace(Mine& mine);
    Gradients& freePlace(Mine& mine);
    void join(Mine& mine, std::size_t first);
    void sumBlock(std::size_t first, std::size_t span, std::size_t parameter, Index begin,
                  std::span<Scalar> sum) const;

    unsigned long round_ = 0;
    std::span<const Tensor<Scalar>> parameters_;
    std::vector<Block> blocks_;  ///< one for each piece
    PerThread<Mine> mine_;
};

extern template class GradientSums<float>;
extern template class GradientSums<double>;

}  // namespace deltascope
