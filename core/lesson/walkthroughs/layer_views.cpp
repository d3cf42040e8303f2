#include "core/lesson/walkthroughs/layer_views.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/explain/descent_run.h"
#include "core/explain/reach.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/convolution_lesson.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;
using Example = std::shared_ptr<const WorkedExample<double>>;

/// Layers whose cells look at the picture, by name, from early to deep.
constexpr const char *convolutions[] = {"conv1", "conv2"}, *viewers[] = {"conv1", "pool1", "conv2", "pool2"};
constexpr Index viewerCount = 4, convolutionCount = 2;

/// Updates times weights: a second or so at most.
constexpr Index mostWeightUpdates = 400'000;

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const DescentRun> run;
    Index row = 0, column = 0;

    Example start() const { return run->example(0); }
    const Network<double>& network() const { return start()->network(); }
    int layer(const std::string& name) const {
        int l = 1;
        while (network().layerName(l) != name) ++l;
        return l;
    }
    std::string after(const std::string& tensor) const { return DescentRun::nameAt(run->updates(), tensor); }
};

std::string outputOf(const std::string& layer) { return layer + ".output"; }

/// The input of the training: the picture and, where it has the lecture's size, the other one of its two.
struct Batch {
    Grid pictures, labels;
};
Batch batchFor(const WorkedExample<double>& example) {
    const Network<double>& network = example.network();
    const Pass<double>& pass = example.pass();
    constexpr int penguinClass = 0, chairClass = 2;
    const Grid penguin = penguinPicture(), chair = chairPicture();
    const Shape& input = network.outputShape(0);
    if (input.size() != penguin.size() || network.classCount() <= chairClass) {
        return {pass.outputs[0], pass.labels};
    }
    const bool isChair = pass.outputs[0].reshaped(chair.shape()) == chair;
    const int label = isChair ? penguinClass : chairClass;
    const Grid otherLabel = oneHot<double>(std::span(&label, 1), network.classCount());
    Batch batch{Grid(input.batchOf(2)), Grid({2, network.classCount()})};
    const auto put = [](const Grid& values, std::span<double> place) {
        std::copy_n(values.data(), values.size(), place.begin());
    };
    put(pass.outputs[0], batch.pictures.slice(0));
    put(isChair ? penguin : chair, batch.pictures.slice(1));
    put(pass.labels, batch.labels.slice(0));
    put(otherLabel, batch.labels.slice(1));
    return batch;
}

Result<Lesson> lessonFrom(const Settings& settings) {
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto numbers = wholeNumbers(settings, {"row", "column", "steps"});
    if (!numbers) return tl::unexpected(numbers.error());
    const Network<double>& network = (*example)->network();
    Lesson lesson{nullptr, (*numbers)[0], (*numbers)[1]};
    const Index fewer = std::max<Index>(1, mostWeightUpdates / network.weightCount());
    const Batch batch = batchFor(**example);
    lesson.run = std::make_shared<const DescentRun>(network, batch.pictures, batch.labels,
                                                    std::get<double>(settings.at("rate")),
                                                    std::min((*numbers)[2], fewer));
    const Shape& deepest = network.outputShape(lesson.layer(viewers[viewerCount - 1]));
    for (const auto& [id, value, extent] :
         {std::tuple{"row", lesson.row, deepest[1]}, {"column", lesson.column, deepest[2]}}) {
        if (value >= extent)
            return failure(id, ": ", value, ", expected 0 to ", extent - 1, " for this network");
    }
    return lesson;
}

Explanation explain(const Lesson& lesson, const std::string& tensor, Index offset) {
    return explanationOf(*lesson.run, tensor, offset);
}

Index largestIn(const Exhibit& map) {
    const auto values = map.values.values();
    return std::max_element(values.begin(), values.end()) - values.begin();
}

std::string placeOf(const Cell& cell) { return placeText(cell.index[1], cell.index[2]); }

/// The rectangle in every map of layer `l` around the cells that are among `seen`.
std::vector<Focus> framesOf(const Lesson& lesson, const CellSet& seen) {
    const Shape& shape = lesson.network().outputShape(seen.layer);
    const CellBox box = boxAround(seen, shape);
    const std::string exhibit = outputOf(lesson.network().layerName(seen.layer));
    const Index mapSize = shape[1] * shape[2];
    std::vector<Focus> frames;
    for (const Index offset : seen.offsets) {
        const Index map = offset / mapSize;
        if (!frames.empty() && frames.back().map == map) continue;
        frames.push_back({exhibit, Role::activation, map, box.top, box.left, box.bottom - box.top + 1,
                          box.right - box.left + 1});
    }
    return frames;
}

/// What the explained cell reads of layer `l`.
CellSet readBy(const Lesson& lesson, const Explanation& cell, int l) {
    CellSet read{l, {}};
    for (const Cell& from : madeOf(cell)) {
        if (from.tensor == outputOf(lesson.network().layerName(l)))
            read.offsets.push_back(lesson.network().outputShape(l).offset(from.index));
    }
    std::sort(read.offsets.begin(), read.offsets.end());
    return read;
}

/// How many maps of one convolutional layer after the other there are.
Index mapsOf(const Lesson& lesson, Index convolution) {
    return lesson.network().outputShape(lesson.layer(convolutions[convolution]))[0];
}

Exhibit kernelOf(const Lesson& lesson, const std::string& layer, Index map) {
    Exhibit all = networkExhibit(*lesson.start(), layer + ".weight");
    const Shape& shape = all.tensorShape;  // maps x channels x rows x columns
    all.id = "kernel";
    all.title = joinText("Kernel of map ", map);
    const Shape kernel = shape[1] == 1 ? Shape{shape[2], shape[3]} : Shape{shape[1], shape[2], shape[3]};
    return partOf(all, map * kernel.size(), kernel);
}

/// One frame around each grid of the exhibit.
std::vector<Focus> framesAround(const Exhibit& exhibit, Role role) {
    const Shape& shape = exhibit.values.shape();
    const Index height = shape[shape.rank() - 2], width = shape[shape.rank() - 1];
    std::vector<Focus> frames;
    for (Index grid = 0; grid < exhibit.values.size() / (height * width); ++grid) {
        frames.push_back({exhibit.id, role, grid, 0, 0, height, width});
    }
    return frames;
}

Exhibit mapOf(const Lesson& lesson, const std::string& layer, Index map) {
    Exhibit all = networkExhibit(*lesson.start(), outputOf(layer));
    const Shape& shape = all.tensorShape;
    all.id = "response";
    all.title = joinText("Response, map ", map, " of ", layerTitle(layer));
    all.role = Role::result;
    return partOf(all, map * shape[1] * shape[2], {shape[1], shape[2]});
}

Step mapStep(const Lesson& lesson, Index convolution, Index map) {
    const std::string layer = convolutions[convolution];
    const int l = lesson.layer(layer);
    const Exhibit response = mapOf(lesson, layer, map), kernel = kernelOf(lesson, layer, map);
    const Index offset = response.firstElement + largestIn(response);
    Step step = stepAbout(*lesson.run, outputOf(layer), offset);
    const Explanation& peak = step.explanations.front();
    step.title = joinText(layerTitle(layer), ", map ", map);
    step.text = joinText(
        "The largest answer of this map is ", shortNumber(peak.value), ", at ", placeOf(peak.cell), ". ",
        convolution == 0 ? "It reads the picture itself, so it can only find small things: an edge, "
                           "a corner, a spot."
                         : "It reads the maps of the layer before, so it can find arrangements "
                           "of what those found.");
    step.terms = {"result", "activation", "weight"};
    step.own = {kernel, response};
    step.shown = {outputOf(lesson.network().layerName(l - 1)), "kernel", "response"};
    step.focus = framesOf(lesson, readBy(lesson, peak, l - 1));
    for (const Focus& frame : framesAround(kernel, Role::weight)) step.focus.push_back(frame);
    step.focus.push_back({"response", Role::result, 0, peak.cell.index[1], peak.cell.index[2]});
    return step;
}

/// How many rows and columns of the picture the cell sees.
std::string sizeText(const CellBox& box) {
    return joinText(box.bottom - box.top + 1, " × ", box.right - box.left + 1);
}

/// Rows and columns, both ends named.
std::string extentText(const CellBox& box) {
    return joinText("rows ", box.top, " to ", box.bottom, " and columns ", box.left, " to ", box.right);
}

/// The framed cell of a layer and, layer by layer, all that it can see.
Step viewStep(const Lesson& lesson, Index viewer) {
    const std::string layer = viewers[viewer];
    const int l = lesson.layer(layer);
    const Shape& shape = lesson.network().outputShape(l);
    const Index offset = lesson.row * shape[2] + lesson.column;
    const std::vector<CellSet> field = receptiveField(lesson.network(), l, offset);
    const CellBox pixels = boxAround(field.back(), lesson.network().outputShape(0));
    Step step = stepAbout(*lesson.run, outputOf(layer), offset);
    step.title = joinText("A cell of ", layerTitle(layer), " sees ", sizeText(pixels), " pixels");
    step.text =
        joinText("The cell at ", placeText(lesson.row, lesson.column), " of ", layerTitle(layer),
                 " depends on ", extentText(pixels), " of the picture. ",
                 "Nothing outside can change it; the deeper a layer, the more of the picture it sees.");
    step.terms = {"result"};
    step.shown = {"input.output"};
    for (Index before = 0; before <= viewer; ++before) step.shown.push_back(outputOf(viewers[before]));
    for (const CellSet& seen : field) {
        const std::string exhibit = outputOf(lesson.network().layerName(seen.layer));
        if (std::find(step.shown.begin(), step.shown.end(), exhibit) == step.shown.end()) continue;
        for (const Focus& frame : framesOf(lesson, seen)) step.focus.push_back(frame);
    }
    step.focus.push_back({outputOf(layer), Role::result, 0, lesson.row, lesson.column});
    step.question = Question{joinText("How many rows of the picture does it see?"),
                             static_cast<double>(pixels.bottom - pixels.top + 1)};
    return step;
}

Exhibit beforeAndAfter(const Lesson& lesson, const std::string& tensor, bool isAfter) {
    Exhibit exhibit = networkExhibit(*lesson.start(), tensor);
    const Caption caption{isAfter ? "after" : "before",
                          exhibit.title + (isAfter ? " after training" : " before"), exhibit.symbol,
                          exhibit.role, exhibit.scale};
    Exhibit result = exhibitOf(*lesson.run, isAfter ? lesson.after(tensor) : tensor, caption);
    result.labels = exhibit.labels;
    return result;
}

/// The weight that training changed most.
Index mostChanged(const Exhibit& before, const Exhibit& after) {
    const auto change = [&](Index i) { return std::abs(after.values[i] - before.values[i]); };
    Index most = 0;
    for (Index i = 1; i < before.values.size(); ++i)
        if (change(i) > change(most)) most = i;
    return most;
}

Step trainedStep(const Lesson& lesson, Index convolution) {
    const std::string layer = convolutions[convolution], tensor = layer + ".weight";
    Step step;
    step.own = {beforeAndAfter(lesson, tensor, false), beforeAndAfter(lesson, tensor, true)};
    scaleTogether(step.own);
    const Index most = mostChanged(step.own[0], step.own[1]);
    step.explanations = {explain(lesson, lesson.after(tensor), most), explain(lesson, tensor, most)};
    step.formula = "sgd-update";
    step.title = joinText("Kernels of ", layerTitle(layer), " before and after training");
    step.text =
        joinText("In ", lesson.run->updates(), " updates the mean loss went from ",
                 shortNumber(lesson.run->meanLoss(0)), " to ",
                 shortNumber(lesson.run->meanLoss(lesson.run->updates())), ", and the framed weight from ",
                 shortNumber(step.own[0].values[most]), " to ", shortNumber(step.own[1].values[most]),
                 ". Only a kernel that was trained can be said to have found something.");
    step.terms = {"result"};
    step.shown = {"before", "after"};
    for (const Exhibit& kernels : step.own) {
        if (const auto frame = focusOn(kernels, *cellOf(kernels, most), Role::weight))
            step.focus.push_back(*frame);
    }
    return step;
}

Step predictionsStep(const Lesson& lesson) {
    const std::string tensor = outputOf(lesson.network().layerName(lesson.network().layerCount()));
    const Index trueClass = largestIn(networkExhibit(*lesson.start(), "label"));
    Step step = stepAbout(*lesson.run, lesson.after(tensor), trueClass);
    step.explanations.push_back(explain(lesson, tensor, trueClass));
    step.own = {beforeAndAfter(lesson, tensor, false), beforeAndAfter(lesson, tensor, true)};
    for (Exhibit& predictions : step.own) predictions.form = Form::bars;
    step.title = "What the new kernels are worth";
    step.text = joinText(
        "The share of the true class, ", className(*lesson.start(), trueClass), ", went from ",
        shortNumber(step.own[0].values[trueClass]), " to ", shortNumber(step.own[1].values[trueClass]),
        ". All layers learned together: early ones what to look for, deep ones what it means.");
    step.terms = {"result"};
    step.shown = {"input.output", "before", "after"};
    step.focus = {{"before", Role::activation, 0, trueClass, 0}, {"after", Role::result, 0, trueClass, 0}};
    return step;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    std::vector<Exhibit> exhibits{networkExhibit(*lesson.start(), "input.output")};
    for (const char* layer : viewers) exhibits.push_back(networkExhibit(*lesson.start(), outputOf(layer)));
    return exhibits;
}

Result<Composition> composeLayerViews(const Settings& settings) {
    const auto made = lessonFrom(settings);
    if (!made) return tl::unexpected(made.error());
    const Lesson& lesson = *made;
    Composition composition{lesson.run, exhibitsOf(lesson), {}};
    for (Index c = 0; c < convolutionCount; ++c) {
        composition.sections.push_back(
            {mapsOf(lesson, c), [lesson, c](Index map) { return mapStep(lesson, c, map); }});
    }
    composition.sections.push_back(
        {viewerCount, [lesson](Index viewer) { return viewStep(lesson, viewer); }});
    composition.sections.push_back({convolutionCount, [lesson](Index c) { return trainedStep(lesson, c); }});
    composition.sections.push_back(oneStep([lesson] { return predictionsStep(lesson); }));
    return composition;
}

}  // namespace

WalkthroughKind layerViewsWalkthrough() {
    constexpr double mostRows = 63, mostSteps = 1000;
    std::vector<SettingSpec> settings = networkSettings();
    settings.push_back({"row", "Row of the cell", 0.0, {}, 0, mostRows});
    settings.push_back({"column", "Column of the cell", 0.0, {}, 0, mostRows});
    settings.push_back({"steps", "Training steps", 400.0, {}, 1, mostSteps});
    return composed(
        {"L6",
         "what-layers-see",
         "12.1",
         "What early and deep layers see",
         "Small things in the first layer, arrangements in the next, and why only training gives them a "
         "meaning.",
         settings,
         {}},
        composeLayerViews);
}

}  // namespace deltascope
