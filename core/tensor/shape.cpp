#include "core/tensor/shape.h"

#include <algorithm>
#include <limits>
#include <ostream>

#include "core/base/text.h"

namespace deltascope {

Shape::Shape(std::initializer_list<Index> extents) : Shape(std::span(extents.begin(), extents.size())) {}

Shape::Shape(std::span<const Index> extents) : rank_(static_cast<int>(extents.size())) {
    require(extents.size() <= maximumRank, "shape with ", extents.size(), " axes: expected at most four");
    std::copy(extents.begin(), extents.end(), extents_.begin());
    Index room = std::numeric_limits<Index>::max();
    for (const Index extent : extents) {
        require(extent >= 0 && extent <= room, "shape ", *this, ": negative extent or too many elements");
        if (extent > 0) room /= extent;
    }
}

Index Shape::size() const {
    Index product = 1;
    for (const Index extent : extents()) product *= extent;
    return product;
}

Shape Shape::inner() const {
    require(rank_ > 0, "a scalar has no inner shape");
    return Shape(extents().subspan(1));
}

Shape Shape::batchOf(Index extent) const {
    require(rank_ < maximumRank, "no axis left for a batch of ", *this);
    std::array<Index, maximumRank> all{extent};
    std::copy_n(extents_.begin(), rank_, all.begin() + 1);
    return Shape(std::span(all.data(), static_cast<std::size_t>(rank_) + 1));
}

Index Shape::offset(std::span<const Index> index) const {
    require(index.size() == extents().size(), "index with ", index.size(), " entries into ", *this);
    Index offset = 0;
    for (int axis = 0; axis < rank_; ++axis) {
        const Index position = index[static_cast<std::size_t>(axis)], extent = (*this)[axis];
        require(position >= 0 && position < extent, "index ", position, " on axis ", axis, " of ", *this);
        offset = offset * extent + position;
    }
    return offset;
}

std::array<Index, Shape::maximumRank> Shape::indexAt(Index offset) const {
    require(offset >= 0 && offset < size(), "offset ", offset, " into ", *this);
    std::array<Index, maximumRank> index{};
    for (int axis = rank_ - 1; axis >= 0; --axis) {
        index[static_cast<std::size_t>(axis)] = offset % (*this)[axis];
        offset /= (*this)[axis];
    }
    return index;
}

std::string Shape::text() const {
    if (rank_ == 0) return "scalar";
    std::string text;
    for (const Index extent : extents()) {
        if (!text.empty()) text += 'x';
        text += std::to_string(extent);
    }
    return text;
}

std::ostream& operator<<(std::ostream& out, const Shape& shape) { return out << shape.text(); }

}  // namespace deltascope
