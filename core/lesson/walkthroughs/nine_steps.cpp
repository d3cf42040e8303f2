#include "core/lesson/walkthroughs/nine_steps.h"

#include "core/base/number_text.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"

namespace deltascope {
namespace {

using Example = std::shared_ptr<const WorkedExample<double>>;

/// One of the nine: what it computes, out of what, and how to say so.
struct Stage {
    const char* title;
    const char* text;
    std::vector<const char*>
        computed;                   ///< in the order in which the numbers come about; the last is the result
    std::vector<const char*> used;  ///< deltas of earlier stages
    std::vector<const char*> alongside;  ///< weights and activations that are multiplied by them
    const char* block;                   ///< the layer that is at work
};

const std::vector<Stage>& stages() {
    static const std::vector<Stage> all{
        {"From the loss to the predictions",
         "How does the loss change with each prediction? Only the true class counts: its share is in the "
         "logarithm.",
         {"softmax.delta"},
         {},
         {"softmax.output", "label"},
         "softmax"},
        {"Through the softmax to the scores",
         "Softmax and cross-entropy together leave prediction minus label. The true class pulls its score "
         "up, "
         "all others are pushed down.",
         {"fc2.delta"},
         {},
         {"softmax.output", "label"},
         "softmax"},
        {"Adjust the weights of FC 2",
         "Each weight joins one unit of FC 1 to one score: its gradient is that activation times that delta.",
         {"fc2.weight_gradient"},
         {"fc2.delta"},
         {"sigmoid3.output"},
         "fc2"},
        {"Backpropagate through FC 2",
         "Every unit of FC 1 collects the deltas that it fed, through the same weights. The slope of its "
         "sigmoid decides how much of that passes.",
         {"sigmoid3.delta", "fc1.delta"},
         {"fc2.delta"},
         {"fc2.weight"},
         "fc1"},
        {"Adjust the weights of FC 1",
         "The same rule one layer down: what came in times the delta of what went out.",
         {"fc1.weight_gradient"},
         {"fc1.delta"},
         {"pool2.output"},
         "fc1"},
        {"Backpropagate into conv 2",
         "The deltas are folded back into maps, go to the winner of each pooling window, and pass the "
         "sigmoid's slope. Cells that lost get 0.",
         {"pool2.delta", "sigmoid2.delta", "conv2.delta"},
         {"fc1.delta"},
         {"fc1.weight"},
         "conv2"},
        {"Adjust the kernels of conv 2",
         "A kernel weight is used at every window position, so its gradient adds up all of them.",
         {"conv2.weight_gradient"},
         {"conv2.delta"},
         {"pool1.output"},
         "conv2"},
        {"Backpropagate into conv 1",
         "The deltas go back through the flipped kernels, then to the winners of pooling 1, then through the "
         "slope.",
         {"pool1.delta", "sigmoid1.delta", "conv1.delta"},
         {"conv2.delta"},
         {"conv2.weight"},
         "conv1"},
        {"Adjust the kernels of conv 1",
         "The picture is what conv 1 read, so pixels times deltas give the gradient of its kernels.",
         {"conv1.weight_gradient"},
         {"conv1.delta"},
         {"input.output"},
         "conv1"}};
    return all;
}

Index firstStepOf(const std::string& tensor) {
    if (tensor.ends_with("_new")) return static_cast<Index>(stages().size());
    return tensor.ends_with("_gradient") || tensor.ends_with(".delta") ? nineStepOf(tensor) : -1;
}

/// The tensor's most telling number: there is the most to see.
Explanation explainLargest(const Example& example, const std::string& tensor) {
    return *example->explain(largestCell(*example, tensor));
}

Step stageStep(const Example& example, Index i) {
    const Stage& stage = stages()[static_cast<std::size_t>(i)];
    Step step;
    step.title = joinText("Step ", i + 1, ": ", stage.title);
    step.text = stage.text;
    step.own = {networkStrip(*example, stage.block)};
    step.shown = {"network"};
    for (const auto* list : {&stage.used, &stage.alongside, &stage.computed}) {
        step.shown.insert(step.shown.end(), list->begin(), list->end());
    }
    for (const char* tensor : stage.computed) {
        step.explanations.insert(step.explanations.begin(), explainLargest(example, tensor));
    }
    const Explanation& main = step.explanations.front();
    step.formula = main.formula;
    for (const char* tensor : stage.used) {
        step.earlier.push_back({explainLargest(example, tensor).cell, nineStepOf(tensor)});
    }
    if (const auto focus =
            focusOn(networkExhibit(*example, stage.computed.back()), main.cell, Role::result)) {
        step.focus = {*focus};
    }
    step.question = Question{joinText(cellText(main.cell), " = ?"), main.value};
    return step;
}

Step updateStep(const Example& example) {
    Step step;
    step.title = "Update all weights";
    step.own = {networkStrip(*example, "conv1")};
    step.shown = {"network"};
    for (const char* layer : {"conv1", "conv2", "fc1", "fc2"}) {
        const std::string tensor = joinText(layer, ".weight_new");
        step.explanations.push_back(explainLargest(example, tensor));
        step.shown.push_back(joinText(layer, ".weight_gradient"));
        step.shown.push_back(tensor);
        const Cell& cell = step.explanations.back().cell;
        Cell gradient = cell;
        gradient.tensor = joinText(layer, ".weight_gradient");
        step.earlier.push_back({gradient, nineStepOf(gradient.tensor)});
    }
    step.text = joinText("All ", example->network().weightCount(),
                         " weights move against their gradients at once, by the learning rate ",
                         shortNumber(static_cast<double>(example->explainer().ledger().rate())),
                         ". The deltas used the old weights all the way down.");
    step.formula = step.explanations.front().formula;
    return step;
}

Result<Composition> composeNineSteps(const Settings& settings) {
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    Composition composition{*example, {networkStrip(**example)}, {}};
    for (const std::string& tensor : (*example)->tensors()) {
        if (tensor == "loss.output") continue;
        composition.exhibits.push_back(networkExhibit(**example, tensor));
        composition.exhibits.back().knownFrom = firstStepOf(tensor);
    }
    composition.sections = {
        {static_cast<Index>(stages().size()), [e = *example](Index i) { return stageStep(e, i); }},
        oneStep([e = *example] { return updateStep(e); })};
    return composition;
}

}  // namespace

Index nineStepOf(const std::string& tensor) {
    for (std::size_t i = 0; i < stages().size(); ++i)
        for (const char* computed : stages()[i].computed)
            if (tensor == computed) return static_cast<Index>(i);
    // Biases and the picture itself are not among the nine, but come with the weights and deltas beside them.
    if (tensor == "input.delta") return static_cast<Index>(stages().size()) - 1;
    if (tensor.ends_with(".bias_gradient")) {
        return nineStepOf(tensor.substr(0, tensor.size() - std::string("bias_gradient").size()) +
                          "weight_gradient");
    }
    throw std::invalid_argument(tensor + " is computed by none of the nine steps");
}

NineStep nineStep(Index i) {
    const Stage& stage = stages().at(static_cast<std::size_t>(i));
    return {stage.title, stage.text, {stage.computed.begin(), stage.computed.end()}, stage.block};
}

WalkthroughKind nineStepsWalkthrough() {
    return composed(
        {"L16",
         "nine-steps-of-backpropagation",
         "12.2",
         "Backprop in nine steps",
         "From the loss back to the first kernel: deltas travel down, gradients are picked up on the way.",
         networkSettings(),
         {}},
        composeNineSteps);
}

}  // namespace deltascope
