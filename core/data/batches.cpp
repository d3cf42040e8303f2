#include "core/data/batches.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/random.h"
#include "core/base/text.h"

namespace deltascope {

EpochOrder::EpochOrder(Index count, Index batchSize, std::uint64_t seed, std::uint64_t epoch)
    : batchSize_(batchSize) {
    require(count >= 0 && batchSize >= 1, "batches of ", batchSize, " from ", count, " examples");
    order_.resize(static_cast<std::size_t>(count));
    std::iota(order_.begin(), order_.end(), Index{0});
    Random random = Random::forStream(seed, epoch);
    for (std::size_t left = order_.size(); left > 1; --left)
        std::swap(order_[left - 1], order_[random.below(left)]);
}

Index EpochOrder::batches() const {
    return (static_cast<Index>(order_.size()) + batchSize_ - 1) / batchSize_;
}

std::span<const Index> EpochOrder::batch(Index batch) const {
    require(batch >= 0 && batch < batches(), "batch ", batch, " of ", batches());
    const Index first = batch * batchSize_, rest = static_cast<Index>(order_.size()) - first;
    return std::span(order_).subspan(static_cast<std::size_t>(first),
                                     static_cast<std::size_t>(std::min(batchSize_, rest)));
}

}  // namespace deltascope
