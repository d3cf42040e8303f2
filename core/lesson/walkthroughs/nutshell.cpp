#include "core/lesson/walkthroughs/nutshell.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/key_operations.h"

namespace deltascope {
namespace {

using Example = WorkedExample<double>;

const std::string doubledPrefix = "doubled.";

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const Example> example, doubled;
    std::shared_ptr<const CellSource> source;

    const Network<double>& network() const { return example->network(); }
};
using Shared = std::shared_ptr<const Lesson>;

/// What an operation does to the numbers, in plain words.
std::string meaningOf(const std::string& kind) {
    if (kind == "conv2d") return "A small window of weights slides over the picture, multiplies and adds";
    if (kind == "fully_connected")
        return "Every unit multiplies all numbers below it by weights of its own and adds";
    if (kind == "sigmoid") return "Every number by itself is squeezed between 0 and 1";
    return "Of every small window only one number is kept, so the maps shrink";
}

/// The first layer of a kind; pooling counts as pooling, whichever number it keeps.
int firstLayerOf(const Network<double>& network, const std::string& kind) {
    const auto& layers = network.architecture().layers;
    const auto isSame = [&](const std::string& other) {
        return other == kind || (kind.ends_with("_pool") && other.ends_with("_pool"));
    };
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (isSame(layers[i].kind)) return static_cast<int>(i) + 1;
    return 1;
}

Exhibit operationsExhibit() {
    Exhibit listing{"operations", "Layer → operation"};
    listing.form = Form::listing;
    for (const KeyOperation& operation : keyOperations()) {
        listing.labels.push_back(joinText(operation.title, " → ", operation.operation));
        listing.links.push_back(operation.link);
    }
    listing.values = Tensor<double>({static_cast<Index>(listing.labels.size())});
    return listing;
}

Exhibit doubledExhibit(const Lesson& lesson, const std::string& tensor, const std::string& title) {
    Exhibit exhibit = networkExhibit(*lesson.doubled, tensor);
    exhibit.id = exhibit.tensor = doubledPrefix + tensor;
    exhibit.title = title;
    exhibit.setting.clear();  // what is derived can't be edited
    return exhibit;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    std::vector<Exhibit> exhibits{withLinks(networkStrip(*lesson.example, "conv1")), operationsExhibit()};
    for (const std::string& tensor : lesson.example->tensors()) {
        if (tensor.ends_with(".output") || tensor.ends_with(".weight")) {
            exhibits.push_back(networkExhibit(*lesson.example, tensor));
        }
    }
    exhibits.push_back(doubledExhibit(lesson, "input.output", "The picture with twice the ink"));
    exhibits.push_back(doubledExhibit(lesson, "fc2.output", "Scores with twice the ink"));
    return exhibits;
}

Index argMaxScore(const Lesson& lesson) { return predictedClass(*lesson.example); }

Step startStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "softmax.output", argMaxScore(lesson));
    step.title = "A network in a nutshell";
    step.text = joinText("A convolutional network takes the raw picture, here ",
                         lesson.network().outputShape(0).size(),
                         " numbers, and passes it through a stack of simple operations. There are only ",
                         keyOperations().size(), " of them.");
    step.shown = {"input.output", "network", "softmax.output"};
    return step;
}

/// One frame for each map of an exhibit, around all that is in focus there.
std::vector<Focus> framesAround(const std::vector<Focus>& cells) {
    std::vector<Focus> frames;
    for (const Focus& cell : cells) {
        const auto frame = std::find_if(frames.begin(), frames.end(), [&](const Focus& f) {
            return f.exhibit == cell.exhibit && f.map == cell.map;
        });
        if (frame == frames.end()) {
            frames.push_back(cell);
            continue;
        }
        const Index bottom = std::max(frame->row + frame->height, cell.row + cell.height),
                    right = std::max(frame->column + frame->width, cell.column + cell.width);
        frame->row = std::min(frame->row, cell.row);
        frame->column = std::min(frame->column, cell.column);
        frame->height = bottom - frame->row;
        frame->width = right - frame->column;
    }
    return frames;
}

Step operationStep(const Lesson& lesson, Index i) {
    const KeyOperation& operation = keyOperations()[static_cast<std::size_t>(i)];
    const int l = firstLayerOf(lesson.network(), operation.kind);
    const std::string &layer = lesson.network().layerName(l), &below = lesson.network().layerName(l - 1);
    Step step;
    step.explanations = {*lesson.source->explain(largestCell(*lesson.example, layer + ".output"))};
    const Explanation& main = step.explanations[0];
    step.formula = main.formula;
    step.terms = {"result"};
    step.title = joinText(operation.title, ": ", operation.operation);
    step.text = joinText(meaningOf(operation.kind), ". The number farthest from 0 that ", layerTitle(layer),
                         " makes of this picture is ", shortNumber(main.value), ".");
    step.own = {withLinks(networkStrip(*lesson.example, {}, layer))};
    step.shown = {"operations", "network", below + ".output", layer + ".output"};
    const bool hasWeights = lesson.network().parametersOf(l).first < lesson.network().parametersOf(l).second;
    if (hasWeights) step.shown.insert(step.shown.begin() + 3, layer + ".weight");
    step.known = {{"operations", i + 1}};
    std::vector<Exhibit> stage{networkExhibit(*lesson.example, below + ".output")};
    if (hasWeights) stage.push_back(networkExhibit(*lesson.example, layer + ".weight"));
    step.focus = framesAround(focusOnTerms(stage, main));
    const Exhibit output = networkExhibit(*lesson.example, layer + ".output");
    if (const auto focus = focusOn(output, main.cell, Role::result)) step.focus.push_back(*focus);
    step.question = Question{joinText(cellText(main.cell), " = ?"), main.value};
    return step;
}

Step stackStep(const Lesson& lesson) {
    const Index k = argMaxScore(lesson);
    Step step = stepAbout(*lesson.source, doubledPrefix + "fc2.output", k);
    step.explanations.push_back(explanationOf(*lesson.source, "fc2.output", k));
    const double once = step.explanations[1].value, twice = step.explanations[0].value;
    step.title = "Stacked: highly non-linear";
    step.text = joinText("Put twice the ink into the picture: a linear function would double the score of ",
                         className(*lesson.example, k), " to ", shortNumber(2 * once),
                         ", but the network gives ", shortNumber(twice),
                         ". Sigmoids and pooling make its output a highly non-linear function of "
                         "the pixels.");
    step.shown = {"network", "doubled.input.output", "fc2.output", "doubled.fc2.output"};
    step.focus = {{"fc2.output", Role::activation, 0, k, 0}, {"doubled.fc2.output", Role::result, 0, k, 0}};
    return step;
}

Result<std::shared_ptr<const Example>> doubledExample(Settings settings, const Example& example) {
    const Shape& input = example.network().outputShape(0);
    Tensor<double> picture = example.pass().outputs[0].reshaped(input);
    for (double& value : picture.values()) value *= 2;
    const auto label = example.pass().labels.values();
    settings["picture"] = picture;
    settings["label"] = static_cast<double>(std::max_element(label.begin(), label.end()) - label.begin());
    return networkExample(settings);
}

Result<Composition> composeNutshell(const Settings& settings) {
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto doubled = doubledExample(settings, **example);
    if (!doubled) return tl::unexpected(doubled.error());
    const auto lesson = std::make_shared<Lesson>();
    lesson->example = *example;
    lesson->doubled = *doubled;
    lesson->source =
        std::make_shared<SourceList>(std::vector<SourceList::Part>{{*example}, {*doubled, doubledPrefix}});
    const Shared shared = lesson;
    return Composition{shared->source,
                       exhibitsOf(*shared),
                       {oneStep([shared] { return startStep(*shared); }),
                        {static_cast<Index>(keyOperations().size()),
                         [shared](Index i) { return operationStep(*shared, i); }},
                        oneStep([shared] { return stackStep(*shared); })}};
}

}  // namespace

WalkthroughKind nutshellWalkthrough() {
    return composed({"L3",
                     "nutshell",
                     "12.1",
                     "A network in a nutshell",
                     "Four kinds of layers, four operations; stacked, they turn pixels into an answer.",
                     networkSettings(),
                     {}},
                    composeNutshell);
}

}  // namespace deltascope
