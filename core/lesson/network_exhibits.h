#pragma once

#include "core/explain/worked_example.h"
#include "core/lesson/step.h"

namespace deltascope {

/// A layer's name for people: "conv1" -> "Conv 1", "fc2" -> "FC 2", "sigmoid3" -> "Sigmoid 3".
std::string layerTitle(const std::string& layer);

/// A tensor of a network's pass as an exhibit whose id is the tensor's name ("conv1.output",
/// "fc2.weight_gradient", "label"), with title, symbol of the lecture (z⁽²⁾, a⁽²⁾, g⁽¹⁾, δ⁽²⁾ ...), role,
/// scale and, for what has one number for each class, the classes' names.
Exhibit networkExhibit(const WorkedExample<double>& example, const std::string& tensor, Index which = 0);

/// The network's layers as a row of blocks, with the id "network". On the way back (`litFrom` named) the
/// blocks from that layer to the end are lit; on the way forward name the layer reached in `litTo` and the
/// blocks up to it are.
Exhibit networkStrip(const WorkedExample<double>& example, const std::string& litFrom = {},
                     const std::string& litTo = {});

/// A frame on the element at row-major `offset` of the exhibit's values.
Focus frameAt(const Exhibit& exhibit, Index offset, Role role);
/// A frame around one cell on the exhibit that shows it; nothing if it is not among the exhibit's.
std::optional<Focus> focusOn(const Exhibit& exhibit, const Cell& cell, Role role);
/// The same for every cell that the explanation names and that one of the exhibits shows.
std::vector<Focus> focusOnTerms(const std::vector<Exhibit>& exhibits, const Explanation& explanation);

/// The cell of the tensor with the largest number, whatever its sign: where there is the most to see.
Cell largestCell(const WorkedExample<double>& example, const std::string& tensor, Index which = 0);

}  // namespace deltascope
