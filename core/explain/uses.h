#pragma once

#include "core/explain/explainer.h"

namespace deltascope {

/// Every cell of the pass whose explanation names `cell`: where the number goes. Outputs first, then deltas,
/// gradients and updates, each in row-major order. An error for a cell that does not exist.
template <typename Scalar>
Result<std::vector<Cell>> usesOf(const Explainer<Scalar>& explainer, const Cell& cell);

extern template Result<std::vector<Cell>> usesOf(const Explainer<float>&, const Cell&);
extern template Result<std::vector<Cell>> usesOf(const Explainer<double>&, const Cell&);

}  // namespace deltascope
