#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L14: the learning question. Two labelled pictures, what the network says about them, one number for how
/// wrong it is, and why its weights can't be guessed. Settings: batchSettings(), and
///   guesses, seed   how many networks with random weights are tried, and which
/// Numbers: those of the batch, and of a sheet: weights, and tries (log10 of the number of
/// networks if every weight had ten values to choose from).
WalkthroughKind learningQuestionWalkthrough();

}  // namespace deltascope
