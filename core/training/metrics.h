#pragma once

#include <vector>

#include "core/base/parallel.h"
#include "core/data/examples.h"
#include "core/network/network.h"

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

/// Runs the whole `source` (epoch 0: undistorted) through `network`.
template <typename Scalar>
Evaluation evaluate(const Network<Scalar>& network, const ExampleSource& source, ThreadTeam& team);

}  // namespace deltascope
