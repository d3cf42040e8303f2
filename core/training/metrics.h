#pragma once

#include <vector>

#include "core/base/parallel.h"
#include "core/data/examples.h"
#include "core/network/network.h"
#include "core/training/workplaces.h"

namespace deltascope {

/// How well a network answers on a set of labelled pictures.
struct Evaluation {
    Index examples = 0, correct = 0;
    double loss = 0;  ///< mean over the examples
    /// confusion[true label][answer] = number of examples.
    std::vector<std::vector<Index>> confusion;

    double accuracy() const {
        return examples ? static_cast<double>(correct) / static_cast<double>(examples) : 0;
    }
};

/// Index of the largest prediction, the first of equals.
template <typename Scalar>
int answerOf(std::span<const Scalar> predictions);

/// Runs pictures through a network on several threads, again and again in the same memory. Which thread takes
/// which sixteen makes no difference: their numbers are added in the order of the examples.
template <typename Scalar>
class Evaluator {
  public:
    /// `network` and `team` must outlive the evaluator; the weights may change between evaluations.
    Evaluator(const Network<Scalar>& network, ThreadTeam& team);

    /// Examples `first` to `end` - 1 of `source`, as they are in epoch 0: undistorted.
    Evaluation evaluate(const ExampleSource& source, Index first, Index end);

  private:
    const Network<Scalar>& network_;
    ThreadTeam& team_;
    Workplaces<Scalar> workplaces_;
    std::vector<Evaluation> pieces_;
};

/// The whole `source` at once.
template <typename Scalar>
Evaluation evaluate(const Network<Scalar>& network, const ExampleSource& source, ThreadTeam& team);

extern template class Evaluator<float>;
extern template class Evaluator<double>;

}  // namespace deltascope
