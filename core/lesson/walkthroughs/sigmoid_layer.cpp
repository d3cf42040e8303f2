#include "core/lesson/walkthroughs/sigmoid_layer.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/layer_example.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr Index curvePoints = 121, middlePoint = curvePoints / 2;  // odd, so that one point stands at 0
constexpr double leastReach = 6.5, mostReach = 20;                 // of the curve to both sides
constexpr double tangentReach = 1.5;

/// What the steps need; they share it.
struct Lesson {
    Grid inputs, grid;
    std::shared_ptr<const Sheet> sheet;                  ///< the curve, the dot, its tangents
    std::shared_ptr<const WorkedExample<double>> layer;  ///< the sigmoid layer on the grid
    std::shared_ptr<const CellSource> source;            ///< both
    double reach = leastReach;

    Index stops() const { return inputs.size(); }
};
using Shared = std::shared_ptr<const Lesson>;

/// As far as the inputs go, but not so far that the curve becomes a step.
double reachOf(const Lesson& lesson) {
    double reach = leastReach;
    for (const Grid* numbers : {&lesson.inputs, &lesson.grid})
        for (const double x : numbers->values())
            reach = std::max(reach, std::min(std::abs(x) + 1, mostReach));
    return reach;
}

/// The slope in the middle of the curve, the largest that there is.
double steepest(const Lesson& lesson) {
    return lesson.sheet->value("slope_curve", curvePoints + middlePoint);
}

std::shared_ptr<const Sheet> sheetFor(const Grid& inputs, double reach) {
    const auto sheet = std::make_shared<Sheet>();
    const auto defineCurve = [&](const std::string& name, const char* formula, Operation operation) {
        sheet->define(name, {2, curvePoints}, formula, [&](Index i) {
            if (i >= curvePoints) return node(operation, {sheet->leaf(name, i - curvePoints)});
            return constantLeaf(reach * static_cast<double>(i - middlePoint) / middlePoint);
        });
    };
    defineCurve("curve", "sigmoid-forward", Operation::sigmoid);
    defineCurve("slope_curve", "sigmoid-slope", Operation::sigmoidSlope);
    sheet->give("inputs", inputs);
    const auto defineAt = [&](const std::string& name, const char* formula, Operation operation) {
        sheet->define(name, inputs.shape(), formula,
                      [&](Index i) { return node(operation, {sheet->leaf("inputs", i)}); });
    };
    defineAt("outputs", "sigmoid-forward", Operation::sigmoid);
    defineAt("slopes", "sigmoid-slope", Operation::sigmoidSlope);
    sheet->define("tangents", {inputs.size(), 2, 2}, "sigmoid-tangent", [&](Index offset) {
        const Index i = offset / 4;
        const bool isHeight = offset / 2 % 2 == 1;
        const Expression reachLeaf = constantLeaf(offset % 2 == 1 ? tangentReach : -tangentReach);
        return isHeight ? sumOf({sheet->leaf("outputs", i), productOf({sheet->leaf("slopes", i), reachLeaf})})
                        : sumOf({sheet->leaf("inputs", i), reachLeaf});
    });
    return sheet;
}

Result<std::shared_ptr<const WorkedExample<double>>> layerOn(const Grid& grid) {
    LayerExample example;
    example.input = grid.reshaped(grid.shape().batchOf(1));
    example.layers = {{"sigmoid", "", {}}};
    return workedExample(example);
}

Exhibit curveExhibit(const Lesson& lesson, const char* id, const char* title, const char* symbol,
                     double top) {
    Exhibit curve =
        exhibitOf(*lesson.source, id, {id, title, symbol, Role::plain, ValueScale::signedValue, Form::curve});
    curve.domain = {-lesson.reach, lesson.reach, 0, top};
    return curve;
}

Exhibit editable(Exhibit exhibit, const std::string& setting) {
    exhibit.setting = setting;
    return exhibit;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    const auto show = [&](const char* id, const char* title, const char* symbol, Role role,
                          ValueScale scale = ValueScale::intensity) {
        return exhibitOf(*lesson.source, id, {id, title, symbol, role, scale});
    };
    return {
        curveExhibit(lesson, "curve", "The sigmoid", "σ(z)", 1),
        curveExhibit(lesson, "slope_curve", "Its slope", "σ′(z)", steepest(lesson) * 1.1),
        editable(show("inputs", "Inputs", "z", Role::activation, ValueScale::signedValue), "inputs"),
        show("outputs", "Outputs", "σ(z)", Role::result),
        show("slopes", "Slopes", "σ′(z)", Role::result),
        editable(show("input.output", "Input of the layer", "z", Role::activation, ValueScale::signedValue),
                 "grid"),
        show("sigmoid1.output", "Output of the layer", "a", Role::result),
        show("input.delta", "What the layer lets through", "σ′(z)", Role::result)};
}

/// A dot on the curve; it has no address, because the numbers beside it have.
Exhibit dotAt(double x, double y) {
    Exhibit dot{"dot", "Here"};
    dot.role = Role::activation;
    dot.form = Form::path;
    dot.on = "curve";
    dot.values = Tensor<double>({2, 1}, {x, y});
    return dot;
}

Exhibit tangentAt(const Lesson& lesson, Index i) {
    Exhibit tangents =
        exhibitOf(*lesson.sheet, "tangents",
                  {"tangent", "Tangent", "", Role::result, ValueScale::signedValue, Form::path});
    tangents.on = "curve";
    return partOf(tangents, 4 * i, {2, 2});
}

Focus focusAt(const std::string& exhibit, const Grid& grid, Index i, Role role) {
    const auto index = grid.shape().indexAt(i);
    return {exhibit, role, 0, index[0], index[1]};
}

Step curveStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "curve", curvePoints + middlePoint);
    const auto curve = *lesson.sheet->values("curve");
    const double middle = step.explanations[0].value;
    step.title = "The curve";
    step.text =
        joinText("The sigmoid squeezes every number between 0 and 1: ", shortNumber(curve[curvePoints]),
                 " at ", shortNumber(curve[0]), ", ", shortNumber(middle), " at 0, ",
                 shortNumber(curve[2 * curvePoints - 1]), " at ", shortNumber(curve[curvePoints - 1]),
                 ". It rises all the way, so a larger input never gives a smaller output.");
    step.own = {dotAt(0, middle)};
    step.shown = {"curve", "dot"};
    step.question = Question{"σ(0) = ?", middle};
    return step;
}

/// How much of a gradient survives here; `share` is the slope over the largest that there is.
std::string slopeMeaning(double share) {
    if (share == 1) return "the steepest place of the sigmoid, so a gradient passes as well as it can";
    if (share > 0.9) return "about as steep as the sigmoid gets, so a gradient passes as well as it can";
    if (share > 0.3) return "a good part of a gradient still passes";
    return "nearly flat, so almost nothing of a gradient passes";
}

Step stopStep(const Lesson& lesson, Index i) {
    Step step = stepAbout(*lesson.source, "outputs", i);
    step.explanations.push_back(explanationOf(*lesson.source, "slopes", i));
    const double x = lesson.inputs[i], y = step.explanations[0].value, slope = step.explanations[1].value;
    step.title = "The dot at " + shortNumber(x);
    step.text = joinText("σ(", shortNumber(x), ") = ", shortNumber(y), ". The tangent's slope is ",
                         shortNumber(slope), ": ", slopeMeaning(slope / steepest(lesson)), ".");
    step.own = {dotAt(x, y), tangentAt(lesson, i)};
    step.shown = {"curve", "tangent", "dot", "inputs", "outputs", "slopes"};
    step.focus = {focusAt("inputs", lesson.inputs, i, Role::activation),
                  focusAt("outputs", lesson.inputs, i, Role::result),
                  focusAt("slopes", lesson.inputs, i, Role::result)};
    step.known = {{"outputs", i + 1}, {"slopes", i + 1}};
    step.terms = {"result", "activation"};
    step.question = Question{joinText("σ(", shortNumber(x), ") = ?"), y};
    return step;
}

Step slopeStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "slope_curve", curvePoints + middlePoint);
    step.title = "The slope of the sigmoid";
    const auto slopes = *lesson.sheet->values("slope_curve");
    step.text = joinText("The slope is σ(z) times 1 − σ(z): at most ",
                         shortNumber(step.explanations[0].value), ", at 0. At both ends it fades to ",
                         shortNumber(slopes[curvePoints]), ", which is where learning gets stuck.");
    step.shown = {"curve", "slope_curve"};
    step.question = Question{"σ′(0) = ?", step.explanations[0].value};
    return step;
}

Step cellStep(const Lesson& lesson, Index i) {
    Step step = stepAbout(*lesson.source, "sigmoid1.output", i);
    const double x = lesson.grid[i], y = step.explanations[0].value;
    const auto index = lesson.grid.shape().indexAt(i);
    step.title = joinText("Row ", index[0], ", column ", index[1]);
    step.text = joinText("The layer applies the same curve to every cell by itself: ", shortNumber(x),
                         " becomes ", shortNumber(y), ". No neighbour and no weight has a part in it.");
    step.own = {dotAt(x, y)};
    step.shown = {"input.output", "curve", "dot", "sigmoid1.output"};
    step.focus = {focusAt("input.output", lesson.grid, i, Role::activation),
                  focusAt("sigmoid1.output", lesson.grid, i, Role::result)};
    step.known = {{"sigmoid1.output", i + 1}};
    step.terms = {"result", "activation"};
    step.question = Question{joinText("σ(", shortNumber(x), ") = ?"), y};
    return step;
}

Step backwardStep(const Lesson& lesson) {
    const auto passed = lesson.layer->values("input.delta");
    const Index best =
        std::max_element(passed->values().begin(), passed->values().end()) - passed->values().begin();
    Step step = stepAbout(*lesson.source, "input.delta", best);
    step.title = "On the way back";
    step.text = joinText(
        "If the loss grows by 1 for each output, a cell's input gets the slope where it stands: here "
        "at most ",
        shortNumber(step.explanations[0].value),
        ". Every sigmoid on the way down shrinks the gradient like this.");
    step.shown = {"input.output", "sigmoid1.output", "input.delta"};
    step.focus = {focusAt("input.delta", lesson.grid, best, Role::result)};
    return step;
}

Result<Composition> composeSigmoidLayer(const Settings& settings) {
    const auto lesson = std::make_shared<Lesson>();
    lesson->inputs = std::get<Grid>(settings.at("inputs"));
    lesson->grid = std::get<Grid>(settings.at("grid"));
    lesson->reach = reachOf(*lesson);
    const auto layer = layerOn(lesson->grid);
    if (!layer) return failure("grid: ", layer.error().message);
    lesson->layer = *layer;
    lesson->sheet = sheetFor(lesson->inputs, lesson->reach);
    lesson->source =
        std::make_shared<SourceList>(std::vector<SourceList::Part>{{lesson->layer}, {lesson->sheet}});
    const Shared shared = lesson;
    return Composition{shared->source,
                       exhibitsOf(*shared),
                       {oneStep([shared] { return curveStep(*shared); }),
                        {shared->stops(), [shared](Index i) { return stopStep(*shared, i); }},
                        oneStep([shared] { return slopeStep(*shared); }),
                        {shared->grid.size(), [shared](Index i) { return cellStep(*shared, i); }},
                        oneStep([shared] { return backwardStep(*shared); })}};
}

}  // namespace

WalkthroughKind sigmoidLayerWalkthrough() {
    const Grid stops({1, 5}, {-4, -2, 0, 2, 4});
    const Grid grid({2, 3}, {-2, 0, 2, 1, -1, 0.5});  // LECTURE 12.1-i
    return composed({"L10",
                     "sigmoid-layer",
                     "12.1",
                     "Sigmoid layer",
                     "One curve for every cell: steep in the middle, flat at both ends.",
                     {{"inputs",
                       "Stops of the dot",
                       stops,
                       {{"From −4 to 4", stops}, {"Around 0", Grid({1, 5}, {-1, -0.5, 0, 0.5, 1})}},
                       1,
                       12},
                      {"grid", "Input of the layer", grid, {{"Lecture's 2 × 3", grid}}, 1, 8}},
                     {}},
                    composeSigmoidLayer);
}

}  // namespace deltascope
