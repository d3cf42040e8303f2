#pragma once

#include "core/lesson/walkthrough.h"

namespace deltascope {

/// L2: the goal (a picture goes in, a class comes out) and the pipeline in between, first as a black box,
/// then opened; the answer is the class with the largest prediction, before training and after each of a few
/// updates on this picture. Settings: networkSettings(), and
///   updates    how many updates are made
/// Numbers: a DescentRun's, so those after k updates have "k:" before their names.
WalkthroughKind goalAndPipelineWalkthrough();

}  // namespace deltascope
