#include "core/lesson/walkthroughs/network_legend.h"

#include <array>

#include "core/base/number_text.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/network_sizes.h"

namespace deltascope {
namespace {

using Example = WorkedExample<double>;

/// One line of the lecture's legend: a kind of layer and how it is drawn.
struct LegendLine {
    const char* kind;  ///< how the names of its kinds of layer end
    const char* sign;  ///< a kind of layer that is drawn so
    const char* shape;
    const char* meaning;
};
constexpr std::array<LegendLine, 5> legend{
    {{"conv2d", "conv2d", "Square",
      "the output of a convolution: maps that keep the picture's rows and columns"},
     {"fully_connected", "fully_connected", "Upright rectangle",
      "the output of a fully connected layer: one column of units"},
     {"_pool", "max_pool", "Blue line", "pooling: every window is reduced to one number"},
     {"sigmoid", "sigmoid", "Pink line", "a sigmoid: the same curve applied to every number"},
     {"softmax", "softmax", "Green line", "the softmax: it turns scores into shares that sum to 1"}}};
constexpr Index legendLines = legend.size();

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const Example> example;
    std::shared_ptr<const Sheet> counts, sizes;
    std::shared_ptr<const CellSource> source;
    std::vector<std::string> sized;  ///< the layers that change the size

    const std::vector<LayerSpec>& layers() const { return example->network().architecture().layers; }
};
using Shared = std::shared_ptr<const Lesson>;

std::vector<const LayerSpec*> layersOf(const Lesson& lesson, const LegendLine& line) {
    std::vector<const LayerSpec*> layers;
    for (const LayerSpec& layer : lesson.layers())
        if (layer.kind.ends_with(line.kind)) layers.push_back(&layer);
    return layers;
}

std::shared_ptr<const Sheet> countsOf(const Lesson& lesson) {
    Tensor<double> counts({legendLines});
    for (std::size_t i = 0; i < legend.size(); ++i) {
        counts[static_cast<Index>(i)] = static_cast<double>(layersOf(lesson, legend[i]).size());
    }
    const auto sheet = std::make_shared<Sheet>();
    sheet->give("counts", counts);
    return sheet;
}

std::vector<std::string> shapeNames() {
    std::vector<std::string> names;
    for (const LegendLine& line : legend) names.push_back(line.shape);
    return names;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    std::vector<Exhibit> exhibits{networkStrip(*lesson.example, "conv1")};
    for (const std::string& tensor : lesson.example->tensors()) {
        if (tensor.ends_with(".output") || tensor.ends_with(".weight")) {
            exhibits.push_back(networkExhibit(*lesson.example, tensor));
        }
    }
    exhibits.push_back(countsOnly(
        labelled(exhibitOf(*lesson.source, "counts", {"counts", "Layers of each kind", "", Role::result}),
                 shapeNames())));
    for (const std::string& tensor : lesson.sizes->tensors()) {
        const std::string layer = tensor.substr(0, tensor.find('.'));
        const bool isSize = tensor.ends_with(".size"), isInputs = tensor.ends_with(".inputs");
        const std::string what = isSize ? "Size of " : isInputs ? "Inputs of " : "Parameters of ";
        Exhibit exhibit = exhibitOf(
            *lesson.source, tensor,
            {tensor, tensor == "parameters" ? "All parameters" : what + layerTitle(layer), "", Role::result});
        if (isSize && exhibit.values.size() == 3) exhibit.labels = {"Maps", "Rows", "Columns"};
        if (isSize && exhibit.values.size() == 1) exhibit.labels = {"Units"};
        exhibits.push_back(countsOnly(exhibit));
    }
    return exhibits;
}

/// "2 × 12 × 12" or "8".
std::string sizeText(const Shape& shape) {
    std::string text;
    for (const Index extent : shape.extents()) text += (text.empty() ? "" : " × ") + std::to_string(extent);
    return text;
}

int numberOf(const Network<double>& network, const std::string& layer) {
    int l = 0;
    while (network.layerName(l) != layer) ++l;
    return l;
}

std::string sizeOf(const Lesson& lesson, const std::string& layer) {
    const Network<double>& network = lesson.example->network();
    return sizeText(network.outputShape(numberOf(network, layer)));
}

/// The lecture's signs, one block each; those that were explained are lit.
Exhibit signsUpTo(Index last) {
    Exhibit signs{"signs", "Legend"};
    signs.form = Form::strip;
    signs.values = Tensor<double>({legendLines});
    for (Index i = 0; i < legendLines; ++i) {
        const LegendLine& line = legend[static_cast<std::size_t>(i)];
        signs.labels.push_back(line.shape);
        signs.kinds.push_back(line.sign);
        signs.values[i] = i <= last ? 1 : 0;
    }
    return signs;
}

/// The network with the blocks of one kind lit.
Exhibit stripOf(const Lesson& lesson, const LegendLine& line) {
    Exhibit strip = networkStrip(*lesson.example);
    for (Index l = 0; l < strip.values.size(); ++l) {
        strip.values[l] = lesson.layers()[static_cast<std::size_t>(l)].kind.ends_with(line.kind) ? 1 : 0;
    }
    return strip;
}

Step wholeStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "input.size", 1);
    const Network<double>& network = lesson.example->network();
    step.title = "The whole network";
    step.text = joinText("A picture of ", sizeOf(lesson, "input"), " goes in on the left, passes ",
                         network.layerCount(), " layers, and comes out as ", network.classCount(),
                         " predictions. What do the signs stand for?");
    step.shown = {"network", "input.output", "softmax.output"};
    return step;
}

Step legendStep(const Lesson& lesson, Index i) {
    const LegendLine& line = legend[static_cast<std::size_t>(i)];
    const auto layers = layersOf(lesson, line);
    Step step = stepAbout(*lesson.source, "counts", i);
    step.title = line.shape;
    std::string names;
    for (const LayerSpec* layer : layers) names += (names.empty() ? "" : ", ") + layerTitle(layer->name);
    step.text =
        joinText(line.shape, ": ", line.meaning, ". In this network: ", names.empty() ? "none" : names, ".");
    step.own = {stripOf(lesson, line), signsUpTo(i)};
    step.shown = {"network", "counts", "signs"};
    step.known = {{"counts", i + 1}};
    step.focus = {{"counts", Role::result, 0, i, 0}};
    step.question = Question{"How many of these has the network?", step.explanations[0].value};
    return step;
}

/// Why a layer's output has the size that it has.
std::string sizeReason(const Lesson& lesson, const LayerSpec& layer, const std::string& before) {
    const std::string to = sizeOf(lesson, layer.name);
    if (layer.kind == "fully_connected") {
        return joinText("All ", sizeOf(lesson, before),
                        " numbers, laid out in one column, go to each of the ", to,
                        " units. From here on there are no rows and columns any more.");
    }
    const SlidingWindow window = slidingWindowOf(layer);
    const std::string size = joinText(window.height, " × ", window.width);
    if (layer.kind == "conv2d") {
        return joinText("The ", size,
                        " window fits in at fewer places than there are rows and columns. Each kernel "
                        "makes a map of its own, in all ",
                        to, ".");
    }
    return joinText("Every ", size, " window becomes one number, and the next begins ", window.stride,
                    window.stride == 1 ? " cell" : " cells",
                    " further on. Of every map remains a smaller one: ", to, ".");
}

Step sizeStep(const Lesson& lesson, Index i) {
    const std::string& layer = lesson.sized[static_cast<std::size_t>(i)];
    const std::string before = i == 0 ? "input" : lesson.sized[static_cast<std::size_t>(i) - 1];
    const LayerSpec& spec =
        lesson.layers()[static_cast<std::size_t>(numberOf(lesson.example->network(), layer)) - 1];
    const bool isConnected = spec.kind == "fully_connected";
    Step step = isConnected ? stepAbout(*lesson.source, layer + ".inputs")
                            : stepAbout(*lesson.source, layer + ".size", 1);
    for (Index axis = 0; axis < lesson.sizes->values(layer + ".size")->size(); ++axis) {
        if (isConnected || axis != 1) {
            step.explanations.push_back(explanationOf(*lesson.source, layer + ".size", axis));
        }
    }
    step.title =
        joinText(layerTitle(layer), ": ", sizeOf(lesson, before), " becomes ", sizeOf(lesson, layer));
    step.text = sizeReason(lesson, spec, before);
    step.own = {networkStrip(*lesson.example, {}, layer)};
    step.shown = {"network", before + ".size", layer + ".size", layer + ".output"};
    if (isConnected) step.shown.insert(step.shown.begin() + 2, layer + ".inputs");
    step.focus = {
        {isConnected ? layer + ".inputs" : layer + ".size", Role::result, 0, isConnected ? 0 : 1, 0}};
    step.question = Question{isConnected ? "How many numbers does a unit read?" : "How many rows come out?",
                             step.explanations[0].value};
    return step;
}

/// The parameters of the layers of one kind as the step's numbers; returns how many there are.
double addParameters(Step& step, const Lesson& lesson, const LegendLine& line) {
    double count = 0;
    for (const LayerSpec* layer : layersOf(lesson, line)) {
        step.shown.push_back(layer->name + ".weight");
        step.shown.push_back(layer->name + ".parameters");
        step.explanations.push_back(explanationOf(*lesson.source, layer->name + ".parameters"));
        count += step.explanations.back().value;
    }
    return count;
}

Step predictionsStep(const Lesson& lesson) {
    const Index best = predictedClass(*lesson.example);
    Step step = stepAbout(*lesson.source, "softmax.output", best);
    step.title = "Label: final predictions";
    step.text =
        joinText("On the far right stand the final predictions, one for each class. The largest is ",
                 shortNumber(step.explanations[0].value), " for ", className(*lesson.example, best), ".");
    step.shown = {"network", "softmax.output"};
    step.own = {networkStrip(*lesson.example, "softmax")};
    step.focus = {{"softmax.output", Role::result, 0, best, 0}};
    return step;
}

Step parametersStep(const Lesson& lesson, const LegendLine& line, const std::string& title,
                    const std::string& meaning) {
    Step step;
    step.shown = {"network"};
    const double count = addParameters(step, lesson, line);
    step.formula = step.explanations[0].formula;
    step.terms = {"result"};
    step.title = "Label: " + title;
    step.text = joinText(meaning, ". These are ", shortNumber(count, 9), " numbers that must be learned.");
    step.own = {stripOf(lesson, line)};
    step.shown.push_back("softmax.output");
    return step;
}

Step totalStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "parameters");
    step.title = "All parameters";
    step.text =
        joinText("Together they are ", lesson.example->network().weightCount(),
                 " parameters, and nothing else in the network can be learned. Where they come from is "
                 "the question of the next walkthroughs.");
    step.shown = {"network"};
    for (const Cell& cell : madeOf(step.explanations[0])) step.shown.push_back(cell.tensor);
    step.shown.push_back("parameters");
    step.question = Question{"How many parameters in all?", step.explanations[0].value};
    return step;
}

std::vector<Section> sectionsOf(const Shared& lesson) {
    return {oneStep([lesson] { return wholeStep(*lesson); }),
            {legendLines, [lesson](Index i) { return legendStep(*lesson, i); }},
            {static_cast<Index>(lesson->sized.size()), [lesson](Index i) { return sizeStep(*lesson, i); }},
            oneStep([lesson] { return predictionsStep(*lesson); }),
            oneStep([lesson] {
                return parametersStep(
                    *lesson, legend[0], "convolutional parameters",
                    "In layers 1 and 2 stand the kernels: one small grid for every pair of maps");
            }),
            oneStep([lesson] {
                return parametersStep(
                    *lesson, legend[1], "fully connected parameters",
                    "In the fully connected layers 1 and 2 every unit has a weight for each input");
            }),
            oneStep([lesson] { return totalStep(*lesson); })};
}

Result<Composition> composeNetworkLegend(const Settings& settings) {
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto lesson = std::make_shared<Lesson>();
    lesson->example = *example;
    lesson->sized = sizedLayers((*example)->network());
    lesson->counts = countsOf(*lesson);
    lesson->sizes = networkSizes((*example)->network());
    lesson->source = std::make_shared<SourceList>(
        std::vector<SourceList::Part>{{lesson->example}, {lesson->counts}, {lesson->sizes}});
    return Composition{lesson->source, exhibitsOf(*lesson), sectionsOf(lesson)};
}

}  // namespace

WalkthroughKind networkLegendWalkthrough() {
    return composed({"L11",
                     "network-and-legend",
                     "12.2",
                     "The network and its legend",
                     "What every sign in the network's picture stands for, and how large everything is.",
                     networkSettings(),
                     {}},
                    composeNetworkLegend);
}

}  // namespace deltascope
