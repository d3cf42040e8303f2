#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/network/network.h"

namespace deltascope {

/// A trained network and what is known about its training.
template <typename Scalar>
struct Checkpoint {
    Network<Scalar> network;
    /// Free notes such as "accuracy" or "trained_on"; shown, never needed.
    std::map<std::string, std::string> notes;
};

/// Saves as safetensors with PyTorch's parameter names and layouts (conv1.weight: maps x channels x rows x
/// columns, fc1.weight: units x inputs) and the architecture as JSON in the metadata.
template <typename Scalar>
Result<void> saveCheckpoint(const std::filesystem::path& path, const Checkpoint<Scalar>& checkpoint);

/// Loads what saveCheckpoint() or PyTorch wrote. Without an architecture in the metadata it is recognised by
/// the shapes: convolutions conv1, conv2, ... each followed by sigmoid and 2x2 max pooling, fully connected
/// layers fc1, fc2, ... with sigmoid between them, softmax; the input is square. Errors name the tensor and
/// the shape expected.
template <typename Scalar>
Result<Checkpoint<Scalar>> loadCheckpoint(const std::filesystem::path& path);

}  // namespace deltascope
