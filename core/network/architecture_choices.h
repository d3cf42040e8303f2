#pragma once

#include <optional>

#include "core/network/architecture.h"

namespace deltascope {

/// The lecture's kind of network with everything left open that a person may want to choose: convolutions,
/// each with activation and pooling, then fully connected layers with the activation between them, softmax,
/// cross-entropy.
struct ArchitectureChoices {
    struct Convolution {
        Index maps = 6, kernel = 5;
        bool operator==(const Convolution&) const = default;
    };

    Index channels = 1;  ///< 1: grey, 3: RGB
    Index side = 28;     ///< of the square input, in pixels
    std::vector<Convolution> convolutions{{6, 5}, {16, 5}};
    std::string activation = "sigmoid";  ///< kind of layer: sigmoid, tanh, relu
    std::string pooling = "max_pool";    ///< kind of layer: max_pool, average_pool
    Index window = 2;                ///< side of the pooling window, which is its stride, too; 1: no pooling
    std::vector<Index> hidden{120};  ///< units of the fully connected layers before the last one
    bool biases = true;
    Index classes = 10;

    bool operator==(const ArchitectureChoices&) const = default;
};

/// The architecture that the choices describe. Whether it is possible, Network::make says.
Architecture architectureOf(const ArchitectureChoices& choices);

/// The choices that lead to this architecture, but for the names of its classes; nothing if none do.
std::optional<ArchitectureChoices> choicesOf(const Architecture& architecture);

}  // namespace deltascope
