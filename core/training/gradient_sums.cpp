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
    pieces_ = pieces;
    blocks_.assign(pieces, {});
    while (places_.size() < pieces) places_.emplace_back(parameters.begin(), parameters.end());
}

template <typename Scalar>
typename GradientSums<Scalar>::Mine& GradientSums<Scalar>::begun() {
    Mine& mine = mine_.own();
    if (mine.round == round_) return mine;
    mine.round = round_;
    mine.open.clear();
    mine.places.clear();
    mine.open.reserve(pieces_);
    mine.places.reserve(pieces_);
    return mine;
}

/// One that this thread has just read, or else the piece's own, which no other thread takes.
template <typename Scalar>
std::size_t GradientSums<Scalar>::takePlace(Mine& mine, std::size_t piece) {
    if (mine.places.empty()) return piece;
    const std::size_t place = mine.places.back();
    mine.places.pop_back();
    return place;
}

/// Adds the block of one piece to its partner if this thread has computed that, the sum to its partner, ...
template <typename Scalar>
void GradientSums<Scalar>::join(Mine& mine, std::size_t first) {
    std::size_t span = 1;
    for (; !mine.open.empty(); span *= 2, mine.open.pop_back()) {
        const std::size_t left = mine.open.back();
        if (left % (2 * span) != 0 || left + span != first || blocks_[left].span != span) break;
        Gradients &to = places_[blocks_[left].place], &from = places_[blocks_[first].place];
        for (std::size_t p = 0; p < to.size(); ++p)
            std::transform(to[p].values().begin(), to[p].values().end(), from[p].values().begin(),
                           to[p].values().begin(), std::plus<>());
        mine.places.push_back(blocks_[first].place);
        first = left;
    }
    blocks_[first].span = span;
    mine.open.push_back(first);
}

template <typename Scalar>
void GradientSums<Scalar>::total(std::size_t parameter, Index first, std::span<Scalar> sum) const {
    for (std::size_t i = 0; i < sum.size(); i += someElements)
        sumBlock(0, std::bit_ceil(pieces_), parameter, first + static_cast<Index>(i),
                 sum.subspan(i, std::min<std::size_t>(someElements, sum.size() - i)));
}

/// The sum of pieces [first, first + span).
template <typename Scalar>
void GradientSums<Scalar>::sumBlock(std::size_t first, std::size_t span, std::size_t parameter, Index begin,
                                    std::span<Scalar> sum) const {
    const Block& block = blocks_[first];
    if (block.span == span) {
        std::copy_n(places_[block.place][parameter].data() + begin, sum.size(), sum.begin());
        return;
    }
    const std::size_t half = span / 2;
    sumBlock(first, half, parameter, begin, sum);
    if (first + half >= pieces_) return;
    std::array<Scalar, someElements> right;
    sumBlock(first + half, half, parameter, begin, {right.data(), sum.size()});
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += right[i];
}

template class GradientSums<float>;
template class GradientSums<double>;

}  // namespace deltascope
