#pragma once

#include "core/data/examples.h"
#include "core/network/network.h"

namespace deltascope {

/// The first `most` examples of `source` (as in epoch 0) that show `label` and that `network` takes for
/// `answer`: what lies behind one cell of a confusion matrix.
std::vector<Index> examplesAnswered(const Network<float>& network, const ExampleSource& source, int label,
                                    int answer, Index most);

}  // namespace deltascope
