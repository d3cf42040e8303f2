#pragma once

#include <string>
#include <vector>

#include "core/lesson/exhibit.h"

namespace deltascope {

/// A kind of layer as the lecture's table of key operations has it.
struct KeyOperation {
    std::string kind;       ///< LayerKind::name
    std::string title;      ///< "Convolutional layer"
    std::string operation;  ///< LayerKind::operation: "2D convolution"
    std::string link;       ///< id of the walkthrough that is about it
};

/// The lecture's four, in its order: convolutional, fully connected, sigmoid, pooling.
const std::vector<KeyOperation>& keyOperations();

/// The strip with a link from each block to the walkthrough about its kind, where there is one.
Exhibit withLinks(Exhibit strip);

}  // namespace deltascope
