#pragma once

#include <optional>

#include "core/lesson/walkthrough.h"

namespace deltascope {

// The derivation blocks "backpropagating the gradients" of LECTURE 12.3-b: from the deltas behind a layer's
// weights to the deltas in front of them,
//   dL/dz[u] = (sum over all that read a of delta * weight) * da/dz[u].
// Each derives one number factor by factor, then takes every cell of its map, at last the whole tensors, link
// by link. Settings: networkSettings() and which number; the next block below can point at the last step of
// each.

/// L19, step 4: from FC 2 to FC 1. Setting `unit`: of FC 1.
WalkthroughKind deltaFc1Walkthrough();
/// L21, step 6: from FC 1 through pooling into conv 2. Setting `input`: which number that FC 1 reads.
WalkthroughKind deltaConv2Walkthrough();
/// L23, step 8: from conv 2 through pooling into conv 1. Settings `map`, `row`, `column`: which number that
/// conv 2 reads.
WalkthroughKind deltaConv1Walkthrough();

/// A step of another walkthrough.
struct StepAddress {
    const char* walkthrough;  ///< its id
    Index step;               ///< from 0
};

/// The step that computes all of the deltas `tensor` ("conv2.delta"), if one of these blocks derives them.
std::optional<StepAddress> deltaBlockFor(const Network<double>& network, const std::string& tensor);

}  // namespace deltascope
