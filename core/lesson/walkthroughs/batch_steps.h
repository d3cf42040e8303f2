#pragma once

#include <memory>

#include "core/lesson/step.h"

namespace deltascope {

// What a batch adds to backpropagation (LECTURE 12.5-c): every example's own gradient, their mean, the
// update. Shared by the walkthroughs on batches.

/// A parameter on its way from the examples' gradients over their mean to its next value.
struct ParameterStory {
    std::shared_ptr<const CellSource> source;
    std::string
        parameter;       ///< as the source calls it: "conv1.weight"; the tensors around it follow from that
    std::string symbol;  ///< "g⁽¹⁾"
    std::string title;   ///< "Conv 1"
    double rate = 0;     ///< of the update
};

/// "₁" for example 0: people count examples from 1.
std::string exampleSubscript(Index example);
/// The numbers as a sum in brackets: "(1 + 3)", "(1 - 2)".
std::string sumText(const std::vector<double>& terms);

/// The four tensors of the story; an exhibit's id is its tensor's name, of an example "@1", "@2" behind it.
Exhibit exampleGradient(const ParameterStory& story, Index example);
Exhibit meanGradient(const ParameterStory& story);
Exhibit oldValues(const ParameterStory& story);
Exhibit newValues(const ParameterStory& story);

/// The element of the parameter whose mean gradient is largest: there is the most to see.
Index largestGradient(const ParameterStory& story);

/// How the mean of the examples' gradients comes about at element `offset`: these, the mean, and what the
/// text says about the one number. Only for a batch of several.
Step averageStep(const ParameterStory& story, Index offset);
/// How the new value comes about there.
Step updateStep(const ParameterStory& story, Index offset);

}  // namespace deltascope
