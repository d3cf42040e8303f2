#include "core/lesson/walkthroughs/learning_question.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/base/random.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"

namespace deltascope {
namespace {

using Example = WorkedExample<double>;

constexpr double valuesToTry = 10;  // for each weight: a coarse guess
constexpr Index sweepPoints = 25;   // of the curve over one weight
constexpr double sweepReach = 8;    // to both sides of its value

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const Example> example;
    std::shared_ptr<const CellSource> source;
    Index guesses = 8;
    std::uint64_t seed = 0;

    Index pictures() const { return example->batch(); }
    Index trueClass(Index picture) const {
        const auto label = *example->values("label", picture);
        return std::max_element(label.values().begin(), label.values().end()) - label.values().begin();
    }
};
using Shared = std::shared_ptr<const Lesson>;

std::shared_ptr<const Sheet> sheetFor(const Example& example) {
    const auto sheet = std::make_shared<Sheet>();
    sheet->give("weights", {{}, {static_cast<double>(example.network().weightCount())}});
    sheet->define("tries", {}, "tries", [&](Index) {
        const auto ln = [](double x) { return node(Operation::logarithm, {constantLeaf(x)}); };
        return productOf({sheet->leaf("weights"), node(Operation::quotient, {ln(valuesToTry), ln(10)})});
    });
    return sheet;
}

/// A tensor's part that belongs to one picture of the batch, with an id of its own.
Exhibit ofPicture(const Lesson& lesson, const std::string& tensor, Index picture, Form form = Form::grid) {
    Exhibit exhibit = networkExhibit(*lesson.example, tensor, picture);
    exhibit.id = joinText(tensor, "@", picture + 1);
    exhibit.title += joinText(" ", picture + 1);
    exhibit.form = form;
    return exhibit;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    std::vector<Exhibit> exhibits;
    for (Index i = 0; i < lesson.pictures(); ++i) {
        exhibits.push_back(ofPicture(lesson, "input.output", i));
        exhibits.back().setting = i == 0 ? "picture" : "picture_2";
        exhibits.push_back(ofPicture(lesson, "label", i, Form::bars));
        exhibits.push_back(ofPicture(lesson, "softmax.output", i, Form::bars));
        exhibits.push_back(ofPicture(lesson, "loss.output", i));
    }
    exhibits.push_back(exhibitOf(*lesson.source, "loss.mean", {"loss.mean", "Mean loss", "L", Role::result}));
    exhibits.push_back(
        exhibitOf(*lesson.source, "weights", {"weights", "Weights to choose", "", Role::weight}));
    exhibits.push_back(exhibitOf(*lesson.source, "tries",
                                 {"tries", "Networks to try, as a power of ten", "", Role::result}));
    return exhibits;
}

std::string classOf(const Lesson& lesson, Index k) { return className(*lesson.example, k); }

Step dataStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "label", lesson.trueClass(0));
    step.title = "Pictures with labels";
    step.text =
        joinText("To learn, we need pictures that somebody has labelled: this one is ",
                 classOf(lesson, lesson.trueClass(0)), ", that one ", classOf(lesson, lesson.trueClass(1)),
                 ". The label has a 1 at the true class and 0 at all others.");
    step.shown = {"input.output@1", "label@1", "input.output@2", "label@2"};
    step.focus = {{"label@1", Role::result, 0, lesson.trueClass(0), 0}};
    return step;
}

Step predictionStep(const Lesson& lesson, Index picture) {
    const Index truth = lesson.trueClass(picture), said = predictedClass(*lesson.example, picture);
    Step step = stepAbout(*lesson.source, "softmax.output", truth, picture);
    step.explanations.push_back(explanationOf(*lesson.source, "softmax.output", said, picture));
    const std::string share = shortNumber(step.explanations[0].value);
    step.title = joinText("Picture ", picture + 1, ": what the network says");
    step.text =
        said == truth
            ? joinText("It says ", classOf(lesson, said), ", which is right. But it is only as sure as ",
                       share, ", where the label says 1.")
            : joinText("It says ", classOf(lesson, said), " with ", shortNumber(step.explanations[1].value),
                       ", but the label says ", classOf(lesson, truth), ". That class gets only ", share,
                       " where it should get 1.");
    const auto id = [&](const char* tensor) { return joinText(tensor, "@", picture + 1); };
    step.shown = {id("input.output"), id("softmax.output"), id("label")};
    step.focus = {{id("softmax.output"), Role::result, 0, truth, 0}};
    step.question = Question{"What should this prediction be?", 1};
    return step;
}

Step lossStep(const Lesson& lesson, Index picture) {
    const Index truth = lesson.trueClass(picture);
    Step step = stepAbout(*lesson.source, "loss.output", 0, picture);
    const double loss = step.explanations[0].value;
    const Explanation prediction = explanationOf(*lesson.source, "softmax.output", truth, picture);
    step.title = joinText("Picture ", picture + 1, ": one number for the mistake");
    step.text = joinText("The loss is −ln of the true class's prediction: −ln ",
                         shortNumber(prediction.value), " = ", shortNumber(loss),
                         ". A sure and right network would have 0, and the loss has no upper end.");
    const auto id = [&](const char* tensor) { return joinText(tensor, "@", picture + 1); };
    step.shown = {id("softmax.output"), id("label"), id("loss.output")};
    step.focus = {{id("softmax.output"), Role::activation, 0, truth, 0}, {id("loss.output"), Role::result}};
    step.earlier = {{prediction.cell, 1 + 2 * picture}};
    step.question = Question{joinText("−ln ", shortNumber(prediction.value), " = ?"), loss};
    return step;
}

Step meanStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "loss.mean");
    step.title = "One number for all pictures";
    step.text =
        joinText("The mean of the losses is ", shortNumber(step.explanations[0].value),
                 ": it says how wrong this network is. Learning means to find weights that make it small.");
    for (Index i = 0; i < lesson.pictures(); ++i) {
        step.shown.push_back(joinText("loss.output@", i + 1));
        step.earlier.push_back({{"loss.output", i, {}}, 2 + 2 * i});
    }
    step.shown.push_back("loss.mean");
    step.question = Question{"Mean loss = ?", step.explanations[0].value};
    return step;
}

/// A pass over the lesson's batch that other weights can be run through, forwards only.
Pass<double> forwardPass(const Lesson& lesson) {
    Pass<double> pass;
    lesson.example->network().prepare(pass, lesson.pictures());
    pass.outputs[0] = lesson.example->pass().outputs[0];
    pass.labels = lesson.example->pass().labels;
    return pass;
}

/// The mean loss of networks whose weights are drawn evenly from -1 to 1.
Tensor<double> guessedLosses(const Lesson& lesson) {
    Network<double> network = lesson.example->network();
    Pass<double> pass = forwardPass(lesson);
    Tensor<double> losses({lesson.guesses});
    for (Index guess = 0; guess < lesson.guesses; ++guess) {
        Random random = Random::forStream(lesson.seed, static_cast<std::uint64_t>(guess));
        for (auto& parameter : network.parameters())
            for (double& weight : parameter.values()) weight = random.uniform(-1, 1);
        network.forwardWithLoss(pass);
        losses[guess] = pass.meanLoss();
    }
    return losses;
}

Exhibit guessExhibit(const Lesson& lesson) {
    Exhibit guesses{"guesses", "Mean loss of random networks"};
    guesses.role = Role::result;
    guesses.form = Form::bars;
    guesses.values = guessedLosses(lesson);
    for (Index i = 0; i < lesson.guesses; ++i) guesses.labels.push_back(joinText("Guess ", i + 1));
    return guesses;
}

Step guessStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "tries");
    step.own = {guessExhibit(lesson)};
    const auto losses = step.own[0].values.values();
    step.title = "Why not guess?";
    step.text = joinText("The best of ", lesson.guesses, " networks with random weights has the loss ",
                         shortNumber(*std::min_element(losses.begin(), losses.end())),
                         ", and a good one has almost 0. To try only ", shortNumber(valuesToTry),
                         " values for each of the ", lesson.example->network().weightCount(),
                         " weights would take ",
                         powerOfTen(step.explanations[0].value, 6), " networks.");
    step.shown = {"guesses", "weights", "tries"};
    step.question = Question{"10 to which power = ?", step.explanations[0].value};
    return step;
}

/// The mean loss over the values of one weight; all other weights stay. 2 x points, the weight first.
Tensor<double> sweep(const Lesson& lesson, std::size_t parameter, Index offset) {
    Network<double> network = lesson.example->network();
    Pass<double> pass = forwardPass(lesson);
    double& weight = network.parameters()[parameter][offset];
    const double middle = weight;
    Tensor<double> curve({2, sweepPoints});
    for (Index i = 0; i < sweepPoints; ++i) {
        weight = middle + sweepReach * (2 * static_cast<double>(i) / (sweepPoints - 1) - 1);
        network.forwardWithLoss(pass);
        curve.at({0, i}) = weight;
        curve.at({1, i}) = pass.meanLoss();
    }
    return curve;
}

Exhibit sweepExhibit(const Tensor<double>& points) {
    Exhibit curve{"sweep", "Mean loss over one weight"};
    curve.form = Form::curve;
    curve.values = points;
    const auto losses = points.slice(1);
    const auto [low, high] = std::minmax_element(losses.begin(), losses.end());
    const double room = std::max(0.05 * (*high - *low), 1e-6);
    curve.domain = {points[0], points[sweepPoints - 1], *low - room, *high + room};
    return curve;
}

/// Moves the weight of conv 1 that the loss depends on most, and no other.
Step sweepStep(const Lesson& lesson) {
    const Example& example = *lesson.example;
    Cell cell = largestCell(example, "conv1.weight_gradient");
    cell.tensor = "conv1.weight";
    const Shape& shape = example.network().parameters()[0].shape();
    const Index offset = shape.offset(cell.index);
    const double weight = example.network().parameters()[0][offset];
    Step step = stepAbout(*lesson.source, "loss.mean");
    const double loss = step.explanations[0].value;
    step.title = "The question";
    step.text =
        joinText("Over one single weight of conv 1 the loss is already a bent curve, and there are ",
                 example.network().weightCount(),
                 " weights that bend it together. How do we find a lower place without trying them all?");
    Exhibit here{"here", "Now"};
    here.role = Role::activation;
    here.form = Form::path;
    here.on = "sweep";
    here.values = Tensor<double>({2, 1}, {weight, loss});
    Exhibit weights = networkExhibit(example, "conv1.weight");
    step.own = {weights, sweepExhibit(sweep(lesson, 0, offset)), here};
    step.shown = {"conv1.weight", "sweep", "here", "loss.mean"};
    if (const auto focus = focusOn(weights, cell, Role::weight)) step.focus = {*focus};
    step.earlier = {{step.explanations[0].cell, 1 + 2 * lesson.pictures()}};
    return step;
}

std::vector<Section> sectionsOf(const Shared& lesson) {
    return {oneStep([lesson] { return dataStep(*lesson); }),
            {2 * lesson->pictures(),
             [lesson](Index i) {
                 return i % 2 == 0 ? predictionStep(*lesson, i / 2) : lossStep(*lesson, i / 2);
             }},
            oneStep([lesson] { return meanStep(*lesson); }),
            oneStep([lesson] { return guessStep(*lesson); }),
            oneStep([lesson] { return sweepStep(*lesson); })};
}

Result<Composition> composeLearningQuestion(const Settings& settings) {
    const auto numbers = wholeNumbers(settings, {"guesses", "seed"});
    if (!numbers) return tl::unexpected(numbers.error());
    const auto example = batchExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto lesson = std::make_shared<Lesson>();
    lesson->example = *example;
    lesson->source =
        std::make_shared<SourceList>(std::vector<SourceList::Part>{{*example}, {sheetFor(**example)}});
    lesson->guesses = (*numbers)[0];
    lesson->seed = static_cast<std::uint64_t>((*numbers)[1]);
    return Composition{lesson->source, exhibitsOf(*lesson), sectionsOf(lesson)};
}

std::vector<SettingSpec> learningQuestionSettings() {
    std::vector<SettingSpec> settings = batchSettings();
    settings.push_back({"guesses", "Guesses", 8.0, {}, 1, 40});
    settings.push_back({"seed", "Random seed", 1.0, {}, 0, 9999});
    return settings;
}

}  // namespace

WalkthroughKind learningQuestionWalkthrough() {
    return composed({"L14",
                     "learning-question",
                     "12.2",
                     "The learning question",
                     "The network is wrong, and one number says by how much: how can it learn from pictures?",
                     learningQuestionSettings(),
                     {}},
                    composeLearningQuestion);
}

}  // namespace deltascope
