#pragma once

#include "core/network/network.h"

namespace deltascope {

/// Cells of one layer's output.
struct CellSet {
    int layer = 0;               ///< 0: the input
    std::vector<Index> offsets;  ///< within one example, rising
};

/// A rectangle of rows and columns, both ends included.
struct CellBox {
    Index top = 0, left = 0, bottom = 0, right = 0;
    bool operator==(const CellBox&) const = default;
};

/// The receptive field of element `offset` of layer `layer`'s output: everything that can change it, in each
/// layer below, from `layer` - 1 down to the input.
template <typename Scalar>
std::vector<CellSet> receptiveField(const Network<Scalar>& network, int layer, Index offset);

/// The other way: everything that element `offset` of layer `layer`'s output can change, in each layer above.
template <typename Scalar>
std::vector<CellSet> reachOf(const Network<Scalar>& network, int layer, Index offset);

/// The smallest rectangle around the cells, maps laid over one another; vectors count as one column.
CellBox boxAround(const CellSet& cells, const Shape& shape);

}  // namespace deltascope
