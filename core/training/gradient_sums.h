#pragma once

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

    /// Begins a sum of `pieces` gradients with the shapes of `parameters`, the same ones every time.
    /// Allocates only what is new.
    void begin(std::size_t pieces, std::span<const Tensor<Scalar>> parameters);

    /// Has `compute(Gradients&)` write those of a piece, each piece once, on any thread.
    template <typename Compute>
    void add(std::size_t piece, Compute compute) {
        Mine& mine = begun();
        Block& block = blocks_[piece];
        block.place = takePlace(mine, piece);
        compute(places_[block.place]);
        join(mine, piece);
    }

    /// Elements `first` .. of the sum for one parameter, once all pieces are there. Called by any thread.
    void total(std::size_t parameter, Index first, std::span<Scalar> sum) const;

  private:
    /// Pieces [i, i + span), which have been added up in places_[place]; `i` is where the block stands.
    struct Block {
        std::size_t span = 0, place = 0;
    };
    /// What a thread has computed in this round.
    struct Mine {
        unsigned long round = 0;
        std::vector<std::size_t> open;    ///< where its blocks stand that have no partner yet
        std::vector<std::size_t> places;  ///< written by it and free again
    };
    Mine& begun();
    std::size_t takePlace(Mine& mine, std::size_t piece);
    void join(Mine& mine, std::size_t first);
    void sumBlock(std::size_t first, std::size_t span, std::size_t parameter, Index begin,
                  std::span<Scalar> sum) const;

    unsigned long round_ = 0;
    std::size_t pieces_ = 0;
    std::vector<Block> blocks_;
    std::vector<Gradients> places_;
    PerThread<Mine> mine_;
};

extern template class GradientSums<float>;
extern template class GradientSums<double>;

}  // namespace deltascope
