#include "core/lesson/walkthroughs/fc_illustration.h"

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/fc_example.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

/// What the steps need; they share it.
struct Lesson {
    FcExample example;
    Index unit = 0;
    std::shared_ptr<const CellSource> source = {};
    Exhibit inputs = {}, weights1 = {}, hidden = {}, weights2 = {}, scores = {}, predictions = {}, label = {},
            deltas = {}, hiddenDeltas = {}, forward = {}, backward = {};

    Index hiddenUnits() const { return example->network().outputShape(2).size(); }
    Index outputs() const { return example->network().classCount(); }
    /// The edge from the unit to output `j`, as an offset into the weights.
    Index edge(Index j) const { return j * hiddenUnits() + unit; }
};

// The order of the steps: the unit, its edges, the outputs, predictions, deltas, edges back, sum, slope, all.
Index firstEdgeStep() { return 1; }
Index firstOutputStep(const Lesson& lesson) { return firstEdgeStep() + lesson.outputs(); }
Index predictionStepOf(const Lesson& lesson) { return firstOutputStep(lesson) + lesson.outputs(); }
Index deltaStepOf(const Lesson& lesson) { return predictionStepOf(lesson) + 1; }
Index firstReturnStep(const Lesson& lesson) { return deltaStepOf(lesson) + 1; }
Index sumStepOf(const Lesson& lesson) { return firstReturnStep(lesson) + lesson.outputs(); }

/// The products that ride along the edges: forward one row for each output, backward one for each unit.
std::shared_ptr<const Sheet> productsOn(const Lesson& lesson) {
    const Index units = lesson.hiddenUnits(), outputs = lesson.outputs();
    const auto leaf = [&](const char* tensor, Index offset) {
        const Explanation there = explanationOf(*lesson.example, tensor, offset);
        return cellLeaf(there.cell, there.value);
    };
    auto sheet = std::make_shared<Sheet>();
    sheet->define("forward_product", {outputs, units}, "fc-edge-forward", [&](Index i) {
        return productOf({leaf("fc2.weight", i), leaf("sigmoid1.output", i % units)});
    });
    sheet->define("backward_product", {units, outputs}, "fc-edge-backward", [&](Index i) {
        const Index unit = i / outputs, output = i % outputs;
        return productOf({leaf("fc2.weight", output * units + unit), leaf("fc2.delta", output)});
    });
    return sheet;
}

std::vector<std::string> unitNames(const char* what, Index count) {
    std::vector<std::string> names;
    for (Index i = 0; i < count; ++i) names.push_back(joinText(what, " ", i));
    return names;
}

Exhibit named(Exhibit exhibit, std::vector<std::string> labels, Index knownFrom = -1) {
    exhibit.labels = std::move(labels);
    exhibit.knownFrom = knownFrom;
    return exhibit;
}

/// Weights as lines between two columns of nodes.
Exhibit joined(Exhibit weights, const Exhibit& from, const Exhibit& to) {
    weights.from = from.id;
    weights.to = to.id;
    return weights;
}

/// A tensor as an exhibit of this form; `labels` name its rows.
Exhibit shown(const Lesson& lesson, const std::string& tensor, Caption caption, Form form,
              const std::vector<std::string>& labels = {}, Index knownFrom = -1) {
    caption.form = form;
    return named(fcExhibit(*lesson.source, tensor, caption), labels, knownFrom);
}

void addForwardExhibits(Lesson& lesson) {
    const auto inputs = unitNames("input", lesson.example->network().outputShape(0).size()),
               units = unitNames("unit", lesson.hiddenUnits()),
               outputs = unitNames("output", lesson.outputs());
    lesson.inputs =
        shown(lesson, "input.output", {"layer1", "Layer 1", "a⁽¹⁾", Role::activation}, Form::nodes, inputs);
    lesson.hidden =
        shown(lesson, "sigmoid1.output", {"layer2", "Layer 2", "a⁽²⁾", Role::activation}, Form::nodes, units);
    lesson.scores = shown(lesson, "fc2.output", {"layer3", "Layer 3", "z⁽³⁾", Role::result}, Form::nodes,
                          outputs, predictionStepOf(lesson) - 1);
    lesson.weights1 =
        joined(shown(lesson, "fc1.weight", {"weights1", "Weights", "W⁽¹⁾", Role::weight}, Form::edges),
               lesson.inputs, lesson.hidden);
    lesson.weights2 =
        joined(shown(lesson, "fc2.weight", {"weights2", "Weights", "W⁽²⁾", Role::weight}, Form::edges),
               lesson.hidden, lesson.scores);
    lesson.forward =
        shown(lesson, "forward_product", {"products", "Products", "w a", Role::result}, Form::grid);
    lesson.predictions = shown(lesson, lastLayer(*lesson.example) + ".output",
                               {"predictions", "Predictions", "p", Role::result, ValueScale::intensity},
                               Form::bars, outputs, predictionStepOf(lesson));
    lesson.label = shown(lesson, "label", {"label", "Label", "y", Role::plain, ValueScale::intensity},
                         Form::bars, outputs);
}

void addBackwardExhibits(Lesson& lesson) {
    const auto outputs = unitNames("output", lesson.outputs());
    lesson.deltas = shown(lesson, "fc2.delta", {"delta3", "Deltas", "δ⁽³⁾", Role::activation}, Form::nodes,
                          outputs, deltaStepOf(lesson));
    lesson.hiddenDeltas = shown(lesson, "fc1.delta", {"delta2", "Deltas", "δ⁽²⁾", Role::result}, Form::nodes,
                                unitNames("unit", lesson.hiddenUnits()), sumStepOf(lesson) + 2);
    const Exhibit all =
        shown(lesson, "backward_product", {"returned", "Came back", "w δ", Role::result}, Form::grid);
    lesson.backward = named(partOf(all, lesson.unit * lesson.outputs(), {lesson.outputs()}), outputs,
                            sumStepOf(lesson) - 1);
}

/// One number of a tensor as an exhibit of its own.
Exhibit single(const Lesson& lesson, const std::string& tensor, Index offset, const Caption& caption) {
    return partOf(exhibitOf(*lesson.source, tensor, caption), offset, {1});
}

Exhibit sumExhibit(const Lesson& lesson) {
    return single(lesson, "sigmoid1.delta", lesson.unit, {"sum", "Sum", "∂L/∂a⁽²⁾", Role::result});
}

std::string unitText(const Lesson& lesson) { return joinText("unit ", lesson.unit); }

Step unitStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "sigmoid1.output", lesson.unit);
    step.explanations.push_back(explanationOf(*lesson.source, "fc1.output", lesson.unit));
    step.title = "The activation unit of interest";
    step.text = joinText("We follow ", unitText(lesson), " of layer 2, whose activation is ",
                         shortNumber(step.explanations[0].value),
                         ". It has got it from the inputs, through the edges that end in it.");
    step.terms = {"result", "activation"};
    step.focus = {frameAt(lesson.hidden, lesson.unit, Role::activation),
                  {"weights1", Role::weight, 0, lesson.unit, 0, 1, lesson.inputs.values.size()}};
    step.shown = {"layer1", "weights1", "layer2"};
    return step;
}

Step edgeStep(const Lesson& lesson, Index j) {
    Step step = stepAbout(*lesson.source, "forward_product", lesson.edge(j));
    step.title = joinText("Forward: the edge to output ", j);
    step.text = joinText("One edge leads from the unit to output ", j, ". The weight times the activation, ",
                         timesText(step.explanations[0].expression), ", rides along it.");
    step.terms = {"weight", "activation", "result"};
    const Exhibit product =
        single(lesson, "forward_product", lesson.edge(j), {"products", "On the edge", "w a", Role::result});
    step.focus = {frameAt(lesson.hidden, lesson.unit, Role::activation),
                  frameAt(lesson.weights2, lesson.edge(j), Role::weight),
                  frameAt(lesson.scores, j, Role::result), frameAt(product, 0, Role::result)};
    step.known = {{"layer3", 0}};
    step.question = Question{"Weight times activation = ?", step.explanations[0].value};
    step.own = {product};
    step.shown = {"layer2", "weights2", "layer3", "products"};
    return step;
}

Step outputStep(const Lesson& lesson, Index j) {
    const Index units = lesson.hiddenUnits();
    Step step = stepAbout(*lesson.source, "fc2.output", j);
    step.title = joinText("Forward: all edges into output ", j);
    step.text = joinText("All ", units, " units send their products to output ", j, ". Together ",
                         hasBias(*lesson.example) ? "with its bias " : "",
                         "they make its z: ", shortNumber(step.explanations[0].value), ".");
    step.terms = {"weight", "activation", "result"};
    const Exhibit products = named(partOf(lesson.forward, j * units, {units}), unitNames("unit", units));
    step.explanations.push_back(explanationOf(*lesson.source, "forward_product", lesson.edge(j)));
    step.focus = {{"layer2", Role::activation, 0, 0, 0, units, 1},
                  {"weights2", Role::weight, 0, j, 0, 1, units},
                  {"products", Role::activation, 0, 0, 0, units, 1},
                  frameAt(lesson.scores, j, Role::result)};
    step.known = {{"layer3", j + 1}};
    step.question = Question{joinText("z of output ", j, " = ?"), step.explanations[0].value};
    step.earlier = {{step.explanations[1].cell, firstEdgeStep() + j}};
    step.own = {products};
    step.shown = {"layer2", "weights2", "layer3", "products"};
    if (!hasBias(*lesson.example)) return step;
    const Exhibit bias = exhibitOf(*lesson.source, "fc2.bias", {"bias", "Biases", "b⁽²⁾", Role::weight});
    step.focus.push_back(frameAt(bias, j, Role::weight));
    step.own.push_back(bias);
    step.shown.emplace_back("bias");
    return step;
}

Index trueClass(const Lesson& lesson) {
    const auto label = lesson.label.values.values();
    return std::max_element(label.begin(), label.end()) - label.begin();
}

Step predictionStep(const Lesson& lesson) {
    const Index wanted = trueClass(lesson);
    const bool isSquared = lastLayer(*lesson.example) == "sigmoid2";
    Step step = stepAbout(*lesson.source, "loss.output");
    step.title = "Predictions and loss";
    step.explanations.push_back(explanationOf(*lesson.source, lesson.predictions.tensor, wanted));
    step.text = joinText(isSquared ? "A sigmoid turns each z into a prediction; output "
                                   : "Softmax turns the z into shares of 1; output ",
                         wanted, ", the right one, gets ", shortNumber(step.explanations[1].value),
                         ". How far the predictions are from the label is the loss: ",
                         shortNumber(step.explanations[0].value), ".");
    step.terms = {"result", "activation", "label"};
    step.focus = {frameAt(lesson.predictions, wanted, Role::result)};
    for (Index j = 0; j < lesson.outputs(); ++j) {
        const Explanation score = explanationOf(*lesson.source, "fc2.output", j);
        step.earlier.push_back({score.cell, firstOutputStep(lesson) + j});
    }
    step.shown = {"layer3", "predictions", "label"};
    return step;
}

Step deltaStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "fc2.delta");
    for (Index j = 1; j < lesson.outputs(); ++j) {
        step.explanations.push_back(explanationOf(*lesson.source, "fc2.delta", j));
    }
    step.title = "Backward: the outputs show their δ";
    step.text = joinText(
        "δ measures how much a unit contributes to the loss: nudge z of output 0 and the loss "
        "changes ",
        shortNumber(step.explanations[0].value),
        " times as much. A negative δ says that more would be better.");
    step.terms = {"result"};
    step.focus = {{"delta3", Role::result, 0, 0, 0, lesson.outputs(), 1}};
    step.question = Question{"δ of output 0 = ?", step.explanations[0].value};
    step.earlier = {{explanationOf(*lesson.source, "loss.output").cell, predictionStepOf(lesson)}};
    step.shown = {"predictions", "label", "delta3"};
    return step;
}

Step returnStep(const Lesson& lesson, Index j) {
    const Index outputs = lesson.outputs();
    Step step = stepAbout(*lesson.source, "backward_product", lesson.unit * outputs + j);
    step.title = joinText("Backward: the edge from output ", j);
    step.text = joinText("The same edge, the other way: the weight times the delta, ",
                         timesText(step.explanations[0].expression), ", rides back to the unit.");
    step.terms = {"weight", "delta", "result"};
    step.focus = {
        frameAt(lesson.deltas, j, Role::activation), frameAt(lesson.weights2, lesson.edge(j), Role::weight),
        frameAt(lesson.hidden, lesson.unit, Role::result), frameAt(lesson.backward, j, Role::result)};
    step.known = {{"returned", j + 1}};
    step.question = Question{"Weight times delta = ?", step.explanations[0].value};
    step.earlier = {
        {explanationOf(*lesson.source, "fc2.delta", j).cell, deltaStepOf(lesson)},
        {explanationOf(*lesson.source, "forward_product", lesson.edge(j)).cell, firstEdgeStep() + j}};
    step.own = {joined(lesson.weights2, lesson.hidden, lesson.deltas)};
    step.shown = {"layer2", "weights2", "delta3", "returned"};
    return step;
}

Step sumStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "sigmoid1.delta", lesson.unit);
    step.title = "What came back adds up";
    step.text = joinText(
        "The unit is to blame for a part of every output it fed. The products that came back "
        "add up to ",
        shortNumber(step.explanations[0].value), ": how much the loss changes with its activation.");
    step.terms = {"weight", "delta", "result"};
    for (Index j = 0; j < lesson.outputs(); ++j) {
        const Cell returned = *cellOf(lesson.backward, j);
        step.earlier.push_back({returned, firstReturnStep(lesson) + j});
    }
    const Exhibit sum = sumExhibit(lesson);
    step.focus = {{"returned", Role::activation, 0, 0, 0, lesson.outputs(), 1},
                  frameAt(sum, 0, Role::result)};
    step.question = Question{"The sum of what came back = ?", step.explanations[0].value};
    step.own = {joined(lesson.weights2, lesson.hidden, lesson.deltas), sum};
    step.shown = {"layer2", "weights2", "delta3", "returned", "sum"};
    return step;
}

Step slopeStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "fc1.delta", lesson.unit);
    const Expression& product = step.explanations[0].expression;
    step.title = "Times the slope: the unit's own δ";
    step.text =
        joinText("Between z and the activation stands the sigmoid, whose slope here is ",
                 shortNumber(product.arguments[1].value), ". ", timesText(product), " is the unit's δ.");
    step.terms = {"result", "delta", "activation"};
    const Exhibit sum = sumExhibit(lesson),
                  score = single(lesson, "fc1.output", lesson.unit,
                                 {"z", "Of " + unitText(lesson), "z⁽²⁾", Role::activation}),
                  delta =
                      single(lesson, "fc1.delta", lesson.unit, {"delta", "Its delta", "δ⁽²⁾", Role::result});
    step.focus = {frameAt(score, 0, Role::activation), frameAt(sum, 0, Role::activation),
                  frameAt(delta, 0, Role::result)};
    step.question = Question{"δ of " + unitText(lesson) + " = ?", step.explanations[0].value};
    step.earlier = {{*cellOf(sum, 0), sumStepOf(lesson)}};
    step.own = {sum, score, delta};
    step.shown = {"layer2", "z", "sum", "delta"};
    return step;
}

Step everyUnitStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "fc1.delta", lesson.unit);
    for (Index i = 0; i < lesson.hiddenUnits(); ++i) {
        if (i != lesson.unit) step.explanations.push_back(explanationOf(*lesson.source, "fc1.delta", i));
    }
    const Proof proof = *lesson.source->prove(step.explanations[0].cell);
    step.title = "Every unit of the layer";
    step.text = joinText("The same rule gives every unit its δ. For ", unitText(lesson),
                         " nudging z and running the network again measures ", shortNumber(proof.numeric),
                         ", backpropagation says ", shortNumber(proof.analytic), ".");
    step.terms = {"result", "delta", "activation"};
    step.focus = {{"delta2", Role::result, 0, 0, 0, lesson.hiddenUnits(), 1}};
    step.own = {joined(lesson.weights2, lesson.hiddenDeltas, lesson.deltas)};
    step.shown = {"delta2", "weights2", "delta3"};
    return step;
}

Result<Composition> composeFcIllustration(const Settings& settings) {
    const auto example = fcExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto unit = wholeNumbers(settings, {"unit"});
    if (!unit) return tl::unexpected(unit.error());
    Lesson lesson{*example, unit->front()};
    if (lesson.unit >= lesson.hiddenUnits()) {
        return failure("unit: ", lesson.unit, ", expected 0 to ", lesson.hiddenUnits() - 1);
    }
    lesson.source =
        std::make_shared<SourceList>(std::vector<SourceList::Part>{{lesson.example}, {productsOn(lesson)}});
    addForwardExhibits(lesson);
    addBackwardExhibits(lesson);
    const auto shared = std::make_shared<const Lesson>(std::move(lesson));
    const auto one = [&](Step (*make)(const Lesson&)) { return oneStep([=] { return make(*shared); }); };
    const auto each = [&](Step (*make)(const Lesson&, Index)) {
        return Section{shared->outputs(), [=](Index j) { return make(*shared, j); }};
    };
    const Lesson& l = *shared;
    return Composition{l.source,
                       {l.inputs, l.weights1, l.hidden, l.weights2, l.scores, l.predictions, l.label,
                        l.deltas, l.hiddenDeltas, l.backward},
                       {one(unitStep), each(edgeStep), each(outputStep), one(predictionStep), one(deltaStep),
                        each(returnStep), one(sumStep), one(slopeStep), one(everyUnitStep)}};
}

std::vector<SettingSpec> fcIllustrationSettings() {
    std::vector<SettingSpec> settings = fcSettings();
    settings.push_back({"unit", "Unit of interest", 0.0, {}, 0, 5});
    return settings;
}

}  // namespace

WalkthroughKind fcIllustrationWalkthrough() {
    return composed({"L25",
                     "fully-connected-illustration",
                     "12.4",
                     "Fully connected layer, illustrated",
                     "Products ride along the edges forward, and deltas come back along the same edges.",
                     fcIllustrationSettings(),
                     {}},
                    composeFcIllustration);
}

}  // namespace deltascope
