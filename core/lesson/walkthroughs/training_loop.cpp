#include "core/lesson/walkthroughs/training_loop.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/nine_steps.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

constexpr Index nineSteps = 9;

/// Puts an exhibit on the step's stage.
void show(Step& step, Exhibit exhibit) {
    step.shown.push_back(exhibit.id);
    step.own.push_back(std::move(exhibit));
}

/// Marks a cell on the exhibit of the step that shows it.
void mark(Step& step, const Cell& cell, Role role) {
    for (const Exhibit& exhibit : step.own)
        if (const auto focus = focusOn(exhibit, cell, role)) step.focus.push_back(*focus);
}

/// The explanation of the largest number of a tensor of picture `which`.
Explanation largestOf(const TrainingLoop& loop, const std::string& tensor, Index which) {
    return *loop.run->explain(largestCell(*loop.run->example(0), tensor, which));
}

std::string subjectText(const TrainingLoop& loop) {
    return loop.pictures() > 1 ? "Both pictures go" : "The picture goes";
}

std::string wordList(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    }
    return text;
}

// Forward.

/// The largest number that comes out for each picture, then what the first of them was made of.
std::vector<Explanation> forwardTrail(const TrainingLoop& loop, const TrainingLoop::Equation& equation) {
    const auto example = loop.run->example(0);
    std::vector<Explanation> trail;
    for (Index which = 0; which < loop.pictures(); ++which) {
        trail.push_back(largestOf(loop, example->network().layerName(equation.last) + ".output", which));
    }
    for (int l = equation.last - 1; l >= equation.first; --l) {
        trail.push_back(largestOf(loop, example->network().layerName(l) + ".output", 0));
    }
    return trail;
}

std::string forwardText(const TrainingLoop& loop, const TrainingLoop::Equation& equation, const Step& step) {
    const auto example = loop.run->example(0);
    std::vector<std::string> layers;
    for (int l = equation.first; l <= equation.last; ++l) {
        layers.push_back(layerTitle(example->network().layerName(l)));
    }
    const std::string start =
        joinText(subjectText(loop), " through ", wordList(layers), ", with the same weights. ");
    if (equation.last == example->network().layerCount())
        return start + probabilitiesText(*loop.run, 0) + ".";
    return joinText(start, "The largest activation that comes out is ",
                    shortNumber(step.explanations[0].value), ".");
}

Step forwardStep(const TrainingLoop& loop, Index i) {
    const TrainingLoop::Equation equation = loop.equations()[static_cast<std::size_t>(i)];
    const auto example = loop.run->example(0);
    const Network<double>& network = example->network();
    const std::string first = network.layerName(equation.first), last = network.layerName(equation.last);
    Step step;
    step.explanations = forwardTrail(loop, equation);
    step.formula = step.explanations[0].formula;
    step.terms = {"result"};
    show(step, networkStrip(*example, {}, last));
    if (i == 0) {
        for (Index w = 0; w < loop.pictures(); ++w)
            show(step, pictureExhibit(*loop.run, 0, "input.output", w));
    }
    show(step, sharedExhibit(*loop.run, 0, first + ".weight"));
    for (Index w = 0; w < loop.pictures(); ++w) {
        show(step, pictureExhibit(*loop.run, 0, last + ".output", w));
        mark(step, step.explanations[static_cast<std::size_t>(w)].cell, Role::result);
    }
    step.title = joinText("Forward, equation ", i + 1);
    step.text = forwardText(loop, equation, step);
    return step;
}

Step lossStep(const TrainingLoop& loop) {
    const DescentRun& run = *loop.run;
    Step step = stepAbout(run, batchLossAt(run, 0));
    for (Index w = 0; w < loop.pictures(); ++w) {
        show(step, pictureExhibit(run, 0, "softmax.output", w));
        if (loop.pictures() == 1) {
            show(step, pictureExhibit(run, 0, "label", w));
            break;
        }
        show(step, pictureExhibit(run, 0, "loss.output", w));
        step.explanations.push_back(explanationOf(run, "loss.output", 0, w));
        mark(step, step.explanations.back().cell, Role::activation);
    }
    show(step, batchLossExhibit(run, 0));
    mark(step, step.explanations[0].cell, Role::result);
    const bool isMean = loop.pictures() > 1;
    step.title = isMean ? "The losses and their mean" : "The loss";
    step.text =
        joinText("The loss is the negative logarithm of the true class's probability",
                 isMean ? ", for the batch the mean over its pictures" : "", ": ",
                 shortNumber(step.explanations[0].value), ". One number says how wrong the network is.");
    step.question = Question{isMean ? "Mean loss = ?" : "Loss = ?", step.explanations[0].value};
    return step;
}

// Backward.

bool isGradient(const std::string& tensor) { return tensor.ends_with("_gradient"); }

const ParameterStory& storyOf(const TrainingLoop& loop, const std::string& gradient) {
    const auto found =
        std::find_if(loop.parameters.begin(), loop.parameters.end(),
                     [&](const ParameterStory& story) { return story.parameter + "_gradient" == gradient; });
    require(found != loop.parameters.end(), "the network has no ", gradient);
    return *found;
}

/// What a tensor of the nine steps is called for one picture of several.
std::string ofOnePicture(const TrainingLoop& loop, const std::string& tensor) {
    if (!isGradient(tensor) || loop.pictures() == 1) return tensor;
    return storyOf(loop, tensor).parameter + "_example_gradient";
}

Exhibit backwardExhibit(const TrainingLoop& loop, const std::string& tensor, Index which) {
    if (!isGradient(tensor)) return pictureExhibit(*loop.run, 0, tensor, which);
    const ParameterStory& story = storyOf(loop, tensor);
    return loop.pictures() == 1 ? meanGradient(story) : exampleGradient(story, which);
}

/// The first delta that the explanations take from each earlier step of the nine.
std::vector<Earlier> deltasBefore(const TrainingLoop& loop, const Step& step, Index i) {
    std::vector<Cell> used;
    for (const Explanation& explanation : step.explanations) {
        const auto cells = madeOf(explanation);
        used.insert(used.end(), cells.begin(), cells.end());
    }
    std::vector<Earlier> earlier;
    for (Index before = 0; before < i; ++before) {
        const std::string result = nineStep(before).computed.back();
        const auto first =
            std::find_if(used.begin(), used.end(), [&](const Cell& cell) { return cell.tensor == result; });
        if (first != used.end()) earlier.push_back({*first, loop.backwardStep(before)});
    }
    return earlier;
}

Step backwardStep(const TrainingLoop& loop, Index i) {
    const NineStep nine = nineStep(i);
    Step step;
    show(step, networkStrip(*loop.run->example(0), nine.block));
    const std::string result = ofOnePicture(loop, nine.computed.back());
    for (Index w = 0; w < loop.pictures(); ++w) {
        show(step, backwardExhibit(loop, nine.computed.back(), w));
        step.explanations.push_back(largestOf(loop, result, w));
        mark(step, step.explanations.back().cell, Role::result);
    }
    for (std::size_t k = nine.computed.size() - 1; k-- > 0;) {
        step.explanations.push_back(largestOf(loop, ofOnePicture(loop, nine.computed[k]), 0));
    }
    step.formula = step.explanations[0].formula;
    step.terms = {"result"};
    step.earlier = deltasBefore(loop, step, i);
    step.title = joinText("Step ", i + 1, " of ", nineSteps, ": ", nine.title);
    step.text = nine.text;
    step.question = Question{joinText("The largest number = ?"), step.explanations[0].value};
    return step;
}

// Average, update, check.

/// Adds what happens to the other parameters, which the step does not show.
void explainOthers(const TrainingLoop& loop, const std::string& ending, Step& step) {
    for (std::size_t p = 1; p < loop.parameters.size(); ++p) {
        const ParameterStory& story = loop.parameters[p];
        step.explanations.push_back(
            explanationOf(*story.source, story.parameter + ending, largestGradient(story)));
    }
}

Step averagingStep(const TrainingLoop& loop) {
    const ParameterStory& story = loop.parameters.front();
    Step step = averageStep(story, largestGradient(story));
    for (Index w = 0; w < loop.pictures(); ++w) step.own.push_back(exampleGradient(story, w));
    step.own.push_back(meanGradient(story));
    for (const Cell& cell : madeOf(step.explanations[0])) {
        step.earlier.push_back({cell, loop.backwardStep(nineStepOf(story.parameter + "_gradient"))});
    }
    explainOthers(loop, "_gradient", step);
    step.title = "Average over the batch";
    return step;
}

Step updatingStep(const TrainingLoop& loop) {
    const ParameterStory& story = loop.parameters.front();
    Step step = updateStep(story, largestGradient(story));
    step.own = {oldValues(story), meanGradient(story), newValues(story)};
    Cell gradient = step.explanations[0].cell;
    gradient.tensor = story.parameter + "_gradient";
    const Index from =
        loop.pictures() > 1 ? loop.averageStep() : loop.backwardStep(nineStepOf(gradient.tensor));
    step.earlier = {{gradient, from}};
    explainOthers(loop, "_new", step);
    step.title = joinText("Update all ", loop.run->example(0)->network().weightCount(), " parameters");
    return step;
}

Exhibit proofExhibit(const Proof& proof) {
    Exhibit bars;
    bars.id = "proof";
    bars.title = "The derivative, twice";
    bars.form = Form::bars;
    bars.role = Role::result;
    bars.labels = {"by backpropagation", "by nudging"};
    bars.values = Tensor<double>({2}, {proof.analytic, proof.numeric});
    return bars;
}

Step checkStep(const TrainingLoop& loop, Index i) {
    const ParameterStory& story = loop.parameters[static_cast<std::size_t>(i)];
    const Exhibit gradient = meanGradient(story);
    Step step = stepAbout(*loop.run, gradient.tensor, largestGradient(story));
    const Cell& cell = step.explanations[0].cell;
    const Proof proof = *loop.run->prove(cell);
    step.terms = {"result"};
    show(step, oldValues(story));
    show(step, gradient);
    show(step, proofExhibit(proof));
    mark(step, proof.nudged, Role::weight);
    mark(step, cell, Role::result);
    step.title = "Check " + story.title + " by nudging";
    step.text = joinText("Nudge ", cellText(proof.nudged), " by ", shortNumber(proof.step),
                         " up and down and run the network again: the loss is ",
                         shortNumber(proof.lossAbove, 10), " and ", shortNumber(proof.lossBelow, 10),
                         ". The slope differs from backpropagation's by a share of ",
                         shortNumber(proof.relativeError(), 2), ".");
    step.question = Question{"Derivative = ?", proof.analytic};
    return step;
}

}  // namespace

std::vector<TrainingLoop::Equation> TrainingLoop::equations() const {
    const auto example = run->example(0);
    const Network<double>& network = example->network();
    std::vector<Equation> equations;
    for (int l = 1; l <= network.layerCount(); ++l) {
        const auto [first, last] = network.parametersOf(l);
        if (first < last) equations.push_back({l, l});
        if (!equations.empty()) equations.back().last = l;
    }
    return equations;
}

Index TrainingLoop::averageStep() const { return backwardStep(nineSteps); }

std::vector<Section> firstRoundSections(const std::shared_ptr<const TrainingLoop>& loop) {
    std::vector<Section> sections{{loop->lossStep(), [loop](Index i) { return forwardStep(*loop, i); }},
                                  oneStep([loop] { return lossStep(*loop); }),
                                  {nineSteps, [loop](Index i) { return backwardStep(*loop, i); }}};
    if (loop->pictures() > 1) sections.push_back(oneStep([loop] { return averagingStep(*loop); }));
    sections.push_back(oneStep([loop] { return updatingStep(*loop); }));
    if (loop->checksGradients) {
        sections.push_back({loop->parameterCount(), [loop](Index i) { return checkStep(*loop, i); }});
    }
    return sections;
}

}  // namespace deltascope
