#pragma once

#include "core/explain/descent_run.h"
#include "core/lesson/walkthroughs/batch_steps.h"

namespace deltascope {

// Exhibits and words for a whole network that is trained on a batch of pictures.

/// A run on the example's network and pictures from its rate, `updates` updates long.
std::shared_ptr<const DescentRun> descentFrom(const WorkedExample<double>& start, Index updates);

/// What the loss of the whole batch is called at time `t`: "3:loss.mean"; of one picture its own.
std::string batchLossAt(const DescentRun& run, Index t);

/// Tensor `tensor` ("conv1.delta") of picture `which` at time `t`, with the id "conv1.delta@1" whatever the
/// time; in a batch title and symbol count the picture.
Exhibit pictureExhibit(const DescentRun& run, Index t, const std::string& tensor, Index which);
/// The same of a tensor that pictures share ("conv1.weight"), with its name without the time as its id.
Exhibit sharedExhibit(const DescentRun& run, Index t, const std::string& tensor);
/// The loss of the whole batch, with the id "loss" and, with `title`, another name.
Exhibit batchLossExhibit(const DescentRun& run, Index t, const std::string& title = "Mean loss");

/// Every parameter of the network at the start, in the network's order.
std::vector<ParameterStory> storiesOf(const std::shared_ptr<const DescentRun>& run,
                                      const std::shared_ptr<const CellSource>& source);

/// The class that picture `which` is labelled with, and its probability at time `t`.
Index trueClass(const DescentRun& run, Index which);
double trueProbability(const DescentRun& run, Index t, Index which);
/// "Penguin gets 0.141 on picture 1 and Chair 0.176 on picture 2", over all pictures at time `t`.
std::string probabilitiesText(const DescentRun& run, Index t);

}  // namespace deltascope
