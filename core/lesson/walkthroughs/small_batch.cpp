#include "core/lesson/walkthroughs/small_batch.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/worked_example.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/conv_example.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;
using Example = std::shared_ptr<const WorkedExample<double>>;

const std::string small = "small.";
constexpr Index examples = 2;

std::string numbered(const std::string& id, Index example) { return joinText(id, "_", example + 1); }
Index kernelSize(const ParameterStory& kernel) { return oldValues(kernel).values.size(); }

/// One of the two examples: the settings' grids under their common names.
Result<ConvExample> smallExample(Settings settings, Index which) {
    if (which == 0) return convExampleFrom(settings);
    settings["input"] = settings.at("input_2");
    settings["delta"] = settings.at("delta_2");
    return convExampleFrom(settings);
}

Grid pairOf(const Grid& first, const Grid& second) {
    Grid both(first.shape().batchOf(2));
    std::copy_n(first.data(), first.size(), both.slice(0).begin());
    std::copy_n(second.data(), second.size(), both.slice(1).begin());
    return both;
}

/// Both small examples as one batch of two.
Result<Example> smallBatch(const Settings& settings) {
    const auto first = smallExample(settings, 0), second = smallExample(settings, 1);
    if (!first) return tl::unexpected(first.error());
    if (!second) return tl::unexpected(second.error());
    if (first->input.shape() != second->input.shape()) {
        return failure("input_2: ", std::get<Grid>(settings.at("input_2")).shape().text(), ", expected ",
                       std::get<Grid>(settings.at("input")).shape().text(), " as the first input has");
    }
    LayerExample batch = layersOf(*first);
    batch.batch = 2;
    batch.input = pairOf(first->input, second->input);
    batch.label = pairOf(first->delta, second->delta);
    batch.rate = std::get<double>(settings.at("small_rate"));
    return workedExample(batch);
}

/// How far each weight of the small kernel moves.
std::shared_ptr<const Sheet> changesOf(const WorkedExample<double>& batch) {
    const Grid old = *batch.values("conv1.weight"), updated = *batch.values("conv1.weight_new");
    const auto leaf = [&](const std::string& tensor, const Grid& values, Index offset) {
        return cellLeaf(cellAtOffset(small + tensor, values.shape(), offset), values[offset]);
    };
    auto sheet = std::make_shared<Sheet>();
    sheet->define(small + "change", old.shape(), "weight-change", [&](Index i) {
        return node(Operation::difference,
                    {leaf("conv1.weight_new", updated, i), leaf("conv1.weight", old, i)});
    });
    return sheet;
}

/// Input and delta of a small example; a grid can be edited where it is shown as it was typed.
std::vector<Exhibit> smallInputs(const CellSource& source, const Settings& settings, Index example) {
    const std::string suffix = example == 0 ? "" : "_2";
    Exhibit input = exhibitOf(
        source, small + "input.output",
        {numbered("input", example), joinText("Example ", example + 1), "a⁽ˡ⁾", Role::activation}, example);
    Exhibit delta = exhibitOf(source, small + "conv1.delta",
                              {numbered("delta", example), "Its delta", "δ⁽ˡ⁺¹⁾", Role::weight}, example);
    input.setting = "input" + suffix;
    if (std::get<Grid>(settings.at("delta" + suffix)).size() == delta.values.size()) {
        delta.setting = "delta" + suffix;
    }
    return {input, delta};
}

Exhibit changeExhibit(const CellSource& source) {
    return exhibitOf(source, small + "change", {"change", "Change", "Δg", Role::result});
}

/// Example `i` by itself: its whole gradient at once.
Step ownGradientStep(const ParameterStory& kernel, Index i) {
    constexpr Index mostExplained = 9;
    const Exhibit gradient = exampleGradient(kernel, i);
    Step step = stepAbout(*kernel.source, gradient.tensor, 0, i);
    for (Index k = 1; k < std::min(mostExplained, gradient.values.size()); ++k) {
        step.explanations.push_back(explanationOf(*kernel.source, gradient.tensor, k, i));
    }
    step.terms = {"result", "activation", "delta"};
    step.shown = {numbered("input", i), numbered("delta", i), gradient.id};
    const Grid delta = *kernel.source->values(small + "conv1.delta", i);
    step.focus = {{numbered("input", i), Role::activation, 0, 0, 0, delta.shape()[1], delta.shape()[2]},
                  {numbered("delta", i), Role::weight, 0, 0, 0, delta.shape()[1], delta.shape()[2]},
                  frameAt(gradient, 0, Role::result)};
    step.title = joinText("Example ", i + 1, ": its own gradient");
    step.text =
        joinText("The delta slides over the input as a window, and each of the ", gradient.values.size(),
                 " places where it fits gives the gradient of one kernel weight. Here the first is ",
                 shortNumber(gradient.values[0]), ".");
    step.question = Question{"Gradient at " + rowColumn(0, 0) + " = ?", gradient.values[0]};
    return step;
}

std::string kernelPlace(const ParameterStory& kernel, Index offset) {
    const Index columns = oldValues(kernel).values.shape()[1];
    return rowColumn(offset / columns, offset % columns);
}

Step smallAverageStep(const ParameterStory& kernel, Index offset) {
    Step step = averageStep(kernel, offset);
    step.title = "Average at " + kernelPlace(kernel, offset);
    step.known = {{meanGradient(kernel).id, offset + 1}};
    for (const Cell& cell : madeOf(step.explanations[0])) step.earlier.push_back({cell, cell.example});
    return step;
}

Step smallUpdateStep(const ParameterStory& kernel, Index offset) {
    Step step = updateStep(kernel, offset);
    const Exhibit change = changeExhibit(*kernel.source), updated = newValues(kernel);
    step.title = "Update at " + kernelPlace(kernel, offset);
    step.explanations.push_back(explanationOf(*kernel.source, change.tensor, offset));
    step.shown.push_back(change.id);
    step.known = {{updated.id, offset + 1}, {change.id, offset + 1}};
    step.focus.push_back(frameAt(change, offset, Role::result));
    const Cell mean = cellAtOffset(kernel.parameter + "_gradient", updated.tensorShape, offset);
    step.earlier = {{mean, examples + offset}};
    return step;
}

}  // namespace

std::vector<SettingSpec> smallBatchSettings() {
    std::vector<SettingSpec> settings = convSettings();
    const Settings second = gridsOf(secondConvExample());
    for (const char* id : {"input", "delta"}) {
        SettingSpec spec = *std::find_if(settings.begin(), settings.end(),
                                         [&](const SettingSpec& other) { return other.id == id; });
        spec.standard = second.at(id);
        spec.id += "_2";
        spec.label = joinText("Second ", id);
        settings.push_back(spec);
    }
    settings.push_back({"small_rate", "Learning rate of the kernel", 0.1, {}, 0, 100});
    return settings;
}

Result<std::vector<SourceList::Part>> smallBatchSources(const Settings& settings) {
    const auto batch = smallBatch(settings);
    if (!batch) return tl::unexpected(batch.error());
    return std::vector<SourceList::Part>{{*batch, small}, {changesOf(**batch)}};
}

ParameterStory smallKernel(const std::shared_ptr<const CellSource>& source, const Settings& settings) {
    return {source, small + "conv1.weight", "g", "kernel", std::get<double>(settings.at("small_rate"))};
}

std::vector<Exhibit> smallBatchExhibits(const ParameterStory& kernel, const Settings& settings) {
    std::vector<Exhibit> exhibits;
    for (Index example = 0; example < examples; ++example) {
        const auto inputs = smallInputs(*kernel.source, settings, example);
        exhibits.insert(exhibits.end(), inputs.begin(), inputs.end());
        exhibits.push_back(exampleGradient(kernel, example));
        exhibits.back().knownFrom = example;
    }
    const Index size = kernelSize(kernel);
    exhibits.push_back(meanGradient(kernel));
    exhibits.back().knownFrom = examples + size - 1;
    exhibits.push_back(oldValues(kernel));
    exhibits.back().setting = "kernel";
    for (const Exhibit& last : {newValues(kernel), changeExhibit(*kernel.source)}) {
        exhibits.push_back(last);
        exhibits.back().knownFrom = examples + 2 * size - 1;
    }
    return exhibits;
}

std::vector<Section> smallBatchSections(const ParameterStory& kernel) {
    const Index size = kernelSize(kernel);
    return {{examples, [kernel](Index i) { return ownGradientStep(kernel, i); }},
            {size, [kernel](Index i) { return smallAverageStep(kernel, i); }},
            {size, [kernel](Index i) { return smallUpdateStep(kernel, i); }}};
}

}  // namespace deltascope
