#include "core/lesson/walkthroughs/given_delta.h"

namespace deltascope {

Tensor<double> fittedTo(const Shape& shape, const Tensor<double>& delta) {
    const Shape& given = delta.shape();
    require(given.rank() == shape.rank() && !delta.empty(), "a delta of ", given.text(), " for ",
            shape.text());
    Tensor<double> fitted(shape);
    for (Index i = 0; i < fitted.size(); ++i) {
        auto index = shape.indexAt(i);
        for (int axis = 0; axis < shape.rank(); ++axis) index[static_cast<std::size_t>(axis)] %= given[axis];
        fitted[i] = delta[given.offset(std::span(index).first(static_cast<std::size_t>(shape.rank())))];
    }
    return fitted;
}

}  // namespace deltascope
