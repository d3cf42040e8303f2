#include "core/lesson/walkthroughs/pooling_gradient.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/layers/max_pool.h"
#include "core/lesson/composition.h"
#include "core/lesson/layer_example.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/given_delta.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

/// Golden pool_backward: pictures with the deltas that arrive for them.
struct Case {
    const char* name;
    Grid picture, delta;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"The slide's window", {{2, 2}, {4, 5, 7, 8}}, {{1, 1}, {0.3}}},
        {"1 to 9", {{3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9}}, {{2, 2}, {0.1, -0.2, 0.4, 0.8}}},
        {"One winner for all", {{3, 3}, {1, 2, 3, 4, 10, 6, 7, 8, 9}}, {{2, 2}, {0.25, 0.5, -0.75, 1}}},
        {"One winner for two", {{3, 3}, {1, 2, 3, 9, 5, 6, 7, 8, 4}}, {{2, 2}, {0.1, -0.2, 0.4, 0.8}}},
        {"For stride 2",
         {{4, 4}, {1, 3, 2, 0, 4, 2, 1, 5, 0, 6, 7, 1, 2, 1, 3, 8}},
         {{2, 2}, {0.1, 0.2, 0.3, 0.4}}},
        {"A tie", {{2, 2}, {3, 3, 3, 1}}, {{1, 1}, {1}}},
        {"A published check", {{3, 3}, {1, 2, 3, 2, 4, 2, 5, 6, 7}}, {{2, 2}, {1, 2, 4, 5}}}};
    return all;
}

/// One picture being pooled, and what its steps need. Names of its numbers begin with `prefix`, which is
/// empty for the first part; `steps` count from `firstStep` on.
struct Part {
    std::string prefix, pictureSetting, deltaSetting;
    bool isDeltaAsTyped = true;  ///< not cut or repeated
    Index firstStep = 0;
    std::shared_ptr<const WorkedExample<double>> example = {};
    std::shared_ptr<const Sheet> drops = {};
    std::shared_ptr<const CellSource> source = {};  ///< all parts' numbers
    Exhibit input = {}, output = {}, delta = {}, result = {};

    const Shape& inputShape() const { return example->network().outputShape(0); }
    const Shape& outputShape() const { return example->network().outputShape(1); }
    Index cells() const { return inputShape().size(); }
    Index windows() const { return outputShape().size(); }
    const MaxPool<double>& pool() const {
        return dynamic_cast<const MaxPool<double>&>(example->network().layer(1));
    }
    Index winner(Index i) const { return pool().winner(example->pass().outputs[0].slice(0), i); }
    std::string inputPlace(Index u) const { return rowColumn(u / inputShape()[2], u % inputShape()[2]); }
};

/// What has landed on every cell after each window in turn: windows x rows x columns, each number the sum of
/// the deltas that have dropped on that cell so far.
std::shared_ptr<const Sheet> dropsOf(const Part& part) {
    const Tensor<double>& delta = part.example->pass().deltas[1];
    const Index cells = part.cells();
    std::vector<Index> winners;
    for (Index i = 0; i < part.windows(); ++i) winners.push_back(part.winner(i));
    const auto landedBy = [&](Index offset) {
        std::vector<Expression> landed;
        for (Index i = 0; i <= offset / cells; ++i) {
            if (winners[static_cast<std::size_t>(i)] != offset % cells) continue;
            landed.push_back(
                cellLeaf(cellAtOffset(part.prefix + "pool1.delta", part.outputShape(), i), delta[i]));
        }
        return sumOf(std::move(landed));
    };
    auto sheet = std::make_shared<Sheet>();
    const Shape& input = part.inputShape();
    sheet->define(part.prefix + "drops", {part.windows(), input[1], input[2]}, "max-pool-delta", landedBy);
    return sheet;
}

Result<Part> partFrom(const Settings& settings, const std::string& prefix, const std::string& settingPrefix) {
    const auto numbers = wholeNumbers(settings, {"window", "stride"});
    if (!numbers) return tl::unexpected(numbers.error());
    Part part{prefix, settingPrefix + "picture", settingPrefix + "delta"};
    const Grid &picture = std::get<Grid>(settings.at(part.pictureSetting)),
               &delta = std::get<Grid>(settings.at(part.deltaSetting));
    const Shape input = picture.shape().batchOf(1);
    const Index window = (*numbers)[0], most = std::min(input[1], input[2]);
    if (window > most) {
        return failure("window: ", window, ", expected at most ", most, " for a ", part.pictureSetting,
                       " of ", picture.shape().text());
    }
    const WindowGeometry stops(input, window, window, (*numbers)[1], 0);
    LayerExample layer;
    layer.layers = {{"max_pool", "", {{"window", window}, {"stride", stops.stride}}}};
    layer.input = picture.reshaped(input);
    layer.label = fittedTo({stops.outputHeight(), stops.outputWidth()}, delta);
    const auto example = workedExample(layer);
    if (!example) return failure(part.pictureSetting, ": ", example.error().message);
    part.isDeltaAsTyped = layer.label == delta;
    part.example = *example;
    part.drops = dropsOf(part);
    return part;
}

void addExhibits(Part& part) {
    const auto shown = [&](const char* tensor, Caption caption) {
        caption.id = part.prefix + caption.id;
        return exhibitOf(*part.source, part.prefix + tensor, caption);
    };
    part.input =
        shown("input.output", {"input", "Before pooling", "s", Role::activation, ValueScale::intensity});
    part.input.setting = part.pictureSetting;
    part.output =
        shown("pool1.output", {"output", "After pooling", "a", Role::result, ValueScale::intensity});
    part.output.knownFrom = part.firstStep + part.windows() - 1;
    part.delta = shown("pool1.delta", {"delta", "Delta from above", "∂L/∂a", Role::activation});
    if (part.isDeltaAsTyped) part.delta.setting = part.deltaSetting;
    part.result = shown("input.delta", {"result", "Delta sent back", "∂L/∂s", Role::result});
    part.result.reach = reachOf(part.result.values);  // the same while the deltas land
    part.result.knownFrom = part.firstStep + 2 * part.windows();
}

/// "4, 5, 7 and 8"; of many numbers only how many.
std::string listed(const std::vector<Expression>& numbers) {
    constexpr std::size_t most = 9;
    if (numbers.size() > most) return joinText("the window's ", numbers.size(), " numbers");
    std::vector<double> values(numbers.size());
    std::transform(numbers.begin(), numbers.end(), values.begin(),
                   [](const Expression& number) { return number.value; });
    return numberList(values);
}

/// Frames around the winners of the first `count` windows, each once.
std::vector<Focus> pins(const Part& part, Index count) {
    std::vector<bool> isPinned(static_cast<std::size_t>(part.cells()));
    for (Index i = 0; i < count; ++i) isPinned[static_cast<std::size_t>(part.winner(i))] = true;
    std::vector<Focus> all;
    for (Index u = 0; u < part.cells(); ++u) {
        if (!isPinned[static_cast<std::size_t>(u)]) continue;
        all.push_back(frameAt(part.input, u, Role::plain));
    }
    return all;
}

std::string tieText(const Explanation& explanation) {
    const auto& numbers = explanation.expression.arguments;
    const auto count = std::count_if(numbers.begin(), numbers.end(),
                                     [&](const Expression& e) { return e.value == explanation.value; });
    return count > 1 ? joinText(" (it stands there ", count, " times: the first in reading order wins)") : "";
}

/// "Forward with overlap: window of output row 0, column 1".
std::string titleOf(const Part& part, const char* direction, const char* what, Index i) {
    const char* overlap = part.prefix.empty() ? ": " : " with overlap: ";
    return joinText(direction, overlap, what,
                    rowColumn(i / part.outputShape()[2], i % part.outputShape()[2]));
}

std::string pinText(const Part& part, Index i) {
    for (Index before = 0; before < i; ++before)
        if (part.winner(before) == part.winner(i)) {
            return "The same cell has won before: it keeps its pin, and more than one delta will come back "
                   "to it.";
        }
    return "A pin marks where it stood: that is all the way back needs to know.";
}

/// Window `i` finds its winner and pins it.
Step forwardStep(const Part& part, Index i) {
    const WindowGeometry& window = part.pool().geometry();
    const Index columns = part.outputShape()[2];
    Step step = stepAbout(*part.source, part.prefix + "pool1.output", i);
    const Explanation& explanation = step.explanations[0];
    step.title = titleOf(part, "Forward", "window of output ", i);
    step.text = joinText("The largest of ", listed(explanation.expression.arguments), " is ",
                         shortNumber(explanation.value), tieText(explanation), ". ", pinText(part, i));
    step.terms = {"result", "activation"};
    step.focus = pins(part, i);
    step.focus.push_back(frameAt(part.input, part.winner(i), Role::result));
    step.focus.insert(step.focus.begin(), {part.input.id, Role::activation, 0, window.row(i / columns, 0),
                                           window.column(i % columns, 0), window.height, window.width});
    step.focus.push_back(frameAt(part.output, i, Role::result));
    step.known = {{part.output.id, i + 1}};
    step.question = Question{"The largest number in the window = ?", explanation.value};
    step.shown = {part.input.id, part.output.id};
    return step;
}

/// "Window (1, 0) sends 0.4 back to its pin, which held 0.1 already: together 0.5."
std::string dropText(double dropped, std::size_t count, double total) {
    if (count == 1) {
        return joinText("The window sends its whole delta ", shortNumber(dropped),
                        " back to the cell with its pin. The cells that lost get nothing from it.");
    }
    return joinText("The window sends ", shortNumber(dropped), " to a pin that had received ",
                    shortNumber(total - dropped),
                    " already. Both come through this cell, so they add up: ", shortNumber(total), ".");
}

/// What window `i` has dropped on its winner, and where it was computed who had won.
std::vector<Earlier> earlierOf(const Part& part, Index i) {
    std::vector<Earlier> earlier{
        {cellAtOffset(part.prefix + "pool1.output", part.outputShape(), i), part.firstStep + i}};
    for (Index before = i - 1; before >= 0; --before) {
        if (part.winner(before) != part.winner(i)) continue;
        const Shape shape{part.windows(), part.inputShape()[1], part.inputShape()[2]};
        earlier.push_back({cellAtOffset(part.prefix + "drops", shape, before * part.cells() + part.winner(i)),
                           part.firstStep + part.windows() + before});
        break;
    }
    return earlier;
}

/// The delta of window `i` drops on its pin.
Step backwardStep(const Part& part, Index i) {
    const Index winner = part.winner(i);
    Exhibit landed = exhibitOf(*part.source, part.prefix + "drops",
                               {part.result.id, "What has landed so far", "∂L/∂s", Role::result});
    landed = partOf(landed, i * part.cells(), {part.inputShape()[1], part.inputShape()[2]});
    landed.reach = part.result.reach;
    Step step = stepAbout(*part.source, landed.tensor, i * part.cells() + winner);
    const Explanation& explanation = step.explanations[0];
    step.title = titleOf(part, "Backward", "delta of output ", i);
    step.text = dropText(part.example->pass().deltas[1][i], explanation.expression.arguments.size(),
                         explanation.value);
    step.terms = {"result", "delta"};
    step.focus = {frameAt(part.delta, i, Role::activation), frameAt(part.input, winner, Role::result),
                  frameAt(landed, winner, Role::result)};
    step.question =
        Question{joinText("At ", part.inputPlace(winner), " there is now = ?"), explanation.value};
    step.earlier = earlierOf(part, i);
    step.shown = {part.input.id, part.delta.id, part.result.id};
    step.own = {landed};
    return step;
}

/// What nudging the winner says; at a tie the loss has a kink, and the two sides differ.
std::string proofText(const Proof& proof) {
    constexpr double accuracy = 1e-6;
    if (proof.relativeError() < accuracy) {
        return joinText("nudging the pinned one changes the loss ", shortNumber(proof.numeric),
                        " times as much.");
    }
    return joinText("nudging one that is tied says ", shortNumber(proof.numeric),
                    ", between what the two sides of the kink say.");
}

/// The cell on which most deltas dropped: the first of them.
Index busiest(const Part& part) {
    std::vector<Index> received(static_cast<std::size_t>(part.cells()));
    for (Index i = 0; i < part.windows(); ++i) ++received[static_cast<std::size_t>(part.winner(i))];
    return std::max_element(received.begin(), received.end()) - received.begin();
}

Step resultStep(const Part& part) {
    const Index cell = busiest(part);
    Step step = stepAbout(*part.source, part.prefix + "input.delta", cell);
    step.title = "The error is back where it came from";
    step.text = joinText("All other cells get 0: nudging one of them changes no output, while ",
                         proofText(*part.source->prove(step.explanations[0].cell)),
                         " Pooling has no weights, so nothing is learnt in this layer.");
    step.terms = {"result", "delta"};
    for (Index u = 0; u < part.cells(); ++u) {
        Explanation other = explanationOf(*part.source, part.prefix + "input.delta", u);
        if (!other.expression.arguments.empty()) continue;
        step.explanations.push_back(std::move(other));
        break;
    }
    step.focus = pins(part, part.windows());
    step.focus.push_back(frameAt(part.result, cell, Role::result));
    step.shown = {part.input.id, part.delta.id, part.result.id};
    return step;
}

Result<Composition> composePoolingGradient(const Settings& settings) {
    std::vector<Part> parts;
    std::vector<SourceList::Part> sources;
    for (const auto& [prefix, setting] : {std::pair{"", ""}, {"overlap.", "overlap_"}}) {
        const auto part = partFrom(settings, prefix, setting);
        if (!part) return tl::unexpected(part.error());
        parts.push_back(*part);
        sources.push_back({part->example, prefix});
        sources.push_back({part->drops});
    }
    Composition composition{std::make_shared<SourceList>(sources), {}, {}};
    Index next = 0;
    for (Part& part : parts) {
        part.source = composition.source;
        part.firstStep = next;
        next += 2 * part.windows() + 1;
        addExhibits(part);
        composition.exhibits.insert(composition.exhibits.end(),
                                    {part.input, part.output, part.delta, part.result});
        const auto shared = std::make_shared<const Part>(part);
        const auto each = [&](Step (*make)(const Part&, Index)) {
            return Section{shared->windows(), [=](Index i) { return make(*shared, i); }};
        };
        composition.sections.insert(
            composition.sections.end(),
            {each(forwardStep), each(backwardStep), oneStep([=] { return resultStep(*shared); })});
    }
    return composition;
}

/// The grids of the case called `standard`, with all cases as presets.
std::vector<SettingSpec> gridSettings(const std::string& prefix, const std::string& label,
                                      const Case& standard) {
    constexpr double most = 8;
    SettingSpec picture{prefix + "picture", label, standard.picture, {}, 1, most},
        delta{prefix + "delta", label + ": delta", standard.delta, {}, 1, most};
    for (const Case& example : cases()) {
        picture.presets.push_back({example.name, example.picture});
        delta.presets.push_back({example.name, example.delta});
    }
    return {picture, delta};
}

std::vector<SettingSpec> poolingGradientSettings() {
    std::vector<SettingSpec> settings = gridSettings("", "Before pooling", cases()[0]);
    for (const SettingSpec& spec : gridSettings("overlap_", "With overlap", cases()[3]))
        settings.push_back(spec);
    settings.push_back({"window", "Window", 2.0, {}, 1, 4});
    settings.push_back({"stride", "Stride", 1.0, {}, 1, 4});
    return settings;
}

}  // namespace

WalkthroughKind poolingGradientWalkthrough() {
    return composed({"L29",
                     "gradient-in-pooling-layers",
                     "12.4",
                     "Gradient in pooling layers",
                     "Nothing is learnt here: the error goes back to the cell that it came from.",
                     poolingGradientSettings(),
                     {}},
                    composePoolingGradient);
}

}  // namespace deltascope
