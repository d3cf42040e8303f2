#include "core/training/gradient_sums.h"

#include <algorithm>
#include <array>
#include <bit>
#include <functional>

namespace deltascope {
namespace {

/// Elements that are added at a time: what waits for them stays in the nearest cache.
constexpr Index someElements = 512;

}  // namespace

template <typename Scalar>
void GradientSums<Scalar>::begin(std::size_t pieces, std::span<const Tensor<Scalar>> parameters) {
    ++round_;
    parameters_ = parameters;
    blocks_.assign(pieces, {});
}

template <typename Scalar>
typename GradientSums<Scalar>::Mine& GradientSums<Scalar>::begun() {
    Mine& mine = mine_.own();
    if (mine.round == round_) return mine;
    mine.round = round_;
    mine.open.clear();
    mine.open.reserve(blocks_.size());
    // As many as one thread alone needs at most: a block for each power of 2, and the piece it computes.
    const auto needed = static_cast<std::size_t>(std::bit_width(blocks_.size() - 1)) + 1;
    while (mine.places.size() < needed) addPlace(mine);
    mine.free.clear();
    for (const auto& place : mine.places) mine.free.push_back(place.get());
    return mine;
}

template <typename Scalar>
void GradientSums<Scalar>::addPlace(Mine& mine) {
    mine.places.push_back(std::make_unique<Gradients>(parameters_.begin(), parameters_.end()));
    mine.free.reserve(mine.places.size());
    mine.free.push_back(mine.places.back().get());
}

template <typename Scalar>
typename GradientSums<Scalar>::Gradients& GradientSums<Scalar>::freePlace(Mine& mine) {
    if (mine.free.empty()) addPlace(mine);
    Gradients& place = *mine.free.back();
    mine.free.pop_back();
    return place;
}

/// Adds the block of one piece to its partner if this thread has computed that, the sum to its partner, ...
template <typename Scalar>
void GradientSums<Scalar>::join(Mine& mine, std::size_t first) {
    std::size_t span = 1;
    for (; !mine.open.empty(); span *= 2, mine.open.pop_back()) {
        const std::size_t left = mine.open.back();
        if (left % (2 * span) != 0 || left + span != first || blocks_[left].span != span) break;
        Gradients &to = *blocks_[left].gradients, &from = *blocks_[first].gradients;
        for (std::size_t p = 0; p < to.size(); ++p)
            std::transform(to[p].values().begin(), to[p].values().end(), from[p].values().begin(),
                           to[p].values().begin(), std::plus<>());
        mine.free.push_back(&from);
        first = left;
    }
    blocks_[first].span = span;
    mine.open.push_back(first);
}

template <typename Scalar>
void GradientSums<Scalar>::total(std::size_t parameter, Index first, std::span<Scalar> sum) const {
    for (std::size_t i = 0; i < sum.size(); i += someElements)
        sumBlock(0, std::bit_ceil(blocks_.size()), parameter, first + static_cast<Index>(i),
                 sum.subspan(i, std::min<std::size_t>(someElements, sum.size() - i)));
}

/// The sum of pieces [first, first + span).
template <typename Scalar>
void GradientSums<Scalar>::sumBlock(std::size_t first, std::size_t span, std::size_t parameter, Index begin,
                                    std::span<Scalar> sum) const {
    const Block& block = blocks_[first];
    if (block.span == span) {
        std::copy_n((*block.gradients)[parameter].data() + begin, sum.size(), sum.begin());
        return;
    }
    const std::size_t half = span / 2;
    sumBlock(first, half, parameter, begin, sum);
    if (first + half >= blocks_.size()) return;
    std::array<Scalar, someElements> right;
    sumBlock(first + half, half, parameter, begin, {right.data(), sum.size()});
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += right[i];
}

template class GradientSums<float>;
template class GradientSums<double>;

}  // namespace deltascope
