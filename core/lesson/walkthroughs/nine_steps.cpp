#include "core/lesson/walkthroughs/nine_steps.h"

#include "core/base/number_text.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/walkthroughs/chain_rule.h"
#include "core/lesson/walkthroughs/forward_pass.h"

namespace deltascope {
namespace {

/// One of the nine: what it computes, out of what, and how to say so.
struct Stage {
    const char* title;
    const char* text;
    std::vector<const char*>
        computed;                   ///< in the order in which the numbers come about; the last is the result
    std::vector<const char*> used;  ///< deltas of earlier stages
    std::vector<const char*> alongside;  ///< weights and activations that are multiplied by them
    const char* block;                   ///< the layer that is at work
    std::vector<const char*>
        chips;                 ///< the chain's factors: first a delta, then derivatives of the forward pass
    const char* walkthrough;   ///< which one derives this step in full; empty: none
    const char* formula = "";  ///< of all of it; empty: that of its result
};

const std::vector<Stage>& stages() {
    static const std::vector<Stage> all{
        {"From the loss to the predictions",
         "How does the loss change with each prediction? Only the true class counts: its share is in the "
         "logarithm.",
         {"softmax.delta"},
         {},
         {"softmax.output", "label"},
         "softmax",
         {"dl-dp"},
         ""},
        {"Through the softmax to the scores",
         "Softmax and cross-entropy together leave prediction minus label. The true class pulls its score "
         "up, all "
         "others are pushed down.",
         {"fc2.delta"},
         {},
         {"softmax.output", "label"},
         "softmax",
         {"dl-dp", "dp-dz5"},
         ""},
        {"Adjust the weights of FC 2",
         "Each weight joins one unit of FC 1 to one score: its gradient is that activation times that delta.",
         {"fc2.weight_gradient"},
         {"fc2.delta"},
         {"sigmoid3.output"},
         "fc2",
         {"dl-dz5", "dz5-dw4"},
         "L18"},
        {"Backpropagate through FC 2",
         "Every unit of FC 1 collects the deltas that it fed, through the same weights. The slope of its "
         "sigmoid "
         "decides how much of that passes.",
         {"sigmoid3.delta", "fc1.delta"},
         {"fc2.delta"},
         {"fc2.weight"},
         "fc1",
         {"dl-dz5", "dz5-da4", "da4-dz4"},
         "L19",
         "fc-back"},
        {"Adjust the weights of FC 1",
         "The same rule one layer down: what came in times the delta of what went out.",
         {"fc1.weight_gradient"},
         {"fc1.delta"},
         {"pool2.output"},
         "fc1",
         {"dl-dz4", "dz4-dw3"},
         "L20"},
        {"Backpropagate into conv 2",
         "The deltas are folded back into maps, return through the pooling windows and pass the sigmoid's "
         "slope.",
         {"pool2.delta", "sigmoid2.delta", "conv2.delta"},
         {"fc1.delta"},
         {"fc1.weight"},
         "conv2",
         {"dl-dz4", "dz4-da3", "da3-dz3"},
         "L21",
         "fc-pool-back"},
        {"Adjust the kernels of conv 2",
         "A kernel weight is used at every window position, so its gradient adds up all of them.",
         {"conv2.weight_gradient"},
         {"conv2.delta"},
         {"pool1.output"},
         "conv2",
         {"dl-dz3", "dz3-dg2"},
         "L22"},
        {"Backpropagate into conv 1",
         "The deltas go back through the flipped kernels, then through the pooling windows, then through the "
         "slope.",
         {"pool1.delta", "sigmoid1.delta", "conv1.delta"},
         {"conv2.delta"},
         {"conv2.weight"},
         "conv1",
         {"dl-dz3", "dz3-da2", "da2-dz2"},
         "L23",
         "conv-pool-back"},
        {"Adjust the kernels of conv 1",
         "The picture is what conv 1 read, so pixels times deltas give the gradient of its kernels.",
         {"conv1.weight_gradient"},
         {"conv1.delta"},
         {"input.output"},
         "conv1",
         {"dl-dz2", "dz2-dg1"},
         "L24"}};
    return all;
}

Index firstStepOf(const std::string& tensor) {
    if (tensor.ends_with("_new")) return static_cast<Index>(stages().size());
    return tensor.ends_with("_gradient") || tensor.ends_with(".delta") ? nineStepOf(tensor) : -1;
}

/// The largest number of the result, and before it in the list's order what each was made of: the result
/// first.
std::vector<Explanation> trailOf(const NetworkExample& example, const Stage& stage) {
    std::vector<Explanation> trail;
    for (std::size_t i = stage.computed.size(); i-- > 0;) {
        const std::string tensor = stage.computed[i];
        const auto cell = trail.empty() ? std::nullopt : mainCell(trail.back(), tensor);
        trail.push_back(*example->explain(cell.value_or(largestCell(*example, tensor))));
    }
    return trail;
}

/// The numbers that the trail took from elsewhere: deltas from an earlier step, activations from the forward
/// pass.
std::vector<Earlier> takenFrom(const NetworkExample& example, const Stage& stage,
                               const std::vector<Explanation>& trail) {
    std::vector<Earlier> taken;
    for (const Explanation& explanation : trail) {
        for (const char* tensor : stage.used) {
            if (const auto cell = mainCell(explanation, tensor)) taken.push_back({*cell, nineStepOf(tensor)});
        }
        for (const std::string tensor : stage.alongside) {
            const auto cell = mainCell(explanation, tensor);
            if (!cell || !tensor.ends_with(".output")) continue;
            taken.push_back({*cell, forwardStepOf(example->network(), tensor), "L12"});
        }
    }
    return taken;
}

/// All factors are known by now: the first comes from the step before, the others from the forward pass. A
/// third is the slope at the numbers z that the result belongs to.
std::vector<Chip> chipsOf(const NetworkExample& example, const Stage& stage, Index i, const Cell& result,
                          const std::vector<Earlier>& taken) {
    std::vector<Chip> chips;
    for (const char* formula : stage.chips) chips.push_back({formula, Role::activation, true, std::nullopt});
    chips.front().role = Role::result;
    for (const Earlier& earlier : taken) {
        const bool isForward = earlier.walkthrough == "L12";
        if (!isForward) chips.front().earlier = earlier;
        if (isForward && chips.size() > 1) chips.back().earlier = earlier;
    }
    if (i == 1) chips.front().earlier = Earlier{largestCell(*example, "softmax.delta"), 0};
    if (chips.size() < 3) return chips;
    chips[1].role = Role::weight;
    const std::string z = std::string(stage.block) + ".output";
    chips[2].earlier = Earlier{{z, 0, result.index}, forwardStepOf(example->network(), z), "L12"};
    return chips;
}

/// The strip with the block that is at work leading to the full derivation.
Exhibit stripAt(const NetworkExample& example, const Stage& stage) {
    Exhibit strip = networkStrip(*example, stage.block);
    strip.links.assign(strip.labels.size(), "");
    strip.links[static_cast<std::size_t>(layerNamed(example->network(), stage.block) - 1)] =
        stage.walkthrough;
    return strip;
}

std::vector<Focus> focusOf(const NetworkExample& example, const Stage& stage,
                           const std::vector<Explanation>& trail) {
    std::vector<Focus> focus{
        {"network", Role::activation, 0, layerNamed(example->network(), stage.block) - 1, 0}};
    std::vector<Exhibit> sources;
    for (const auto* list : {&stage.used, &stage.alongside})
        for (const char* tensor : *list) sources.push_back(networkExhibit(*example, tensor));
    for (const Explanation& explanation : trail) {
        const auto frames = framesAround(sources, explanation);
        focus.insert(focus.end(), frames.begin(), frames.end());
        focus.push_back(
            frameOn(networkExhibit(*example, explanation.cell.tensor), explanation.cell, Role::result));
    }
    return focus;
}

/// What pooling does to the deltas, where the stage leads through it.
std::string poolText(const NetworkExample& example, const Stage& stage) {
    if (stage.computed.size() < 3) return "";
    const int pool = layerNamed(example->network(), stage.block) + 2;
    return layerKindOf(example->network(), pool) == "max_pool"
               ? " Each window sends all to its winner, and the cells that lost get 0."
               : " Each cell of a window gets the same share.";
}

Step stageStep(const NetworkExample& example, Index i) {
    const Stage& stage = stages()[static_cast<std::size_t>(i)];
    Step step;
    step.title = joinText("Step ", i + 1, ": ", stage.title);
    step.text = stage.text + poolText(example, stage);
    step.own = {stripAt(example, stage)};
    step.shown = {"network"};
    for (const auto* list : {&stage.used, &stage.alongside, &stage.computed}) {
        step.shown.insert(step.shown.end(), list->begin(), list->end());
    }
    step.explanations = trailOf(example, stage);
    const Explanation& main = step.explanations.front();
    step.formula = *stage.formula ? std::string_view(stage.formula) : main.formula;
    step.terms = {"result", "activation", stage.used.empty() ? "label" : "delta"};
    step.earlier = takenFrom(example, stage, step.explanations);
    step.chips = chipsOf(example, stage, i, main.cell, step.earlier);
    step.focus = focusOf(example, stage, step.explanations);
    step.question = Question{
        joinText(elementText(networkExhibit(*example, main.cell.tensor), main.cell), " = ?"), main.value};
    return step;
}

Step updateStep(const NetworkExample& example) {
    Step step;
    step.title = "Update all weights";
    step.own = {networkStrip(*example, "conv1")};
    step.shown = {"network"};
    for (const char* layer : {"conv1", "conv2", "fc1", "fc2"}) {
        Cell cell = largestCell(*example, joinText(layer, ".weight_gradient"));
        step.earlier.push_back({cell, nineStepOf(cell.tensor)});
        const Exhibit updated = networkExhibit(*example, joinText(layer, ".weight_new"));
        cell.tensor = updated.tensor;
        step.explanations.push_back(*example->explain(cell));
        step.focus.push_back(frameOn(updated, cell, Role::result));
        step.shown.push_back(updated.id);
    }
    step.text = joinText("All ", example->network().weightCount(),
                         " parameters move against their gradients at once, by the learning rate ",
                         shortNumber(example->explainer().ledger().rate()),
                         ". The deltas used the old weights all the way down.");
    step.formula = step.explanations.front().formula;
    step.terms = {"result", "weight", "constant", "delta"};
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
