#pragma once

#include <algorithm>
#include <new>
#include <span>
#include <vector>

#include "core/base/text.h"
#include "core/tensor/shape.h"

namespace deltascope {

/// Memory that starts at a cache line. Beside speed it makes sums repeatable: vectorised code treats the
/// elements up to the first aligned one apart, so the order of a sum would depend on where the memory happens
/// to lie.
template <typename T>
struct CacheLineAllocator {
    using value_type = T;
    static constexpr std::align_val_t alignment{64};
    CacheLineAllocator() = default;
    template <typename U>
    CacheLineAllocator(const CacheLineAllocator<U>&) {}
    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), alignment)); }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, alignment); }
    template <typename U>
    bool operator==(const CacheLineAllocator<U>&) const {
        return true;
    }
};

/// A block of numbers with a shape, row-major, the last axis contiguous. A value type: copies are deep.
/// Scalar is float (training, drawing) or double (lecture examples, gradient checks).
template <typename Scalar>
class Tensor {
  public:
    Tensor() = default;
    /// All elements 0.
    explicit Tensor(const Shape& shape) : shape_(shape), values_(static_cast<std::size_t>(shape.size())) {}
    /// Throws std::invalid_argument unless there are shape.size() values.
    Tensor(const Shape& shape, std::span<const Scalar> values)
        : shape_(shape), values_(values.begin(), values.end()) {
        require(shape.size() == size(), "tensor ", shape, " made of ", size(), " values");
    }
    Tensor(const Shape& shape, std::initializer_list<Scalar> values)
        : Tensor(shape, std::span<const Scalar>(values.begin(), values.size())) {}

    const Shape& shape() const { return shape_; }
    Index size() const { return static_cast<Index>(values_.size()); }
    bool empty() const { return values_.empty(); }

    Scalar* data() { return values_.data(); }
    const Scalar* data() const { return values_.data(); }
    std::span<Scalar> values() { return values_; }
    std::span<const Scalar> values() const { return values_; }

    /// Element by row-major position, unchecked: for kernels.
    Scalar& operator[](Index offset) { return values_[static_cast<std::size_t>(offset)]; }
    Scalar operator[](Index offset) const { return values_[static_cast<std::size_t>(offset)]; }
    /// Element by index, checked: `output.at({0, 2, 5, 5})`.
    Scalar& at(std::initializer_list<Index> index) { return (*this)[offset(index)]; }
    Scalar at(std::initializer_list<Index> index) const { return (*this)[offset(index)]; }

    /// The part that position `i` on the first axis selects: one example of a batch.
    std::span<Scalar> slice(Index i) {
        return {data() + i * sliceSize(), static_cast<std::size_t>(sliceSize())};
    }
    std::span<const Scalar> slice(Index i) const {
        return {data() + i * sliceSize(), static_cast<std::size_t>(sliceSize())};
    }

    /// Takes `shape`, keeping the memory where it is large enough; the elements are unspecified afterwards.
    void resize(const Shape& shape) {
        shape_ = shape;
        values_.resize(static_cast<std::size_t>(shape.size()));
    }
    void fill(Scalar value) { std::fill(values_.begin(), values_.end(), value); }

    /// The same values under another shape of the same size.
    Tensor reshaped(const Shape& shape) const { return Tensor(shape, values()); }
    template <typename Other>
    Tensor<Other> cast() const {
        Tensor<Other> result(shape_);
        std::transform(values_.begin(), values_.end(), result.data(),
                       [](Scalar x) { return static_cast<Other>(x); });
        return result;
    }

    bool operator==(const Tensor&) const = default;

  private:
    Index offset(std::initializer_list<Index> index) const {
        return shape_.offset(std::span(index.begin(), index.size()));
    }
    Index sliceSize() const { return shape_.rank() == 0 || shape_[0] == 0 ? 0 : size() / shape_[0]; }

    Shape shape_;
    std::vector<Scalar, CacheLineAllocator<Scalar>> values_;
};

}  // namespace deltascope
