#pragma once

#include <string>
#include <vector>

#include "core/network/network.h"

namespace deltascope {

/// One step of backpropagation: which tensors it computes, and how to say so.
struct BackwardStep {
    std::string title, text;
    std::string symbol;                 ///< as short as a label must be: "∂L/∂p", "δ FC 1", "∇ Conv 2"
    std::vector<std::string> computed;  ///< in the order in which they come about; biases after weights
    int layer = 0;                      ///< the layer whose delta or gradient is the result
    bool isGradient = false;            ///< of weights; else deltas

    /// The result's tensor.
    const std::string& result() const { return isGradient ? computed.front() : computed.back(); }
};

/// Backpropagation through any chain of layers as the lecture orders it: from the loss to the predictions, to
/// the scores, then for each layer with weights its gradients and the way down to the next such layer. The
/// lecture's network gives its nine steps, in its words.
std::vector<BackwardStep> backwardSteps(const Network<double>& network);

/// Which of the steps (from 0) computes `tensor`; -1 for what the forward pass knows already.
int backwardStepOf(const std::vector<BackwardStep>& steps, const std::string& tensor);

}  // namespace deltascope
