#pragma once

#include "core/explain/worked_example.h"
#include "core/lesson/walkthrough.h"

namespace deltascope {

/// The pictures of the lecture's small network, 14 x 14: strokes in tenths and a faint fixed texture that
/// keeps pooling windows free of ties (LECTURE.md, "Using golden.json").
Tensor<double> penguinPicture();
Tensor<double> chairPicture();

/// The pencil network with the lecture's start values: Sobel-x / 4 and the blur kernel in conv 1 (LECTURE.md,
/// section 3).
LessonNetwork pencilStart();

/// The settings of every walkthrough that runs on a whole network, in the order of the screen: network,
/// picture, label, rate. A walkthrough adds its own.
std::vector<SettingSpec> networkSettings();

/// The same for walkthroughs on a batch of two pictures: with picture_2 and label_2.
std::vector<SettingSpec> batchSettings();

/// The network of the settings with one pass over their picture. A picture or label that was not chosen and
/// does not suit the network is replaced by one that does. An error names the setting: a network that is not
/// built like the lecture's (conv1 ... softmax), a picture of another size, a label that is no class.
Result<std::shared_ptr<const WorkedExample<double>>> networkExample(const Settings& settings);

/// The same with both pictures of batchSettings() as one batch, in their order.
Result<std::shared_ptr<const WorkedExample<double>>> batchExample(const Settings& settings);

/// The class with the highest probability among the example's predictions.
Index predictedClass(const WorkedExample<double>& example, Index which = 0);
/// The name of class `k`: "Penguin", "7".
std::string className(const WorkedExample<double>& example, Index k);

}  // namespace deltascope
