#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L12: the forward pass through the lecture's network as its equations 1 to 4: first the picture, then one
/// step a layer, at last the loss. Each step fills its layer's numbers and explains the one that matters most
/// for the true class: the chain of largest shares from its prediction back to a pixel. Settings:
/// networkSettings(). Exhibits: the network as a strip of blocks, every output and parameter under the name
/// of its tensor.
WalkthroughKind forwardPassWalkthrough();

/// Which of its steps (from 0) computes the tensor: "input.output" 0, "conv1.output" 1, "loss.output" the
/// last. Throws std::invalid_argument for a tensor that is no layer's output.
Index forwardStepOf(const Network<double>& network, const std::string& tensor);

}  // namespace deltascope
