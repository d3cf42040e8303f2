#pragma once

#include "core/tensor/tensor.h"

namespace deltascope {

/// The delta that is given for a layer by itself, for an output of another size: `delta` (maps x rows x
/// columns, or rows x columns) cut to `shape` (of the same rank) where it is larger and repeated where it is
/// smaller. So a kernel, a stride or a picture may be changed without typing a new delta. Throws
/// std::invalid_argument for another rank or an empty delta.
Tensor<double> fittedTo(const Shape& shape, const Tensor<double>& delta);

}  // namespace deltascope
