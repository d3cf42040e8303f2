#include "core/lesson/walkthroughs/fc_summary.h"

#include "core/base/number_text.h"
#include "core/explain/descent_run.h"
#include "core/lesson/composition.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/fc_example.h"
#include "core/lesson/walkthroughs/listing.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

/// The lines of the listing.
enum Line : Index { lastDelta, eachLayer, eachNode, nodeRule, partials, update };

Exhibit fcListing() {
    return listing("The algorithm", {{0, "δ⁽ⁿ⁾ = ∂L/∂z⁽ⁿ⁾"},
                                     {0, "for each fully connected layer l = n−1, …, 1:"},
                                     {1, "for each node i of layer l:"},
                                     {2, "δᵢ⁽ˡ⁾ = (Σⱼ wⱼᵢ⁽ˡ⁾ δⱼ⁽ˡ⁺¹⁾) σ′(zᵢ⁽ˡ⁾)", "L25"},
                                     {1, "∂L/∂wⱼᵢ⁽ˡ⁾ = aᵢ⁽ˡ⁾ δⱼ⁽ˡ⁺¹⁾"},
                                     {1, "wⱼᵢ⁽ˡ⁾ ← wⱼᵢ⁽ˡ⁾ − α ∂L/∂wⱼᵢ⁽ˡ⁾"}});
}

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const WorkedExample<double>> example;
    std::shared_ptr<const DescentRun> run;

    Index hiddenUnits() const { return example->network().outputShape(2).size(); }
    Index outputs() const { return example->network().classCount(); }
    double rate() const { return example->explainer().ledger().rate(); }
};

// The order of the steps: last delta, nodes of layer 2, then partial derivatives and update of both layers.
Index stepOfNode(Index i) { return 1 + i; }
Index stepOfGradient(const Lesson& lesson, Index layer) { return 1 + lesson.hiddenUnits() + 2 * (2 - layer); }
Index stepOfUpdate(const Lesson& lesson, Index layer) { return stepOfGradient(lesson, layer) + 1; }

/// The step (counted from 0) that computes the tensor; -1: known from the start.
Index knownFrom(const Lesson& lesson, const std::string& tensor) {
    if (tensor == "fc2.delta") return 0;
    if (tensor == "fc1.delta" || tensor == "sigmoid1.delta") return stepOfNode(lesson.hiddenUnits() - 1);
    const Index layer = tensor.starts_with("fc1") ? 1 : 2;
    if (tensor.ends_with("_gradient")) return stepOfGradient(lesson, layer);
    if (tensor.ends_with("_new")) return stepOfUpdate(lesson, layer);
    return tensor.starts_with(DescentRun::nameAt(1, "")) ? stepOfUpdate(lesson, 1) + 1 : -1;
}

Exhibit shown(const Lesson& lesson, const std::string& tensor, const char* title, const char* symbol,
              Role role) {
    Exhibit exhibit = fcExhibit(*lesson.run, tensor, {tensor, title, symbol, role});
    exhibit.knownFrom = knownFrom(lesson, tensor);
    return exhibit;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    const std::string last = lastLayer(*lesson.example) + ".output";
    const auto one = [&](const std::string& tensor, const char* title, const char* symbol, Role role) {
        return shown(lesson, tensor, title, symbol, role);
    };
    std::vector<Exhibit> all{fcListing(),
                             one("input.output", "Inputs", "a⁽¹⁾", Role::activation),
                             one("fc1.output", "Sums of layer 2", "z⁽²⁾", Role::activation),
                             one("sigmoid1.output", "Activations of layer 2", "a⁽²⁾", Role::activation),
                             one(last, "Predictions", "p", Role::activation),
                             one("label", "Label", "y", Role::plain),
                             one("loss.output", "Loss", "L", Role::result),
                             one("fc2.delta", "Deltas of layer 3", "δ⁽³⁾", Role::result),
                             one("fc1.delta", "Deltas of layer 2", "δ⁽²⁾", Role::result),
                             one("fc1.weight", "Old weights", "W⁽¹⁾", Role::weight),
                             one("fc1.weight_gradient", "Gradient", "∂L/∂W⁽¹⁾", Role::result),
                             one("fc1.weight_new", "New weights", "W⁽¹⁾ new", Role::weight),
                             one("fc2.weight", "Old weights", "W⁽²⁾", Role::weight),
                             one("fc2.weight_gradient", "Gradient", "∂L/∂W⁽²⁾", Role::result),
                             one("fc2.weight_new", "New weights", "W⁽²⁾ new", Role::weight),
                             one(DescentRun::nameAt(1, last), "Predictions after", "p", Role::activation),
                             one(DescentRun::nameAt(1, "loss.output"), "Loss after", "L", Role::result)};
    if (!hasBias(*lesson.example)) return all;
    all.push_back(one("fc1.bias_gradient", "Gradient of biases", "∂L/∂b⁽¹⁾", Role::result));
    all.push_back(one("fc1.bias_new", "New biases", "b⁽¹⁾ new", Role::weight));
    all.push_back(one("fc2.bias_gradient", "Gradient of biases", "∂L/∂b⁽²⁾", Role::result));
    all.push_back(one("fc2.bias_new", "New biases", "b⁽²⁾ new", Role::weight));
    return all;
}

/// A step of `line` that computes element 0 of `tensor` and explains all others, too.
Step stepOf(const Lesson& lesson, Line line, const std::string& tensor, Index first = 0, Index count = -1) {
    constexpr Index mostExplained = 28;
    Step step = stepAbout(*lesson.run, tensor, first);
    if (count < 0) count = lesson.run->values(tensor)->size();
    for (Index i = 1; i < std::min(count, mostExplained); ++i) {
        step.explanations.push_back(explanationOf(*lesson.run, tensor, first + i));
    }
    step.focus = {lineFrame(line, Role::result)};
    for (const Line loop : {eachLayer, eachNode}) {
        if (line > loop && (loop == eachLayer || line == nodeRule)) step.focus.push_back(lineFrame(loop));
    }
    return step;
}

/// A frame around a whole exhibit of `rows` x `columns`.
Focus whole(const std::string& exhibit, Role role, Index rows, Index columns = 1) {
    return {exhibit, role, 0, 0, 0, rows, columns};
}

Step lastDeltaStep(const Lesson& lesson) {
    const std::string last = lastLayer(*lesson.example);
    Step step = stepOf(lesson, lastDelta, "fc2.delta");
    step.title = "Line 1: the last layer";
    step.text =
        joinText("Layer n = 3 is the last, and its δ is known first: ",
                 last == "softmax" ? "for softmax and cross-entropy it is prediction minus label."
                                   : "prediction minus label, times the slope of the output's sigmoid.");
    step.terms = {"result"};
    step.focus.push_back(whole("fc2.delta", Role::result, lesson.outputs()));
    step.question = Question{"δ⁽³⁾ of unit 0 = ?", step.explanations[0].value};
    step.shown = {"listing", last + ".output", "label", "fc2.delta"};
    return step;
}

Step nodeStep(const Lesson& lesson, Index i) {
    Step step = stepOf(lesson, nodeRule, "fc1.delta", i, 1);
    step.explanations.push_back(explanationOf(*lesson.run, "sigmoid1.delta", i));
    const Expression& product = step.explanations[0].expression;
    step.title = joinText("Line 4: node ", i, " of layer 2");
    step.text =
        joinText("l = 2: column ", i, " of the weights brings ", shortNumber(step.explanations[1].value),
                 " back to node ", i, ". Times the slope ", shortNumber(product.arguments[1].value),
                 " that is its δ: ", shortNumber(step.explanations[0].value), ".");
    step.terms = {"result", "delta", "activation"};
    step.focus.push_back({"fc2.weight", Role::weight, 0, 0, i, lesson.outputs(), 1});
    step.focus.push_back(whole("fc2.delta", Role::activation, lesson.outputs()));
    step.focus.push_back({"fc1.output", Role::activation, 0, i, 0});
    step.focus.push_back({"fc1.delta", Role::result, 0, i, 0});
    step.known = {{"fc1.delta", i + 1}};
    step.question = Question{joinText("δ⁽²⁾ of node ", i, " = ?"), step.explanations[0].value};
    for (Index j = 0; j < lesson.outputs(); ++j) {
        step.earlier.push_back({explanationOf(*lesson.run, "fc2.delta", j).cell, 0});
    }
    step.shown = {"listing", "fc2.weight", "fc2.delta", "fc1.output", "fc1.delta"};
    return step;
}

/// What layer `layer`'s weights read, and the delta of what they make.
struct Around {
    std::string name, input, delta;
};

Around around(Index layer) {
    if (layer == 1) return {"fc1", "input.output", "fc1.delta"};
    return {"fc2", "sigmoid1.output", "fc2.delta"};
}

/// Biases come with the weights of their layer, where there are some.
void addBias(const Lesson& lesson, Step& step, const std::string& tensor) {
    if (!hasBias(*lesson.example)) return;
    step.explanations.push_back(explanationOf(*lesson.run, tensor));
    step.shown.push_back(tensor);
}

Step gradientStep(const Lesson& lesson, Index layer) {
    const Around at = around(layer);
    Step step = stepOf(lesson, partials, at.name + ".weight_gradient");
    step.title = joinText("Line 5: partial derivatives of W", layer == 2 ? "⁽²⁾" : "⁽¹⁾");
    const std::string why =
        layer == 2 ? "Every weight's gradient is what it read times the δ of what it made"
                   : "l = 1 is the input: it has no z, so no δ is needed, only the gradient of its weights";
    step.text = joinText(why, ". Row 0, column 0: ", timesText(step.explanations[0].expression), ".");
    step.terms = {"result", "delta", "activation"};
    step.focus.push_back({at.input, Role::activation, 0, 0, 0});
    step.focus.push_back({at.delta, Role::activation, 0, 0, 0});
    step.focus.push_back({at.name + ".weight_gradient", Role::result, 0, 0, 0});
    step.question = Question{"The gradient at row 0, column 0 = ?", step.explanations[0].value};
    const Cell delta = explanationOf(*lesson.run, at.delta).cell;
    step.earlier = {{delta, layer == 2 ? 0 : stepOfNode(0)}};
    step.shown = {"listing", at.input, at.delta, at.name + ".weight_gradient"};
    addBias(lesson, step, at.name + ".bias_gradient");
    return step;
}

Step updateStep(const Lesson& lesson, Index layer) {
    const Around at = around(layer);
    const Explanation gradient = explanationOf(*lesson.run, at.name + ".weight_gradient");
    Step step = stepOf(lesson, update, at.name + ".weight_new");
    step.title = joinText("Line 6: update of W", layer == 2 ? "⁽²⁾" : "⁽¹⁾");
    step.text =
        joinText("Each weight moves against its gradient by the learning rate ", shortNumber(lesson.rate()),
                 ": row 0, column 0 becomes ", shortNumber(step.explanations[0].value),
                 layer == 2 ? ". The deltas of layer 2 were computed before, with the old weights."
                            : ". That was the last layer, and the program is at its end.");
    step.terms = {"result", "weight", "constant", "delta"};
    for (const char* part : {".weight", ".weight_gradient", ".weight_new"}) {
        step.focus.push_back(
            {at.name + part, part == std::string(".weight_gradient") ? Role::result : Role::weight, 0, 0, 0});
        step.shown.push_back(at.name + part);
    }
    step.shown.insert(step.shown.begin(), "listing");
    step.question = Question{"The new weight at row 0, column 0 = ?", step.explanations[0].value};
    step.earlier = {{gradient.cell, stepOfGradient(lesson, layer)}};
    addBias(lesson, step, at.name + ".bias_new");
    return step;
}

Step againStep(const Lesson& lesson) {
    const std::string last = lastLayer(*lesson.example) + ".output", after = DescentRun::nameAt(1, last);
    Step step = stepAbout(*lesson.run, DescentRun::nameAt(1, "loss.output"));
    const Explanation before = explanationOf(*lesson.run, "loss.output");
    step.explanations.push_back(before);
    step.title = "Run the network again";
    step.text = joinText("With the new weights the same inputs give a loss of ",
                         shortNumber(step.explanations[0].value), "; before it was ",
                         shortNumber(before.value), ". Running the program again goes on from here.");
    step.terms = {"result"};
    step.focus = {{"loss.output", Role::activation}, {DescentRun::nameAt(1, "loss.output"), Role::result}};
    for (const Index layer : {2, 1}) {
        const Cell weight = explanationOf(*lesson.run, around(layer).name + ".weight_new").cell;
        step.earlier.push_back({weight, stepOfUpdate(lesson, layer)});
    }
    step.shown = {"label", last, "loss.output", after, DescentRun::nameAt(1, "loss.output")};
    return step;
}

Result<Composition> composeFcSummary(const Settings& settings) {
    const auto example = fcExample(settings);
    if (!example) return tl::unexpected(example.error());
    const WorkedExample<double>& start = **example;
    const double rate = start.explainer().ledger().rate();
    const auto lesson = std::make_shared<const Lesson>(
        Lesson{*example, std::make_shared<const DescentRun>(start.network(), start.pass().outputs[0],
                                                            start.pass().labels, rate, 1)});
    const auto layerSteps = [&](Index layer) {
        return Section{
            2, [=](Index i) { return i == 0 ? gradientStep(*lesson, layer) : updateStep(*lesson, layer); }};
    };
    return Composition{lesson->run,
                       exhibitsOf(*lesson),
                       {oneStep([=] { return lastDeltaStep(*lesson); }),
                        {lesson->hiddenUnits(), [=](Index i) { return nodeStep(*lesson, i); }},
                        layerSteps(2),
                        layerSteps(1),
                        oneStep([=] { return againStep(*lesson); })}};
}

}  // namespace

WalkthroughKind fcSummaryWalkthrough() {
    return composed({"L26",
                     "fully-connected-summary",
                     "12.4",
                     "Summary: fully connected layers",
                     "The whole algorithm as a program that runs line by line.",
                     fcSettings(),
                     {}},
                    composeFcSummary);
}

}  // namespace deltascope
