#pragma once

#include <Eigen/Core>

namespace deltascope {

// Pieces of tensors as Eigen sees them, without copying. Apart from tensor.h, because whoever only carries
// tensors around should not have to compile Eigen.

/// Row-major view as a matrix, for products.
template <typename Scalar>
using MatrixView = Eigen::Map<Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;
template <typename Scalar>
using ConstMatrixView =
    Eigen::Map<const Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>;

/// View as a plain row of numbers, for what happens element by element.
template <typename Scalar>
using ArrayView = Eigen::Map<Eigen::Array<Scalar, Eigen::Dynamic, 1>>;
template <typename Scalar>
using ConstArrayView = Eigen::Map<const Eigen::Array<Scalar, Eigen::Dynamic, 1>>;

}  // namespace deltascope
