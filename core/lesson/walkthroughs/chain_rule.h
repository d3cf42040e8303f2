#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/explain/worked_example.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"

namespace deltascope {

// What the walkthroughs through the lecture's whole network share: forward pass, nine steps, derivation
// blocks.

using NetworkExample = std::shared_ptr<const WorkedExample<double>>;

/// The layer called `name`, counted from 1, 0 for "input"; throws std::invalid_argument if there is none.
int layerNamed(const Network<double>& network, const std::string& name);
/// The kind of layer `l` (from 1): "max_pool".
const std::string& layerKindOf(const Network<double>& network, int l);

/// A setting that counts from 0: which map, which row.
SettingSpec countSetting(const std::string& id, const std::string& label, double standard = 0);
/// Its value; an error that names it unless it is a whole number below `extent`. The standard value, where it
/// is too large for a small network, stands for the last.
Result<Index> countFrom(const Settings& settings, const SettingSpec& setting, Index extent);

/// The walkthrough of a derivation block: what it is called, the settings of the whole network and its own.
/// `block` lives as long as the program.
template <typename Block>
WalkthroughKind blockWalkthrough(const Block& block,
                                 Result<Composition> (*compose)(const Settings&, const Block&)) {
    std::vector<SettingSpec> settings = networkSettings();
    settings.insert(settings.end(), block.settings.begin(), block.settings.end());
    return composed({block.id, block.slug, "12.3", block.title, block.subtitle, settings, {}},
                    [&block, compose](const Settings& chosen) { return compose(chosen, block); });
}

/// Steps that differ in kind, one after the other.
using StepMakers = std::vector<std::function<Step()>>;
Section sectionOf(StepMakers makers);

/// The first cell of `tensor` in the term that adds most to the explained sum, among the terms that name
/// that tensor at all; in what is no sum, the first cell of `tensor`, of a maximum its winner.
std::optional<Cell> mainCell(const Explanation& explanation, const std::string& tensor);
/// How many of the explained sum's terms are not 0, and how many there are.
struct TermCount {
    Index notZero = 0, all = 0;
};
TermCount termCount(const Explanation& explanation);

/// One frame a map around all that the explanation names of each exhibit, in the exhibit's role.
std::vector<Focus> framesAround(const std::vector<Exhibit>& exhibits, const Explanation& explanation);
/// The same around cells of one exhibit.
std::vector<Focus> framesAround(const Exhibit& exhibit, const std::vector<Cell>& cells);
/// A frame on one cell; throws std::invalid_argument if the exhibit does not show it.
Focus frameOn(const Exhibit& exhibit, const Cell& cell, Role role);

/// Map `map` of a stack of maps, under the tensor's name; all of a tensor that is no stack.
Exhibit mapOf(const WorkedExample<double>& example, const std::string& tensor, Index map);
/// A step on a stage of its own: `own` are its exhibits in reading order.
Step stepWith(std::string title, std::string text, std::vector<Exhibit> own);

/// "unit 3", "row 1, column 2", "map 0, row 1, column 2": an element of a tensor of this shape.
std::string placeText(const Shape& shape, Index offset);
/// An exhibit's element by symbol and place: "δ⁽⁵⁾ of Penguin", "a⁽⁴⁾ at unit 3", "g⁽²⁾ from map 0 to map 1,
/// row 0, column 2".
std::string elementText(const Exhibit& exhibit, Index offset);
/// The same for a cell that the exhibit shows; throws std::invalid_argument if it does not.
std::string elementText(const Exhibit& exhibit, const Cell& cell);

/// The text with its first letter (of ASCII) as a capital.
std::string capitalized(std::string text);
/// "0.3 × (-0.5) = -0.15": a product of two factors with its value.
std::string productText(const Expression& product);
/// What the sign of a derivative by `what` means for the loss, as a sentence.
std::string signText(const std::string& what, double derivative);
/// "sum 0.04338, sum of absolute values 1.575".
std::string sumsText(const Tensor<double>& values);

/// Where the lecture's walkthroughs compute what others use, the nearest first: a delta in the block that
/// derives it (L19, L21, L23) and in the nine steps (L16), an output in the forward pass (L12).
std::vector<Earlier> computedIn(const Network<double>& network, const Cell& cell);
/// `formula` as a chip: an outline, or solid and, where `cell` is given, leading to where it was computed.
Chip outlineChip(const char* formula, Role role);
Chip solidChip(const char* formula, Role role, const Network<double>& network,
               const std::optional<Cell>& cell = {});

}  // namespace deltascope
