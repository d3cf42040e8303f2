#include "core/lesson/walkthroughs/inside_conv_layer.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/conv_example.h"
#include "core/lesson/walkthroughs/filter_bank.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

const std::string bank = "bank.";
constexpr Index mostExplained = 30;
/// The small layer stands on one stage, whatever a step is about.
const std::vector<std::string> wholeLayer{"input", "kernel", "output", "delta", "gradient", "input_delta"};

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const CellSource> source;
    std::vector<std::string> filters;     ///< of the bank: "chair", ...
    Exhibit picture, weights, responses;  ///< of the bank, all filters
    Shape filter, response;               ///< of one filter and its map: rows x columns
    Shape input, kernel, output;          ///< of the small layer: rows x columns

    Index filterCount() const { return static_cast<Index>(filters.size()); }
    // Steps, counted from 0.
    Index filterStep(Index k) const { return 1 + k; }
    Index forwardStep() const { return filterStep(filterCount()) + 1; }
    Index deltaStep() const { return forwardStep() + 1; }
    Index gradientStep(Index k) const { return deltaStep() + 1 + k; }
    Index inputDeltaStep(Index u) const { return gradientStep(kernel.size()) + u; }
    Index lastStep() const { return inputDeltaStep(input.size()); }
};

using Shared = std::shared_ptr<const Lesson>;

std::string placeIn(const Shape& grid, Index offset) { return rowColumn(offset / grid[1], offset % grid[1]); }

Focus wholeFrame(const std::string& exhibit, const Shape& grid, Role role) {
    return {exhibit, role, 0, 0, 0, grid[0], grid[1]};
}

// Forward: the bank.

Exhibit filterExhibit(const Lesson& lesson, Index k) {
    Exhibit filter = partOf(lesson.weights, k * lesson.filter.size(), lesson.filter);
    filter.id = "filter-" + lesson.filters[static_cast<std::size_t>(k)];
    filter.title = "Filter: " + lesson.filters[static_cast<std::size_t>(k)];
    return filter;
}

Exhibit responseExhibit(const Lesson& lesson, Index k) {
    Exhibit response = partOf(lesson.responses, k * lesson.response.size(), lesson.response);
    response.id = "response-" + lesson.filters[static_cast<std::size_t>(k)];
    response.title = "Response: " + lesson.filters[static_cast<std::size_t>(k)];
    return response;
}

/// Where map `k` is largest: an offset within it.
Index peakOf(const Lesson& lesson, Index k) {
    const Exhibit response = responseExhibit(lesson, k);
    const auto values = response.values.values();
    return std::max_element(values.begin(), values.end()) - values.begin();
}

Explanation explainPeak(const Lesson& lesson, Index k) {
    return explanationOf(*lesson.source, lesson.responses.tensor,
                         k * lesson.response.size() + peakOf(lesson, k));
}

void addPeakFrames(const Lesson& lesson, Index k, Step& step) {
    const Index peak = peakOf(lesson, k), row = peak / lesson.response[1], column = peak % lesson.response[1];
    step.focus.push_back({"picture", Role::activation, 0, row, column, lesson.filter[0], lesson.filter[1]});
    step.focus.push_back({responseExhibit(lesson, k).id, Role::result, 0, row, column});
}

Step bankStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, lesson.weights.tensor);
    step.shown = {"picture"};
    for (Index k = 0; k < lesson.filterCount(); ++k) {
        step.own.push_back(filterExhibit(lesson, k));
        step.shown.push_back(step.own.back().id);
        step.focus.push_back(wholeFrame(step.own.back().id, lesson.filter, Role::weight));
    }
    step.title = "Inside the layer: a bank of filters";
    step.text = joinText("A convolutional layer holds several kernels, here ", lesson.filterCount(),
                         ". All of them read the same input, and each looks for something else.");
    return step;
}

Step filterStep(const Lesson& lesson, Index k) {
    Step step;
    step.explanations = {explainPeak(lesson, k)};
    step.formula = step.explanations[0].formula;
    step.terms = {"result", "weight", "activation"};
    step.own = {filterExhibit(lesson, k), responseExhibit(lesson, k)};
    step.shown = {"picture", step.own[0].id, step.own[1].id};
    addPeakFrames(lesson, k, step);
    step.focus.push_back(wholeFrame(step.own[0].id, lesson.filter, Role::weight));
    const std::string name = lesson.filters[static_cast<std::size_t>(k)];
    step.title = "Forward through the " + name + " filter";
    step.text = joinText("The ", name,
                         " filter slides over the picture and writes its answers into a map of its own. "
                         "It answers loudest, with ",
                         shortNumber(step.explanations[0].value), ", at ",
                         placeIn(lesson.response, peakOf(lesson, k)), ".");
    step.question = Question{"Largest answer of the " + name + " filter = ?", step.explanations[0].value};
    return step;
}

Step mapsStep(const Lesson& lesson) {
    Step step;
    step.shown = {"picture"};
    for (Index k = 0; k < lesson.filterCount(); ++k) {
        step.explanations.push_back(explainPeak(lesson, k));
        step.earlier.push_back({step.explanations.back().cell, lesson.filterStep(k)});
        step.own.push_back(responseExhibit(lesson, k));
        step.shown.push_back(step.own.back().id);
        addPeakFrames(lesson, k, step);
    }
    step.formula = step.explanations[0].formula;
    step.terms = {"result"};
    step.title = "One input, several maps";
    step.text =
        joinText("Forward, the input has spread into ", lesson.filterCount(),
                 " maps, one for each filter. On the way back each map brings a delta map of the same size, "
                 "and what happens to one of them happens to all.");
    return step;
}

// Both directions: the small layer.

/// A step about element `offset` of a tensor, with all of the small layer on the stage.
Step layerStep(const Lesson& lesson, const std::string& tensor, Index offset) {
    Step step = stepAbout(*lesson.source, tensor, offset);
    step.shown = wholeLayer;
    return step;
}

Step forwardStep(const Lesson& lesson) {
    Step step = layerStep(lesson, "conv1.output", 0);
    for (Index i = 1; i < std::min(mostExplained, lesson.output.size()); ++i) {
        step.explanations.push_back(explanationOf(*lesson.source, "conv1.output", i));
    }
    step.terms = {"result", "weight", "activation"};
    step.focus = {wholeFrame("input", lesson.kernel, Role::activation),
                  wholeFrame("kernel", lesson.kernel, Role::weight),
                  {"output", Role::result}};
    step.title = "One kernel, forward";
    step.text = joinText("A smaller layer, to see both directions at once. Forward, its kernel stops ",
                         lesson.output.size(), " times, and every stop gives one output.");
    step.question = Question{"Output at " + rowColumn(0, 0) + " = ?", step.explanations[0].value};
    return step;
}

Step deltaStep(const Lesson& lesson) {
    Step step = layerStep(lesson, "conv1.delta", 0);
    step.terms = {"result"};
    step.focus = {wholeFrame("delta", lesson.output, Role::result)};
    step.title = "A delta map comes back";
    step.text =
        "The layers above send back one delta for every output. From here it goes two ways: to the kernel, "
        "which learns from it, and to the input, for the layers below.";
    return step;
}

Step gradientStep(const Lesson& lesson, Index k) {
    Step step = layerStep(lesson, "conv1.weight_gradient", k);
    const Index m = k / lesson.kernel[1], n = k % lesson.kernel[1];
    step.terms = {"result", "activation", "delta"};
    step.known = {{"gradient", k + 1}};
    step.focus = {{"input", Role::activation, 0, m, n, lesson.output[0], lesson.output[1]},
                  wholeFrame("delta", lesson.output, Role::weight),
                  {"gradient", Role::result, 0, m, n}};
    const double gradient = step.explanations[0].value;
    step.title = "To the kernel: " + placeIn(lesson.kernel, k);
    step.text = joinText("The delta map stands on the input at ", placeIn(lesson.kernel, k),
                         ": below it lies all that this weight has read. Element-wise products, added up, "
                         "give its gradient ",
                         shortNumber(gradient), ".");
    step.question = Question{"Gradient at " + placeIn(lesson.kernel, k) + " = ?", gradient};
    return step;
}

/// The outputs that read input cell (u, v), and the weights that met it there.
struct Readers {
    Index top = 0, left = 0, bottom = 0, right = 0;  ///< outputs, both ends included
};

Readers readersOf(const Lesson& lesson, Index u, Index v) {
    return {std::max<Index>(0, u - lesson.kernel[0] + 1), std::max<Index>(0, v - lesson.kernel[1] + 1),
            std::min(u, lesson.output[0] - 1), std::min(v, lesson.output[1] - 1)};
}

std::string sharesText(const Explanation& made, Index outputs) {
    const std::string largest = timesText(*largestFirst(made.expression).front());
    if (outputs == 1) {
        return joinText(
            "Only one output has read this input: it sends its delta back times the weight that "
            "met it. That is ",
            largest, ".");
    }
    return joinText(outputs,
                    " outputs have read this input, and each sends its delta back times the weight "
                    "that met it. The largest share is ",
                    largest, ", all together give ", shortNumber(made.value), ".");
}

Step inputDeltaStep(const Lesson& lesson, Index offset) {
    Step step = layerStep(lesson, "input.delta", offset);
    const Index u = offset / lesson.input[1], v = offset % lesson.input[1];
    const Readers readers = readersOf(lesson, u, v);
    const Index height = readers.bottom - readers.top + 1, width = readers.right - readers.left + 1;
    step.terms = {"result", "delta", "weight"};
    step.known = {{"input_delta", offset + 1}};
    step.focus = {{"delta", Role::activation, 0, readers.top, readers.left, height, width},
                  {"kernel", Role::weight, 0, u - readers.bottom, v - readers.right, height, width},
                  {"input", Role::plain, 0, u, v},
                  {"input_delta", Role::result, 0, u, v}};
    const Explanation& made = step.explanations[0];
    step.title = "To the input: " + placeIn(lesson.input, offset);
    step.text = sharesText(made, height * width);
    step.question = Question{"Delta of the input at " + placeIn(lesson.input, offset) + " = ?", made.value};
    return step;
}

Step bothWaysStep(const Lesson& lesson) {
    Step step = layerStep(lesson, "conv1.output", 0);
    for (const char* tensor : {"conv1.weight_gradient", "input.delta"}) {
        step.explanations.push_back(explanationOf(*lesson.source, tensor));
    }
    step.terms = {"result", "weight", "activation"};
    step.focus = {wholeFrame("output", lesson.output, Role::activation),
                  wholeFrame("gradient", lesson.kernel, Role::result),
                  wholeFrame("input_delta", lesson.input, Role::result)};
    step.earlier = {{step.explanations[0].cell, lesson.forwardStep()},
                    {step.explanations[1].cell, lesson.gradientStep(0)},
                    {step.explanations[2].cell, lesson.inputDeltaStep(0)}};
    step.title = "Both directions on one stage";
    step.text =
        "Forward: input and kernel make the output. Backward: delta and input make the kernel's gradient, "
        "delta "
        "and kernel make the delta of the input.";
    return step;
}

// Putting it together.

std::vector<Exhibit> layerExhibits(const Lesson& lesson, bool isDeltaAsTyped) {
    const CellSource& source = *lesson.source;
    std::vector<Exhibit> exhibits{
        exhibitOf(source, "input.output", {"input", "Input", "a⁽ˡ⁾", Role::activation}),
        exhibitOf(source, "conv1.weight", {"kernel", "Kernel", "g⁽ˡ⁾", Role::weight}),
        exhibitOf(source, "conv1.output", {"output", "Output", "z⁽ˡ⁺¹⁾", Role::result}),
        exhibitOf(source, "conv1.delta", {"delta", "Delta", "δ⁽ˡ⁺¹⁾", Role::result}),
        exhibitOf(source, "conv1.weight_gradient",
                  {"gradient", "Gradient of the kernel", "∂L/∂g⁽ˡ⁾", Role::result}),
        exhibitOf(source, "input.delta", {"input_delta", "Delta of the input", "∂L/∂a⁽ˡ⁾", Role::result})};
    exhibits[0].setting = "input";
    exhibits[1].setting = "kernel";
    exhibits[2].knownFrom = lesson.forwardStep();
    if (isDeltaAsTyped) exhibits[3].setting = "delta";
    exhibits[3].knownFrom = lesson.deltaStep();
    exhibits[4].knownFrom = lesson.gradientStep(lesson.kernel.size()) - 1;
    exhibits[5].knownFrom = lesson.lastStep() - 1;
    return exhibits;
}

/// The icons among L7's settings: they name its filters.
std::vector<SettingSpec> iconSettings() {
    std::vector<SettingSpec> icons = filterBankWalkthrough().settings;
    std::erase_if(icons, [](const SettingSpec& spec) { return spec.id == "picture" || spec.id == "filter"; });
    return icons;
}

/// L7 as a source of numbers: the bank is its layer.
Result<std::shared_ptr<const CellSource>> bankFrom(const Settings& settings) {
    Settings chosen{{"picture", settings.at("picture")}};
    for (const SettingSpec& icon : iconSettings()) chosen[icon.id] = settings.at(icon.id);
    auto made = filterBankWalkthrough().make(chosen);
    if (!made) return tl::unexpected(made.error());
    const std::shared_ptr<const Walkthrough> walkthrough = std::move(*made);
    return std::shared_ptr<const CellSource>(walkthrough, &walkthrough->source());
}

void addBank(Lesson& lesson) {
    for (const SettingSpec& icon : iconSettings()) lesson.filters.push_back(icon.id);
    lesson.picture = exhibitOf(*lesson.source, bank + "input.output",
                               {"picture", "Picture", "a", Role::activation, ValueScale::intensity});
    lesson.picture.setting = "picture";
    lesson.weights =
        exhibitOf(*lesson.source, bank + "conv1.weight", {"filters", "Filters", "g", Role::weight});
    lesson.responses =
        exhibitOf(*lesson.source, bank + "conv1.output", {"responses", "Responses", "z", Role::result});
    lesson.filter = lesson.weights.values.shape().inner();
    lesson.response = lesson.responses.values.shape().inner();
}

std::vector<Section> sectionsOf(const Shared& lesson) {
    return {oneStep([lesson] { return bankStep(*lesson); }),
            {lesson->filterCount(), [lesson](Index i) { return filterStep(*lesson, i); }},
            oneStep([lesson] { return mapsStep(*lesson); }),
            oneStep([lesson] { return forwardStep(*lesson); }),
            oneStep([lesson] { return deltaStep(*lesson); }),
            {lesson->kernel.size(), [lesson](Index i) { return gradientStep(*lesson, i); }},
            {lesson->input.size(), [lesson](Index i) { return inputDeltaStep(*lesson, i); }},
            oneStep([lesson] { return bothWaysStep(*lesson); })};
}

Result<Composition> composeInsideConvLayer(const Settings& settings) {
    const auto filters = bankFrom(settings);
    if (!filters) return tl::unexpected(filters.error());
    const auto example = convExampleFrom(settings);
    if (!example) return tl::unexpected(example.error());
    const auto layer = workedExample(layersOf(*example));
    if (!layer) return tl::unexpected(layer.error());
    auto lesson = std::make_shared<Lesson>();
    lesson->source =
        std::make_shared<const SourceList>(std::vector<SourceList::Part>{{*layer}, {*filters, bank}});
    lesson->input = example->input.shape().inner();
    lesson->kernel = example->kernels.shape().inner().inner();
    lesson->output = example->delta.shape().inner();
    addBank(*lesson);
    const bool isDeltaAsTyped = std::get<Grid>(settings.at("delta")).size() == example->delta.size();
    std::vector<Exhibit> exhibits = layerExhibits(*lesson, isDeltaAsTyped);
    exhibits.insert(exhibits.begin(), lesson->picture);
    return Composition{lesson->source, exhibits, sectionsOf(lesson)};
}

std::vector<SettingSpec> insideConvLayerSettings() {
    std::vector<SettingSpec> settings = filterBankWalkthrough().settings;
    std::erase_if(settings, [](const SettingSpec& spec) { return spec.id == "filter"; });
    for (const SettingSpec& spec : convSettings()) settings.push_back(spec);
    return settings;
}

}  // namespace

WalkthroughKind insideConvLayerWalkthrough() {
    return composed(
        {"L30",
         "inside-the-convolutional-layer",
         "12.5",
         "Inside the convolutional layer, both directions",
         "Forward the input spreads into maps; backward the delta goes to the kernel and to the input.",
         insideConvLayerSettings(),
         {}},
        composeInsideConvLayer);
}

}  // namespace deltascope
