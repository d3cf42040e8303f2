#pragma once

#include "core/explain/worked_example.h"
#include "core/lesson/walkthrough.h"

namespace deltascope {

// The walkthroughs about softmax by itself (L13, L17) share their scores: a setting "scores" of one row.

/// The lecture's five classes (LECTURE 12.3-a).
const std::vector<std::string>& fiveClasses();

/// The setting "scores": standard are the scores of 0.5 0.1 0.1 0.2 0.1.
SettingSpec scoresSetting();

/// Its scores as a vector; an error that names the setting unless it is one row of `least` to `most` numbers
/// that a softmax can tell apart: from -100 to 100.
Result<Tensor<double>> scoresFrom(const Settings& settings, Index least, Index most);

/// Softmax and cross-entropy on given scores, as a network of one layer.
std::shared_ptr<const WorkedExample<double>> softmaxExample(const Tensor<double>& scores, Index label,
                                                            const std::vector<std::string>& classes);

}  // namespace deltascope
