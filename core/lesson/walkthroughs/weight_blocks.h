#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

// The derivation blocks "adjusting the weights" of LECTURE 12.3-b: a weight's gradient is the delta of what
// it helped to make times what it was multiplied by,
//   dL/dw[j,i] = delta[j] * a[i],   dL/dg[m,n] = sum over i,j of delta[i,j] * a[i+m,j+n],   w <- w - alpha
//   dL/dw.
// Each derives the first weight of a row or kernel factor by factor, then takes its other weights (and its
// bias, where there is one), at last all weights of the layer. Settings: networkSettings() and which row or
// kernel.

/// L18, step 3: the weights of FC 2. Setting `row`: which class's.
WalkthroughKind weightsFc2Walkthrough();
/// L20, step 5: the weights of FC 1. Setting `row`: which unit's.
WalkthroughKind weightsFc1Walkthrough();
/// L22, step 7: the kernels of conv 2. Settings `map` and `channel`: the map that the kernel helps to make,
/// and the one that it reads.
WalkthroughKind kernelsConv2Walkthrough();
/// L24, step 9: the kernels of conv 1, and the loss once all weights have moved. Settings `map` (standard: 1,
/// the lecture's blur kernel) and `channel`.
WalkthroughKind kernelsConv1Walkthrough();

}  // namespace deltascope
