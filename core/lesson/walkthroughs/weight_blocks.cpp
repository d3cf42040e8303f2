#include "core/lesson/walkthroughs/weight_blocks.h"

#include <array>

#include "core/base/number_text.h"
#include "core/explain/descent_run.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/walkthroughs/weight_derivation.h"

namespace deltascope {
namespace {

using Lesson = std::shared_ptr<const WeightDerivation>;

const std::array<WeightBlock, 4>& blocks() {
    static const std::array<WeightBlock, 4> all{
        {{"L18",
          "step-3-fc-2-weights",
          "Step 3: adjusting the weights of FC 2",
          "The chain rule for one weight: the delta behind it times the activation in front of it.",
          "fc2",
          "chain-w4",
          "dl-dz5",
          "dz5-dw4",
          "where-w4",
          false,
          {countSetting("row", "Row of weights (class)")}},
         {"L20",
          "step-5-fc-1-weights",
          "Step 5: adjusting the weights of FC 1",
          "The rule of step 3 one layer down: what came in times the delta of what went out.",
          "fc1",
          "chain-w3",
          "dl-dz4",
          "dz4-dw3",
          "where-w3",
          false,
          {countSetting("row", "Row of weights (unit)")}},
         {"L22",
          "step-7-conv-2-kernels",
          "Step 7: adjusting the kernels of conv 2",
          "A kernel weight works at every place of the window, so its gradient adds up all of them.",
          "conv2",
          "chain-g2",
          "dl-dz3",
          "dz3-dg2",
          "where-g2",
          false,
          {countSetting("map", "Map that the kernel makes"), countSetting("channel", "Map that it reads")}},
         {"L24",
          "step-9-conv-1-kernels",
          "Step 9: adjusting the kernels of conv 1",
          "Pixels times deltas: the kernels with a name change, too, and the loss falls.",
          "conv1",
          "chain-g1",
          "dl-dz2",
          "dz2-dg1",
          "where-g1",
          true,
          {countSetting("map", "Map that the kernel makes", 1),
           countSetting("channel", "Channel that it reads")}}}};
    return all;
}

/// The row or kernel that the settings choose: their indices into the weight's first axes as one.
Result<Index> chosenPart(const Settings& settings, const Network<double>& network, const WeightBlock& block) {
    const Shape shape = network.layer(layerNamed(network, block.layer)).parameters()[0].shape;
    Index part = 0;
    for (std::size_t axis = 0; axis < block.settings.size(); ++axis) {
        const Index extent = shape[static_cast<int>(axis)];
        const auto position = countFrom(settings, block.settings[axis], extent);
        if (!position) return tl::unexpected(position.error());
        part = part * extent + *position;
    }
    return part;
}

bool hasBias(const WeightDerivation& d) { return d.network().layer(d.layer).parameters().size() > 1; }

/// Weight `n` of the row or kernel: gradient and update at once.
Step weightStep(const WeightDerivation& d, Index n) {
    const Explanation gradient = d.gradientOf(n), update = d.updateOf(n);
    const std::string made =
        d.isConvolution()
            ? joinText(
                  "This weight meets the numbers in the frame, and their products with the "
                  "deltas add up to ",
                  shortNumber(gradient.value))
            : joinText("The same delta, another activation: ", productText(gradient.expression));
    Step step = stepWith(
        joinText(d.isConvolution() ? "Weight at " : "Weight from ", placeText(d.weight.values.shape(), n)),
        joinText(made, ". The update: ", updateText(update), "."),
        {d.input, d.delta, d.weight, d.gradient, d.updated});
    step.formula = gradient.formula;
    step.terms = {"result", "activation", "delta"};
    step.explanations = {gradient, update};
    step.focus = framesAround({d.input, d.delta}, gradient);
    step.focus.push_back(frameOn(d.weight, cellOf(d.weight, n).value(), Role::weight));
    step.focus.push_back(frameOn(d.gradient, gradient.cell, Role::result));
    step.focus.push_back(frameOn(d.updated, update.cell, Role::result));
    step.known = {{d.gradient.id, n + 1}, {d.updated.id, n + 1}};
    step.question = Question{joinText(elementText(d.gradient, n), " = ?"), gradient.value};
    return step;
}

Step biasStep(const WeightDerivation& d) {
    const Explanation gradient = d.explain({d.tensor(".bias_gradient"), 0, {d.unit}}),
                      update = d.explain({d.tensor(".bias_new"), 0, {d.unit}});
    Step step;
    step.title = "The biases";
    step.text = joinText(
        "A bias is added as it is, as if it weighed a 1, so its gradient is the sum of the deltas "
        "behind it: ",
        shortNumber(gradient.value), ". The update: ", updateText(update), ".");
    step.formula = gradient.formula;
    step.terms = {"result", "delta"};
    step.explanations = {gradient, update};
    step.own = {d.delta};
    step.shown = {d.delta.id, d.tensor(".bias"), d.tensor(".bias_gradient"), d.tensor(".bias_new")};
    step.focus = framesAround({d.delta}, gradient);
    for (const char* quantity : {".bias", ".bias_gradient", ".bias_new"}) {
        const Role role = quantity == std::string(".bias") ? Role::weight : Role::result;
        step.focus.push_back(
            frameOn(networkExhibit(*d.example, d.tensor(quantity)), {d.tensor(quantity), 0, {d.unit}}, role));
    }
    return step;
}

Step allGradientsStep(const WeightDerivation& d) {
    const Exhibit gradient = networkExhibit(*d.example, d.tensor(".weight_gradient"));
    const Explanation largest = d.explain(largestCell(*d.example, gradient.tensor));
    Step step;
    step.title = joinText("All gradients of ", layerTitle(d.block.layer));
    const std::string which = joinText(gradient.values.size(), " weights of ", layerTitle(d.block.layer));
    const std::string what =
        d.isConvolution() ? joinText("All ", which, " have a gradient of this kind")
                          : joinText("For all ", which, " it is the outer product of deltas and activations");
    step.text = joinText(what, ": ", sumsText(gradient.values), ". The largest in size, ",
                         shortNumber(largest.value), ", is framed.");
    step.formula = largest.formula;
    step.terms = {"result", "activation", "delta"};
    step.explanations = {largest};
    step.shown = {d.input.tensor, d.delta.tensor, gradient.id};
    for (const std::string& tensor : {d.input.tensor, d.delta.tensor}) {
        const auto frames = framesAround({networkExhibit(*d.example, tensor)}, largest);
        step.focus.insert(step.focus.end(), frames.begin(), frames.end());
    }
    step.focus.push_back(frameOn(gradient, largest.cell, Role::result));
    return step;
}

Step allUpdatesStep(const WeightDerivation& d, Index gradients) {
    const std::string tensor = d.tensor(".weight_gradient");
    const Exhibit weight = networkExhibit(*d.example, d.tensor(".weight")),
                  gradient = networkExhibit(*d.example, tensor),
                  updated = networkExhibit(*d.example, d.tensor(".weight_new"));
    const Cell largest = largestCell(*d.example, tensor);
    const Explanation update = d.explain({updated.tensor, 0, largest.index});
    Step step;
    step.title = joinText("All new weights of ", layerTitle(d.block.layer));
    step.text = joinText("All weights step at once, each against its own gradient. The largest step: ",
                         updateText(update), ".");
    step.formula = update.formula;
    step.terms = {"result", "weight", "constant", "delta"};
    step.explanations = {update};
    step.shown = {weight.id, gradient.id, updated.id};
    step.focus = framesAround({weight, gradient}, update);
    step.focus.push_back(frameOn(updated, update.cell, Role::result));
    step.earlier = {{largest, gradients}};
    return step;
}

/// A tensor of the pass after the update, as `run` calls it.
Exhibit exhibitAfter(const DescentRun& run, const std::string& tensor) {
    Exhibit exhibit = networkExhibit(*run.example(1), tensor);
    exhibit.id = exhibit.tensor = DescentRun::nameAt(1, tensor);
    exhibit.title += " after the update";
    return exhibit;
}

/// All four layers have moved at once: the same picture goes through the network once more.
Step lossStep(const WeightDerivation& d, const DescentRun& run) {
    const Network<double>& network = d.network();
    const std::string last = network.layerName(network.layerCount()) + ".output";
    const Exhibit p = networkExhibit(*d.example, last), pAfter = exhibitAfter(run, last),
                  loss = networkExhibit(*d.example, "loss.output"),
                  lossAfter = exhibitAfter(run, "loss.output");
    const Index label = largestCell(*d.example, "label").index[0];
    const Explanation after = *run.explain(*cellOf(lossAfter, 0));
    Step step =
        stepWith("The loss after the update",
                 joinText("With the new weights of all layers the same picture gives ",
                          className(*d.example, label), " a share of ", shortNumber(pAfter.values[label]),
                          " instead of ", shortNumber(p.values[label]), ". The loss goes from ",
                          shortNumber(loss.values[0]), " to ", shortNumber(after.value), "."),
                 {p, loss, pAfter, lossAfter});
    for (Exhibit* bars : {&step.own[0], &step.own[2]}) bars->form = Form::bars;
    step.formula = after.formula;
    step.terms = {"result", "label", "activation"};
    step.explanations = {after, d.explain(*cellOf(loss, 0))};
    step.focus = {{p.id, Role::activation, 0, label, 0},
                  {loss.id, Role::plain},
                  {pAfter.id, Role::activation, 0, label, 0},
                  {lossAfter.id, Role::result}};
    step.question = Question{"New loss = ?", after.value};
    step.earlier = computedIn(network, *cellOf(loss, 0));
    return step;
}

/// The walkthrough's exhibits, and from which step on the last of them are known.
std::vector<Exhibit> exhibitsOf(const WeightDerivation& d, Index biases, Index gradients, Index updates) {
    std::vector<Exhibit> exhibits;
    const auto add = [&](const std::string& tensor, Index knownFrom) {
        exhibits.push_back(networkExhibit(*d.example, tensor));
        exhibits.back().knownFrom = knownFrom;
    };
    add(d.input.tensor, -1);
    add(d.tensor(".weight"), -1);
    add(d.tensor(".output"), -1);
    add(d.tensor(".delta"), -1);
    if (hasBias(d)) {
        add(d.tensor(".bias"), -1);
        add(d.tensor(".bias_gradient"), biases);
        add(d.tensor(".bias_new"), biases);
    }
    add(d.tensor(".weight_gradient"), gradients);
    add(d.tensor(".weight_new"), updates);
    return exhibits;
}

/// The example with the update that follows it.
std::shared_ptr<const DescentRun> oneUpdate(const WorkedExample<double>& example) {
    return std::make_shared<const DescentRun>(example.network(), example.pass().outputs.front(),
                                              example.pass().labels, example.explainer().ledger().rate(), 1);
}

Result<Composition> compose(const Settings& settings, const WeightBlock& block) {
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto part = chosenPart(settings, (*example)->network(), block);
    if (!part) return tl::unexpected(part.error());
    const auto run = block.endsInLoss ? oneUpdate(**example) : nullptr;
    const auto lesson =
        std::make_shared<const WeightDerivation>(run ? run->example(0) : *example, block, *part);
    const Index biases = derivationSteps(*lesson) + lesson->size() - 1,
                gradients = biases + (hasBias(*lesson) ? 1 : 0);
    const std::shared_ptr<const CellSource> source = run ? run : std::shared_ptr<const CellSource>(*example);
    Composition composition{source, exhibitsOf(*lesson, biases, gradients, gradients + 1), {}};
    composition.sections = {sectionOf(derivation(lesson)),
                            {lesson->size() - 1, [lesson](Index i) { return weightStep(*lesson, i + 1); }}};
    if (hasBias(*lesson)) composition.sections.push_back(oneStep([lesson] { return biasStep(*lesson); }));
    composition.sections.push_back(oneStep([lesson] { return allGradientsStep(*lesson); }));
    composition.sections.push_back(
        oneStep([lesson, gradients] { return allUpdatesStep(*lesson, gradients); }));
    if (run) composition.sections.push_back(oneStep([lesson, run] { return lossStep(*lesson, *run); }));
    return composition;
}

}  // namespace

WalkthroughKind weightsFc2Walkthrough() { return blockWalkthrough(blocks()[0], compose); }
WalkthroughKind weightsFc1Walkthrough() { return blockWalkthrough(blocks()[1], compose); }
WalkthroughKind kernelsConv2Walkthrough() { return blockWalkthrough(blocks()[2], compose); }
WalkthroughKind kernelsConv1Walkthrough() { return blockWalkthrough(blocks()[3], compose); }

}  // namespace deltascope
