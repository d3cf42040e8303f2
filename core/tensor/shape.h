#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <span>
#include <string>

namespace deltascope {

/// Counts and positions; signed, as in Eigen, so that differences are safe.
using Index = std::ptrdiff_t;

/// The extents of a tensor, outermost first: up to four axes (N x C x H x W, or K x C x M x N for kernels).
/// A scalar has no axes and one element.
class Shape {
  public:
    static constexpr int maximumRank = 4;

    Shape() = default;
    /// Throws std::invalid_argument for more than four axes, a negative extent, or more elements than Index
    /// can count.
    Shape(std::initializer_list<Index> extents);
    explicit Shape(std::span<const Index> extents);

    int rank() const { return rank_; }
    Index operator[](int axis) const { return extents_[static_cast<std::size_t>(axis)]; }
    /// Number of elements: the product of all extents, 1 for a scalar.
    Index size() const;
    /// The shape without its first axis: one example of a batch, one map of a stack.
    Shape inner() const;
    /// The shape with `extent` put before its first axis: a batch of such examples.
    Shape batchOf(Index extent) const;

    /// Row-major position of an element. Throws std::invalid_argument unless `index` has one entry per axis,
    /// in range.
    Index offset(std::span<const Index> index) const;
    /// The index whose offset() is `offset`; entries past rank() are 0.
    std::array<Index, maximumRank> indexAt(Index offset) const;

    std::span<const Index> extents() const { return {extents_.data(), static_cast<std::size_t>(rank_)}; }
    /// "6x24x24"; "scalar" without axes.
    std::string text() const;

    bool operator==(const Shape&) const = default;

  private:
    std::array<Index, maximumRank> extents_{};
    int rank_ = 0;
};

/// Writes text(). Contracts name shapes this way: `require(fits, "no room in ", shape)` makes the text only
/// when it is needed.
std::ostream& operator<<(std::ostream& out, const Shape& shape);

}  // namespace deltascope
