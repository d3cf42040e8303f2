#pragma once

#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/walkthroughs/batch_steps.h"

namespace deltascope {

// The part of L32 that paper and pencil can follow: two small convolutions that share a kernel, as a batch of
// two. It stands at the walkthrough's beginning; its cells are those of the WorkedExample with "small." in
// front, and small.change, by how much each weight of the kernel moves.

/// Settings input, kernel, delta, input_2, delta_2 (grids) and small_rate, standing at the lecture's numbers.
std::vector<SettingSpec> smallBatchSettings();

/// The parts of the walkthrough's source. An error names the setting whose size is impossible.
Result<std::vector<SourceList::Part>> smallBatchSources(const Settings& settings);

/// The kernel within `source`, which holds the parts above.
ParameterStory smallKernel(const std::shared_ptr<const CellSource>& source, const Settings& settings);

/// What the steps show: of each example input, delta and gradient, then the kernel's way.
std::vector<Exhibit> smallBatchExhibits(const ParameterStory& kernel, const Settings& settings);

/// One step for each example's own gradient, then for every weight of the kernel one for its mean gradient,
/// then one for its update.
std::vector<Section> smallBatchSections(const ParameterStory& kernel);

}  // namespace deltascope
