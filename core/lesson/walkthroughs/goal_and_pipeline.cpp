#include "core/lesson/walkthroughs/goal_and_pipeline.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/explain/descent_run.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/key_operations.h"

namespace deltascope {
namespace {

using Example = WorkedExample<double>;
using Run = std::shared_ptr<const DescentRun>;

constexpr Index answerStep = 4;  // of the walkthrough: the answer before training

Index trueClass(const DescentRun& run) {
    const auto label = run.example(0)->pass().labels.values();
    return std::max_element(label.begin(), label.end()) - label.begin();
}

std::string nameOf(const DescentRun& run, Index k) { return className(*run.example(0), k); }

std::string afterText(Index updates) {
    return joinText("after ", updates, updates == 1 ? " update" : " updates");
}

/// The predictions after `updates`, with the id "predictions" at all times.
Exhibit predictionsAt(const DescentRun& run, Index updates) {
    Exhibit bars = networkExhibit(*run.example(updates), "softmax.output");
    bars.id = "predictions";
    bars.title = updates == 0 ? "Predictions before training" : "Predictions " + afterText(updates);
    bars.tensor = DescentRun::nameAt(updates, bars.tensor);
    bars.form = Form::bars;
    return bars;
}

/// The network before anybody has looked inside.
Exhibit blackBox() {
    Exhibit box{"box", "What is in the box?"};
    box.form = Form::strip;
    box.labels = {"CNN"};
    box.kinds = {""};
    box.values = Tensor<double>({1}, {1});
    return box;
}

/// The layers that end the stages of the pipeline.
constexpr const char* stageEnds[]{"pool1", "pool2", "sigmoid3"};

std::vector<Exhibit> exhibitsOf(const DescentRun& run) {
    const Example& example = *run.example(0);
    Exhibit label = networkExhibit(example, "label");
    label.title = "The right answer";
    label.form = Form::bars;
    std::vector<Exhibit> exhibits{networkExhibit(example, "input.output"), blackBox(),
                                  withLinks(networkStrip(example, "conv1")), label};
    exhibits.front().setting = "picture";
    for (const std::string layer : stageEnds) {
        exhibits.push_back(networkExhibit(example, layer + ".output"));
    }
    exhibits.push_back(predictionsAt(run, 0));
    return exhibits;
}

Step pictureStep(const DescentRun& run) {
    const Cell cell = largestCell(*run.example(0), "input.output");
    const Shape& shape = run.example(0)->network().outputShape(0);
    Step step = stepAbout(run, "input.output", shape.offset(cell.index));
    step.title = "A picture goes in";
    step.text = joinText("To a computer a picture is only a grid of ", shape.size(),
                         " numbers. The largest of them is ", shortNumber(step.explanations[0].value), ".");
    step.shown = {"input.output"};
    if (const auto focus = focusOn(networkExhibit(*run.example(0), "input.output"), cell, Role::activation)) {
        step.focus = {*focus};
    }
    return step;
}

Step goalStep(const DescentRun& run) {
    const Index truth = trueClass(run);
    Step step = stepAbout(run, "label", truth);
    step.title = "A class comes out";
    step.text = joinText(
        "The goal is a box that gets the picture and answers what it shows: on the slide it says \"A "
        "Monitor\". "
        "For this picture the right answer is ",
        nameOf(run, truth), ".");
    step.shown = {"input.output", "box", "label"};
    step.focus = {{"label", Role::result, 0, truth, 0}};
    return step;
}

Step openStep(const DescentRun& run) {
    const Network<double>& network = run.example(0)->network();
    const Cell first = largestCell(*run.example(0), "conv1.output");
    Step step;
    step.explanations = {*run.explain(first)};
    step.formula = step.explanations[0].formula;
    step.title = "Open the box";
    step.text = joinText("Inside stands a row of ", network.layerCount(),
                         " layers, and each does something simple to "
                         "the numbers it gets. A click on a block leads to what it does.");
    step.shown = {"input.output", "network", "label"};
    return step;
}

/// Where the numbers are largest at the end of the pipeline's stages.
Step pipelineStep(const DescentRun& run) {
    Step step;
    std::string passed;
    step.shown = {"input.output"};
    for (const std::string layer : stageEnds) {
        const std::string tensor = layer + ".output";
        step.explanations.push_back(*run.explain(largestCell(*run.example(0), tensor)));
        step.shown.push_back(tensor);
        passed += (passed.empty() ? "" : ", then ") + layerTitle(layer) + ": " +
                  std::to_string(run.values(tensor)->size()) + " numbers";
    }
    step.shown.push_back("predictions");
    step.formula = step.explanations[0].formula;
    step.title = "Through the pipeline";
    step.text = joinText("The grid of ", run.values("input.output")->size(), " numbers shrinks on its way (",
                         passed, ") to one number for each of ", run.example(0)->network().classCount(),
                         " classes. What each of them means must be learned.");
    return step;
}

/// What the network answers after `updates`, and whether that is right.
std::string answerText(const DescentRun& run, Index updates) {
    const auto example = run.example(updates);
    const Index said = predictedClass(*example), truth = trueClass(run);
    const auto p = [&](Index k) { return shortNumber(example->pass().predictions()[k]); };
    if (said == truth)
        return joinText("The largest prediction is now ", p(said), ", so the answer is ", nameOf(run, said),
                        ": right.");
    return joinText("The largest prediction is ", p(said), ", so the answer is ", nameOf(run, said),
                    ": wrong, because ", nameOf(run, truth), " gets only ", p(truth), ".");
}

Step answerAt(const DescentRun& run, Index updates) {
    const Index said = predictedClass(*run.example(updates)), truth = trueClass(run);
    const std::string tensor = DescentRun::nameAt(updates, "softmax.output");
    Step step = stepAbout(run, tensor, truth);
    if (said != truth) step.explanations.push_back(explanationOf(run, tensor, said));
    step.own = {predictionsAt(run, updates)};
    step.shown = {"input.output", "network", "predictions", "label"};
    step.focus = {{"predictions", Role::result, 0, said, 0}, {"label", Role::plain, 0, truth, 0}};
    step.question =
        Question{joinText("The prediction for ", nameOf(run, truth), " = ?"), step.explanations[0].value};
    return step;
}

Step beforeStep(const DescentRun& run) {
    Step step = answerAt(run, 0);
    step.title = "The answer is the largest prediction";
    step.text = answerText(run, 0) + " These weights have not learned anything from pictures yet.";
    return step;
}

Step afterStep(const DescentRun& run, Index updates) {
    const Index truth = trueClass(run);
    Step step = answerAt(run, updates);
    const Explanation before = explanationOf(run, DescentRun::nameAt(updates - 1, "softmax.output"), truth);
    step.earlier = {{before.cell, answerStep + updates - 1}};
    step.title =
        joinText("Answer ", afterText(updates), ": ", nameOf(run, predictedClass(*run.example(updates))));
    step.text = joinText("One update of all weights on this picture changes ", nameOf(run, truth), " from ",
                         shortNumber(before.value), " to ", shortNumber(step.explanations[0].value), ". ",
                         answerText(run, updates));
    return step;
}

std::vector<Section> sectionsOf(const Run& run) {
    return {oneStep([run] { return pictureStep(*run); }),
            oneStep([run] { return goalStep(*run); }),
            oneStep([run] { return openStep(*run); }),
            oneStep([run] { return pipelineStep(*run); }),
            oneStep([run] { return beforeStep(*run); }),
            {run->updates(), [run](Index i) { return afterStep(*run, i + 1); }}};
}

Result<Composition> composeGoalAndPipeline(const Settings& settings) {
    const auto updates = wholeNumbers(settings, {"updates"});
    if (!updates) return tl::unexpected(updates.error());
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    const Network<double>& network = (*example)->network();
    if (updates->front() > DescentRun::mostUpdates(network)) {
        return failure("updates: ", updates->front(), ", expected at most ", DescentRun::mostUpdates(network),
                       " for this network");
    }
    const Pass<double>& pass = (*example)->pass();
    const auto run = std::make_shared<const DescentRun>(
        network, pass.outputs[0], pass.labels, std::get<double>(settings.at("rate")), updates->front());
    return Composition{run, exhibitsOf(*run), sectionsOf(run)};
}

}  // namespace

WalkthroughKind goalAndPipelineWalkthrough() {
    std::vector<SettingSpec> settings = networkSettings();
    settings.push_back({"updates", "Updates", 5.0, {}, 1, 50});
    return composed(
        {"L2",
         "goal-and-pipeline",
         "12.1",
         "Goal and pipeline",
         "A picture goes in, a class comes out: what stands between, and when the answer is right.",
         settings,
         {}},
        composeGoalAndPipeline);
}

}  // namespace deltascope
