#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L16: the nine steps of backpropagation over the lecture's network, then the update. Step k of the nine is
/// step k of the walkthrough, so that others can point at it. Settings: networkSettings().
/// Exhibits: the network as a strip of blocks, and every delta and gradient under the name of its tensor
/// ("fc2.delta", "conv1.weight_gradient").
WalkthroughKind nineStepsWalkthrough();

/// Which of the nine (0 to 8) computes the tensor: "fc2.delta" is step index 1. Throws std::invalid_argument
/// for a tensor that none of them computes.
Index nineStepOf(const std::string& tensor);

/// What one of the nine is about, for walkthroughs that come past it.
struct NineStep {
    std::string title, text;
    std::vector<std::string>
        computed;       ///< the tensors in the order in which they come about; the last is the result
    std::string block;  ///< the layer that is at work
};
/// The nine (0 to 8); throws std::out_of_range past the end.
NineStep nineStep(Index i);

}  // namespace deltascope
