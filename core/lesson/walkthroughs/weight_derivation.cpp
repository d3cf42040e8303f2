#include "core/lesson/walkthroughs/weight_derivation.h"

#include "core/base/number_text.h"

namespace deltascope {
namespace {

using Lesson = WeightDerivation;

void leaveBlank(Step& step, const Exhibit& exhibit) { step.known.push_back({exhibit.id, 0}); }

/// "the weight from a⁽⁴⁾ at unit 0 to z⁽⁵⁾ of Penguin", "the weight at row 0, column 1 of the kernel"
std::string firstWeightText(const Lesson& d) {
    if (d.isConvolution()) {
        return joinText("the weight at ", placeText(d.weight.values.shape(), 0), " of the kernel");
    }
    return joinText("the weight from ", elementText(d.input, 0), " to ", elementText(d.output, d.unit));
}

/// The delta and the activation with the largest share in the first weight's gradient; a weight that met
/// nothing but padding has the first ones.
Cell mainDelta(const Lesson& d) {
    return mainCell(d.gradientOf(0), d.delta.tensor).value_or(cellOf(d.delta, 0).value());
}
Cell mainInput(const Lesson& d) {
    return mainCell(d.gradientOf(0), d.input.tensor).value_or(cellOf(d.input, 0).value());
}

/// The output that the main delta belongs to.
Cell mainOutput(const Lesson& d) {
    Cell cell = mainDelta(d);
    cell.tensor = d.output.tensor;
    return cell;
}

/// The chain's two factors, of which the first `known` are solid.
std::vector<Chip> chipsOf(const Lesson& d, int known) {
    return {known > 0 ? solidChip(d.block.known, Role::result, d.network(), mainDelta(d))
                      : outlineChip(d.block.known, Role::result),
            known > 1 ? solidChip(d.block.factor, Role::activation, d.network(), mainInput(d))
                      : outlineChip(d.block.factor, Role::activation)};
}

Step wantedStep(const Lesson& d) {
    const Explanation weight = d.explain(cellOf(d.weight, 0).value());
    Step step = stepWith("What is wanted",
                         joinText(capitalized(firstWeightText(d)), " is ", shortNumber(weight.value),
                                  ". How would the loss change if this weight were a little larger?"),
                         {networkStrip(*d.example, d.block.layer), d.weight, d.gradient});
    step.formula = d.block.chain;
    step.terms = {"result"};
    step.explanations = {weight};
    step.focus = {frameOn(d.weight, weight.cell, Role::weight),
                  frameOn(d.gradient, cellOf(d.gradient, 0).value(), Role::result)};
    leaveBlank(step, d.gradient);
    return step;
}

Step chainStep(const Lesson& d) {
    const Explanation output = d.explain(mainOutput(d));
    const std::string text =
        d.isConvolution()
            ? joinText(
                  "The window stops at ", d.output.values.size(),
                  " places with the same kernel, so the weight "
                  "reaches the loss through as many numbers. The chain has a product for each of them, added "
                  "up.")
            : joinText("The weight reaches the loss only through ", elementText(d.output, output.cell),
                       ". So the chain has two factors: from the loss to that number, and from there to the "
                       "weight.");
    Step step = stepWith("Unfold the chain", text, {d.input, d.weight, d.output});
    step.formula = d.block.chain;
    step.terms = {"delta", "activation"};
    step.explanations = {output};
    step.focus = {frameOn(d.weight, cellOf(d.weight, 0).value(), Role::weight),
                  frameOn(d.output, output.cell, Role::result)};
    step.chips = chipsOf(d, 0);
    return step;
}

Step knownStep(const Lesson& d) {
    const Explanation main = d.explain(mainDelta(d));
    const std::string name = joinText(elementText(d.delta, main.cell), ", ", shortNumber(main.value));
    const std::string text =
        d.isConvolution()
            ? joinText("The first factors are the deltas of ", layerTitle(d.block.layer),
                       ", and a step before has left them here. The one that will count most is ", name, ".")
            : joinText("The first factor is ", name, ". It was computed in a step before and is used again.");
    Step step =
        stepWith("Already computed", text, {networkStrip(*d.example, d.block.layer), d.delta, d.gradient});
    step.formula = d.block.chain;
    step.terms = {"delta"};
    step.explanations = {main};
    step.focus = framesAround({d.delta}, d.gradientOf(0));
    step.earlier = computedIn(d.network(), main.cell);
    step.chips = chipsOf(d, 1);
    leaveBlank(step, d.gradient);
    return step;
}

Step whereStep(const Lesson& d) {
    const Explanation main = d.explain(mainInput(d));
    const std::string name = joinText(elementText(d.input, main.cell), " = ", shortNumber(main.value));
    const std::string text =
        d.isConvolution()
            ? joinText(
                  "At each place the derivative is the number that this weight multiplies there. At the "
                  "delta that "
                  "counts most it is ",
                  name, ".")
            : joinText(
                  elementText(d.output, d.unit),
                  " adds up weights times activations, so its derivative by one weight is what that weight "
                  "multiplies. Here that is ",
                  name, ".");
    Step step = stepWith("Where: the activations", text, {d.input, d.weight});
    step.formula = d.block.where;
    step.terms = {"activation", "activation-2"};
    step.explanations = {main};
    step.focus = framesAround({d.input}, d.gradientOf(0));
    step.focus.push_back(frameOn(d.weight, cellOf(d.weight, 0).value(), Role::weight));
    step.earlier = computedIn(d.network(), main.cell);
    step.chips = chipsOf(d, 2);
    return step;
}

/// What the gradient was made of, and what its sign means.
std::string gradientText(const Lesson& d, const Explanation& gradient) {
    const TermCount count = termCount(gradient);
    const std::string made =
        !d.isConvolution()
            ? joinText("Delta times activation: ", productText(gradient.expression))
            : joinText(count.all, " products of activation and delta",
                       count.notZero < count.all ? joinText(", ", count.notZero, " of them not 0,") : "",
                       " add up to ", shortNumber(gradient.value));
    return joinText(made, ". ", signText("weight", gradient.value));
}

Step productStep(const Lesson& d, Index known) {
    const Explanation gradient = d.gradientOf(0);
    Step step = stepWith(d.isConvolution() ? "Multiply and add" : "Multiply", gradientText(d, gradient),
                         {d.input, d.delta, d.gradient});
    step.formula = gradient.formula;
    step.terms = {"result", "activation", "delta"};
    step.explanations = {gradient};
    step.focus = framesAround({d.input, d.delta}, gradient);
    step.focus.push_back(frameOn(d.gradient, gradient.cell, Role::result));
    step.known = {{d.gradient.id, 1}};
    step.earlier = {{mainDelta(d), known}, {mainInput(d), known + 1}};
    step.question = Question{joinText(elementText(d.gradient, gradient.cell), " = ?"), gradient.value};
    step.chips = chipsOf(d, 2);
    return step;
}

Step scatterStep(const Lesson& d) {
    const Explanation seen = **d.example->otherView(cellOf(d.gradient, 0).value());
    Step step =
        stepWith("The same, seen from the deltas",
                 joinText("Every delta adds itself times the patch that its window saw, and this weight "
                          "collects what stands in its place of each patch. Row by row of the deltas that is "
                          "again ",
                          shortNumber(seen.value), "."),
                 {d.input, d.delta, d.gradient});
    step.formula = seen.formula;
    step.terms = {"result", "delta", "activation"};
    step.explanations = {seen};
    step.focus = framesAround({d.input}, d.explain(mainOutput(d)));
    step.focus.push_back(frameOn(d.delta, mainDelta(d), Role::result));
    step.focus.push_back(frameOn(d.gradient, seen.cell, Role::result));
    step.known = {{d.gradient.id, 1}};
    step.chips = chipsOf(d, 2);
    return step;
}

Step updateStep(const Lesson& d, Index product) {
    const Explanation update = d.updateOf(0);
    Step step = stepWith("The update rule",
                         joinText("Old weight less learning rate times gradient: ", updateText(update),
                                  ". The step goes against the gradient, downhill."),
                         {d.weight, d.gradient, d.updated});
    step.formula = update.formula;
    step.terms = {"result", "weight", "constant", "delta"};
    step.explanations = {update};
    step.focus = framesAround({d.weight, d.gradient}, update);
    step.focus.push_back(frameOn(d.updated, update.cell, Role::result));
    step.known = {{d.gradient.id, 1}, {d.updated.id, 1}};
    step.question = Question{"New weight = ?", update.value};
    step.earlier = {{cellOf(d.gradient, 0).value(), product}};
    return step;
}

/// The row or kernel `part` of a tensor of weights.
Exhibit partOfWeights(const Lesson& d, const char* quantity, Index part, const Shape& shape) {
    Exhibit exhibit = networkExhibit(*d.example, d.tensor(quantity));
    const Index channels = d.network().outputShape(d.layer - 1)[0];
    exhibit.title = d.isConvolution()
                        ? joinText(exhibit.title, ", from map ", part % channels, " to map ", part / channels)
                        : joinText(exhibit.title, ", row ", part);
    return partOf(std::move(exhibit), part * shape.size(), shape);
}

}  // namespace

WeightDerivation::WeightDerivation(NetworkExample on, const WeightBlock& which, Index part)
    : example(std::move(on)), block(which), layer(layerNamed(network(), which.layer)) {
    const std::string read = network().layerName(layer - 1) + ".output";
    const Shape& inputs = network().outputShape(layer - 1);
    const Shape weights = network().layer(layer).parameters()[0].shape;
    unit = isConvolution() ? part / inputs[0] : part;
    input = isConvolution() ? mapOf(*example, read, part % inputs[0]) : networkExhibit(*example, read);
    const Shape shape = isConvolution() ? weights.inner().inner() : input.values.shape();
    weight = partOfWeights(*this, ".weight", part, shape);
    gradient = partOfWeights(*this, ".weight_gradient", part, shape);
    updated = partOfWeights(*this, ".weight_new", part, shape);
    output = mapOf(*example, tensor(".output"), unit);
    delta = mapOf(*example, tensor(".delta"), unit);
}

std::string updateText(const Explanation& update) {
    const Expression& change = update.expression.arguments.at(1);
    return joinText(shortNumber(update.expression.arguments[0].value), " - ",
                    shortNumber(change.arguments.at(0).value), " × ",
                    factorText(change.arguments.at(1).value), " = ", shortNumber(update.value));
}

Index derivationSteps(const WeightDerivation& lesson) { return lesson.isConvolution() ? 7 : 6; }

StepMakers derivation(const std::shared_ptr<const WeightDerivation>& lesson) {
    const auto step = [lesson](Step (*make)(const Lesson&)) { return [=] { return make(*lesson); }; };
    constexpr Index known = 2, product = 4;  // which of the steps below
    StepMakers steps{step(wantedStep), step(chainStep), step(knownStep), step(whereStep),
                     [lesson] { return productStep(*lesson, known); }};
    if (lesson->isConvolution()) steps.push_back(step(scatterStep));
    steps.push_back([lesson] { return updateStep(*lesson, product); });
    return steps;
}

}  // namespace deltascope
