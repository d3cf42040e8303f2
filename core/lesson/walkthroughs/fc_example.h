#pragma once

#include "core/lesson/layer_example.h"
#include "core/lesson/walkthrough.h"

namespace deltascope {

/// The lecture's fully connected network (LECTURE 12.4-a): two inputs, three hidden units behind a sigmoid,
/// two outputs; or one of any other sizes. Engine names: input, fc1, sigmoid1, fc2, and softmax (sigmoid2
/// with the squared error).
using FcExample = std::shared_ptr<const WorkedExample<double>>;

/// What a student may change: "variant" (plain, bias, squared_error), the grids "inputs", "weights1",
/// "weights2", "bias1" and "bias2" (all 0: no biases, but for the variant "bias", which then takes the
/// lecture's), "label" (the true class), "rate".
std::vector<SettingSpec> fcSettings();

/// The network of the settings with one pass over its inputs. An error names the setting whose size does not
/// fit the others.
Result<FcExample> fcExample(const Settings& settings);

/// The last layer: "softmax", or "sigmoid2".
std::string lastLayer(const WorkedExample<double>& example);
bool hasBias(const WorkedExample<double>& example);

/// One of the network's tensors as an exhibit with the id `caption.id`; what comes from a setting can be
/// edited.
Exhibit fcExhibit(const CellSource& source, const std::string& tensor, const Caption& caption);

}  // namespace deltascope
