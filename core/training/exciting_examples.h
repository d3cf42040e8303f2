#pragma once

#include <functional>

#include "core/network/network.h"

namespace deltascope {

/// A picture and how strongly a unit answers to it.
struct ExcitedExample {
    Index example = 0;  ///< its number in the data
    double value = 0;   ///< the largest output of the unit on it
    Index offset = 0;   ///< which element of the layer's output that is
};

/// Elements of one layer's output that count as one unit: a single one, or all cells of a map.
struct UnitOfLayer {
    int layer = 0;
    Index first = 0, size = 1;  ///< elements, row-major within one example
};

/// The `count` of pictures 0 .. examples - 1 that excite the unit most: by the largest of its outputs,
/// strongest first, the earlier of equals first. `picture(i)` has the shape of the network's input. `goOn` is
/// told before each picture how many are done; where it says no, the strongest so far are returned. Throws
/// std::invalid_argument for a unit that the network does not have.
template <typename Scalar>
std::vector<ExcitedExample> mostExcitingExamples(
    const Network<Scalar>& network, const UnitOfLayer& unit, Index examples,
    const std::function<Tensor<Scalar>(Index)>& picture, std::size_t count,
    const std::function<bool(Index)>& goOn = [](Index) { return true; });

}  // namespace deltascope
