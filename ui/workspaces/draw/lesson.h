#pragma once

#include <vector>

#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/network/network.h"

namespace deltascope {

/// What a network learnt from one labelled drawing: its answer before and after.
struct TaughtLesson {
    int label = 0;                     ///< what the user says it is
    int steps = 0;                     ///< of gradient descent
    std::vector<float> before, after;  ///< probabilities
    int answerBefore = 0, answerAfter = 0;
};

/// How a single drawing is taught. Small steps, few of them, because every step on one drawing alone makes
/// the network forget some of the rest: on the digit model, six hard lessons (two of them false) cost 0.3
/// points of accuracy each on average and 2.5 at worst, with 4 steps each; at three times the rate or with
/// 0.9 as enough it was up to twice as much, at a third of the rate not every answer flipped.
struct LessonOptions {
    double learningRate = 0.01;
    int mostSteps = 20;
    float enough = 0.6F;  ///< stops when the label has this probability
};

/// Trains `network` on `picture` (shape of its input) until it answers `label`, at least one step. An error,
/// and `network` unspecified, where the numbers stop being finite.
Result<TaughtLesson> teachDigit(Network<float>& network, const Tensor<float>& picture, int label,
                                ThreadTeam& team, const LessonOptions& options = {});

}  // namespace deltascope
