#include "core/lesson/walkthroughs/batch_update.h"

#include "core/base/number_text.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/network_batch.h"
#include "core/lesson/walkthroughs/small_batch.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

using Example = std::shared_ptr<const WorkedExample<double>>;

/// What the steps need; they share it. The network's steps come after the small example's.
struct Lesson {
    std::shared_ptr<const DescentRun> run;     ///< the whole network, one update long
    std::shared_ptr<const CellSource> source;  ///< both parts
    std::vector<ParameterStory> parameters;    ///< of the network
    std::vector<Exhibit> exhibits;
    Index firstStep = 0;  ///< of the network's

    Example before() const { return run->example(0); }
    Index parameterCount() const { return static_cast<Index>(parameters.size()); }
    // The network's steps by what they compute.
    Index lossesStep() const { return firstStep; }
    Index meanLossStep() const { return firstStep + 1; }
    Index backpropagationStep() const { return firstStep + 2; }
    Index averageStep(Index parameter) const { return firstStep + 3 + parameter; }
    Index updateStep(Index parameter) const { return averageStep(parameterCount()) + parameter; }
};

using Shared = std::shared_ptr<const Lesson>;

Step lossesStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "loss.output", 0, 0);
    step.explanations.push_back(explanationOf(*lesson.source, "loss.output", 0, 1));
    step.terms = {"result"};
    for (const char* tensor : {"input.output", "softmax.output", "loss.output"})
        for (const Index which : {0, 1}) step.shown.push_back(joinText(tensor, "@", which + 1));
    step.focus = {{"loss.output@1", Role::result}, {"loss.output@2", Role::result}};
    step.title = "The whole network: two pictures, two losses";
    step.text = joinText("Each picture goes forward by itself: ", probabilitiesText(*lesson.run, 0),
                         ". Their losses are ", shortNumber(step.explanations[0].value), " and ",
                         shortNumber(step.explanations[1].value), ".");
    step.question = Question{"Loss of the first picture = ?", step.explanations[0].value};
    return step;
}

Step meanLossStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "loss.mean");
    step.terms = {"result", "constant", "activation"};
    step.shown = {"loss.output@1", "loss.output@2", "loss"};
    step.focus = {
        {"loss.output@1", Role::activation}, {"loss.output@2", Role::activation}, {"loss", Role::result}};
    for (const Cell& cell : madeOf(step.explanations[0])) {
        step.earlier.push_back({cell, lesson.lossesStep()});
    }
    step.title = "One loss for the batch";
    step.text = joinText("Training lowers the mean of the losses, ", shortNumber(step.explanations[0].value),
                         ". So its gradient is the mean of the gradients, too.");
    step.question = Question{"Mean loss = ?", step.explanations[0].value};
    return step;
}

Step backpropagationStep(const Lesson& lesson) {
    Step step;
    for (const ParameterStory& story : lesson.parameters) {
        const Index offset = largestGradient(story);
        for (const Index which : {0, 1}) {
            const std::string tensor = story.parameter + "_example_gradient";
            step.explanations.push_back(explanationOf(*lesson.source, tensor, offset, which));
        }
    }
    const ParameterStory& first = lesson.parameters.front();
    const Exhibit one = exampleGradient(first, 0), two = exampleGradient(first, 1);
    step.own = {networkStrip(*lesson.before(), "conv1")};
    step.shown = {"network", "input.output@1", one.id, "input.output@2", two.id};
    step.focus = {frameAt(one, largestGradient(first), Role::result),
                  frameAt(two, largestGradient(first), Role::result)};
    step.formula = step.explanations[0].formula;
    step.terms = {"result", "activation", "delta"};
    step.title = "Backpropagation for each picture";
    step.text = joinText("The nine steps run once for each picture, with the same weights. Each of the ",
                         lesson.before()->network().weightCount(), " parameters gets two gradients.");
    return step;
}

Step networkAverageStep(const Lesson& lesson, Index i) {
    const ParameterStory& story = lesson.parameters[static_cast<std::size_t>(i)];
    Step step = averageStep(story, largestGradient(story));
    for (const Cell& cell : madeOf(step.explanations[0])) {
        step.earlier.push_back({cell, lesson.backpropagationStep()});
    }
    return step;
}

Step networkUpdateStep(const Lesson& lesson, Index i) {
    const ParameterStory& story = lesson.parameters[static_cast<std::size_t>(i)];
    const Index offset = largestGradient(story);
    Step step = updateStep(story, offset);
    Cell gradient = step.explanations[0].cell;
    gradient.tensor = story.parameter + "_gradient";
    step.earlier = {{gradient, lesson.averageStep(i)}};
    return step;
}

Step afterwardsStep(const Lesson& lesson) {
    const DescentRun& run = *lesson.run;
    Step step = stepAbout(*lesson.source, "1:loss.mean");
    for (const char* tensor : {"softmax.output", "loss.output"})
        for (const Index which : {0, 1}) {
            step.own.push_back(pictureExhibit(run, 1, tensor, which));
            step.shown.push_back(step.own.back().id);
        }
    for (const Index which : {0, 1}) {
        step.explanations.push_back(explanationOf(*lesson.source, "1:loss.output", 0, which));
    }
    step.own.push_back(batchLossExhibit(run, 1, "Mean loss now"));
    step.own.back().id = "loss_now";
    step.shown.insert(step.shown.end(), {"loss", "loss_now"});
    step.terms = {"result", "constant", "activation"};
    step.focus = {{"loss", Role::activation}, {"loss_now", Role::result}};
    step.earlier = {{{"loss.mean", 0, {}}, lesson.meanLossStep()}};
    const double before = run.meanLoss(0), now = step.explanations[0].value;
    const bool isBetter = now < before;
    step.title = isBetter ? "The same batch costs less" : "The same batch costs more";
    step.text = joinText("Forward once more with the new parameters: ", probabilitiesText(run, 1),
                         ". The mean loss went from ", shortNumber(before), " to ", shortNumber(now),
                         isBetter ? "." : ": the rate is too large for this slope.");
    step.question = Question{"Mean loss after the update = ?", now};
    return step;
}

// Putting it together.

/// The story's exhibits, each known from the step that computes it.
void addStory(Lesson& lesson, const ParameterStory& story, Index ownFrom, Index meanFrom, Index newFrom) {
    std::vector<std::pair<Exhibit, Index>> exhibits{{exampleGradient(story, 0), ownFrom},
                                                    {exampleGradient(story, 1), ownFrom},
                                                    {meanGradient(story), meanFrom},
                                                    {oldValues(story), -1},
                                                    {newValues(story), newFrom}};
    for (auto& [exhibit, from] : exhibits) {
        exhibit.knownFrom = from;
        lesson.exhibits.push_back(std::move(exhibit));
    }
}

void addNetworkExhibits(Lesson& lesson) {
    for (const char* tensor : {"input.output", "softmax.output", "loss.output"})
        for (const Index which : {0, 1}) {
            lesson.exhibits.push_back(pictureExhibit(*lesson.run, 0, tensor, which));
            if (tensor != std::string("input.output")) lesson.exhibits.back().knownFrom = lesson.lossesStep();
        }
    lesson.exhibits.push_back(batchLossExhibit(*lesson.run, 0));
    lesson.exhibits.back().knownFrom = lesson.meanLossStep();
    for (Index i = 0; i < lesson.parameterCount(); ++i) {
        addStory(lesson, lesson.parameters[static_cast<std::size_t>(i)], lesson.backpropagationStep(),
                 lesson.averageStep(i), lesson.updateStep(i));
    }
}

std::vector<Section> networkSections(const Shared& lesson) {
    const Index parameters = lesson->parameterCount();
    return {oneStep([lesson] { return lossesStep(*lesson); }),
            oneStep([lesson] { return meanLossStep(*lesson); }),
            oneStep([lesson] { return backpropagationStep(*lesson); }),
            {parameters, [lesson](Index i) { return networkAverageStep(*lesson, i); }},
            {parameters, [lesson](Index i) { return networkUpdateStep(*lesson, i); }},
            oneStep([lesson] { return afterwardsStep(*lesson); })};
}

Result<Composition> composeBatchUpdate(const Settings& settings) {
    auto sources = smallBatchSources(settings);
    const auto network = batchExample(settings);
    if (!sources) return tl::unexpected(sources.error());
    if (!network) return tl::unexpected(network.error());
    auto lesson = std::make_shared<Lesson>();
    lesson->run = descentFrom(**network, 1);
    sources->push_back({lesson->run});
    lesson->source = std::make_shared<const SourceList>(*sources);
    lesson->parameters = storiesOf(lesson->run, lesson->source);
    const ParameterStory kernel = smallKernel(lesson->source, settings);
    lesson->exhibits = smallBatchExhibits(kernel, settings);
    std::vector<Section> sections = smallBatchSections(kernel);
    for (const Section& section : sections) lesson->firstStep += section.count;
    addNetworkExhibits(*lesson);
    for (const Section& section : networkSections(lesson)) sections.push_back(section);
    return Composition{lesson->source, lesson->exhibits, sections};
}

std::vector<SettingSpec> batchUpdateSettings() {
    std::vector<SettingSpec> settings = smallBatchSettings();
    for (const SettingSpec& spec : batchSettings()) settings.push_back(spec);
    return settings;
}

}  // namespace

WalkthroughKind batchUpdateWalkthrough() {
    return composed({"L32",
                     "batch-average-and-update",
                     "12.5",
                     "Batch average and update",
                     "Every example of a batch gives a gradient; their mean moves the parameters, once.",
                     batchUpdateSettings(),
                     {}},
                    composeBatchUpdate);
}

}  // namespace deltascope
