#pragma once

#include <cmath>

#include "core/base/random.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// A tensor of numbers drawn evenly from [low, high), the same for the same seed.
template <typename Scalar = double>
Tensor<Scalar> randomTensor(const Shape& shape, std::uint64_t seed, double low = -1, double high = 1) {
    Tensor<Scalar> tensor(shape);
    Random random(seed);
    for (Scalar& value : tensor.values()) value = static_cast<Scalar>(random.uniform(low, high));
    return tensor;
}

/// Largest difference of two tensors of the same shape; infinite for different shapes or a number that is not
/// finite.
template <typename Scalar>
double largestDifference(const Tensor<Scalar>& a, const Tensor<Scalar>& b) {
    if (a.shape() != b.shape()) return INFINITY;
    double largest = 0;
    for (Index i = 0; i < a.size(); ++i) {
        const double difference = std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
        largest = difference <= largest ? largest : std::isnan(difference) ? INFINITY : difference;
    }
    return largest;
}

}  // namespace deltascope
