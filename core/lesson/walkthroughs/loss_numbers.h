#pragma once

#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/explain/worked_example.h"

namespace deltascope {

/// The numbers of L17. Predictions and label as the slide prints them, and its two repairs, stand on a sheet;
/// each of "slide", "renormalised" and "completed" has NAME.p, NAME.difference (p - y), NAME.loss, NAME.sum
/// and NAME.difference_sum. Beside them softmax and cross-entropy run on real scores ("input.output",
/// "softmax.output", "loss.output", ...), with every score nudged up and down ("penguin_raised.loss.output",
/// ...) and after a step of gradient descent on the scores ("after.loss.output").
struct LossNumbers {
    std::shared_ptr<const WorkedExample<double>> example;  ///< softmax on the scores
    /// All of it. Further tensors of the sheet: slide.y; slide.missing (1 - sum);
    /// slide.half_squared_error; jacobian (K x K: dp_i/dz_k), chained (K: jacobian transposed times dL/dp),
    /// loss_changes and expected_changes (K x 2: score raised, lowered), scores_after (K).
    std::shared_ptr<const SourceList> source;

    Index classes() const { return example->network().classCount(); }
};

/// `scores` one number for each of the five classes; `label` 0 to 4; the learning rate of the step and the
/// size of the nudges.
LossNumbers lossNumbers(const Tensor<double>& scores, Index label, double rate, double nudge);

/// The tensor's name in the run with the score of class `k` raised or lowered.
std::string nudgedName(Index k, bool isRaised, const std::string& tensor);

}  // namespace deltascope
