#pragma once

#include <memory>

#include "core/explain/sheet.h"
#include "core/network/network.h"

namespace deltascope {

/// The window that a convolution or pooling slides over its input.
struct SlidingWindow {
    Index height = 1, width = 1, stride = 1, padding = 0;
};
/// Throws std::invalid_argument for a layer that has none.
SlidingWindow slidingWindowOf(const LayerSpec& layer);

/// How large every layer of a network is and how many parameters it has, each number with its formula:
///   input.size, X.size        maps, rows, columns of a convolution's or pooling's output; units of a fully
///                             connected layer
///   X.inputs                  numbers that a fully connected layer reads
///   X.parameters              weights and biases of a layer that has some
///   parameters                all of them
/// for the layers X that change the size; others pass it on.
std::shared_ptr<const Sheet> networkSizes(const Network<double>& network);

/// The names of the layers that have an entry `X.size`, in order.
std::vector<std::string> sizedLayers(const Network<double>& network);

}  // namespace deltascope
