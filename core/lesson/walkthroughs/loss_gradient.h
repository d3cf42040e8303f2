#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L17: loss and gradient with five classes. The slide's predictions, its label and their difference, entry
/// by entry; why the slide's numbers can't come from a softmax, and two repairs; then real scores, whose
/// gradient is felt by nudging each of them, and a step of gradient descent on them. Settings:
///   scores (grid of one row)   standard: the scores of the second repair
///   label                      the true class, 0 to 4, of the part with scores
///   nudge, rate                how far a score is moved to see the loss change; the step's learning rate
/// Exhibits have the names of their tensors (loss_numbers.h).
WalkthroughKind lossGradientWalkthrough();

}  // namespace deltascope
