#pragma once

#include <string>
#include <vector>

#include "core/layers/catalogue.h"
#include "core/layers/loss.h"

namespace deltascope {

/// What a network is made of, as data: enough to build it, nothing about its weights.
struct Architecture {
    Shape input;                    ///< one example: channels x height x width
    std::vector<LayerSpec> layers;  ///< in order, from the input on
    LossKind loss = LossKind::crossEntropy;
    std::vector<std::string> classes;  ///< names of the outputs, as many as the last layer has units

    bool operator==(const Architecture&) const = default;
};

/// The lecture's network on digits: 28x28 -> conv 5x5, 6 maps -> sigmoid -> max pool 2 -> conv 5x5, 16 maps
/// -> sigmoid
/// -> max pool 2 -> FC 120 -> sigmoid -> FC 10 -> softmax, cross-entropy; with biases.
Architecture lectureNetwork();

/// The same network small enough for every number to fit on the screen: 14x14 -> conv 3x3, 2 maps -> sigmoid
/// -> max pool 2 -> conv 3x3, 2 maps -> sigmoid -> max pool 2 -> FC 4 -> sigmoid -> FC 5 -> softmax; no
/// biases, 106 parameters.
Architecture pencilNetwork();

/// `specs` with the empty names filled in the lecture's way: by kind, counted from 1 (conv1, sigmoid1, pool1,
/// conv2 ...; softmax without a number).
std::vector<LayerSpec> withNames(std::vector<LayerSpec> specs);

/// The architecture as JSON text, and back. Reading checks everything but whether the sizes fit together,
/// which Network::make does; errors name the field.
std::string architectureText(const Architecture& architecture);
Result<Architecture> parseArchitecture(const std::string& text);

}  // namespace deltascope
