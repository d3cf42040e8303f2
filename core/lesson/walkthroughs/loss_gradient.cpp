#include "core/lesson/walkthroughs/loss_gradient.h"

#include "core/base/number_text.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/loss_numbers.h"
#include "core/lesson/walkthroughs/softmax_scores.h"

namespace deltascope {
namespace {

/// What the steps need; they share it.
struct Lesson {
    LossNumbers numbers;
    Index label = 0;
    double nudge = 0, rate = 0;

    const CellSource& source() const { return *numbers.source; }
    std::string nameOf(Index k) const { return className(*numbers.example, k); }
    double value(const std::string& tensor, Index offset = 0) const {
        return explanationOf(source(), tensor, offset).value;
    }
    std::string text(const std::string& tensor, Index offset = 0) const {
        return shortNumber(value(tensor, offset));
    }
};

std::string listOf(const Lesson& lesson, const std::string& tensor) {
    return numberList(lesson.source().values(tensor)->values());
}

/// A tensor with one number for each class.
Exhibit perClass(const Lesson& lesson, const std::string& tensor, const Caption& caption) {
    Exhibit exhibit = exhibitOf(lesson.source(), tensor, caption);
    exhibit.labels = fiveClasses();
    return exhibit;
}
Exhibit shares(const Lesson& lesson, const std::string& tensor, const std::string& title) {
    return perClass(lesson, tensor, {tensor, title, "p", Role::activation, ValueScale::intensity});
}
Exhibit differences(const Lesson& lesson, const std::string& tensor, const std::string& title) {
    return perClass(lesson, tensor, {tensor, title, "p − y", Role::result});
}
Exhibit bars(const Lesson& lesson, const std::string& id, const std::string& tensor) {
    return perClass(lesson, tensor,
                    {id, "The same as bars", "", Role::result, ValueScale::signedValue, Form::bars});
}
Exhibit oneNumber(const Lesson& lesson, const std::string& tensor, const std::string& title,
                  const std::string& symbol) {
    return exhibitOf(lesson.source(), tensor, {tensor, title, symbol, Role::result});
}

std::vector<Exhibit> slideExhibits(const Lesson& lesson) {
    return {shares(lesson, "slide.p", "Predictions on the slide"),
            perClass(lesson, "slide.y", {"slide.y", "Label", "y", Role::plain, ValueScale::intensity}),
            differences(lesson, "slide.difference", "Gradient"),
            bars(lesson, "slide.bars", "slide.difference"),
            oneNumber(lesson, "slide.loss", "Loss", "L"),
            oneNumber(lesson, "slide.sum", "Sum of the predictions", "Σ p"),
            oneNumber(lesson, "slide.difference_sum", "Sum of the gradient", "Σ (p − y)"),
            oneNumber(lesson, "slide.half_squared_error", "Half squared error", "½ Σ (p − y)²"),
            oneNumber(lesson, "slide.missing", "Missing share", "1 − Σ p")};
}

std::vector<Exhibit> repairExhibits(const Lesson& lesson) {
    std::vector<Exhibit> exhibits;
    for (const std::string name : {"renormalised", "completed"}) {
        exhibits.push_back(shares(lesson, name + ".p", "Predictions, " + name));
        exhibits.push_back(differences(lesson, name + ".difference", "Gradient, " + name));
        exhibits.push_back(oneNumber(lesson, name + ".sum", "Their sum", "Σ p"));
        exhibits.push_back(oneNumber(lesson, name + ".difference_sum", "Sum of the gradient", "Σ (p − y)"));
        exhibits.push_back(oneNumber(lesson, name + ".loss", "Loss", "L"));
    }
    return exhibits;
}

std::vector<Exhibit> scoreExhibits(const Lesson& lesson) {
    const std::string score = "Score", delta = "δ⁽ⁿ⁾";
    Exhibit scores = perClass(lesson, "input.output", {"input.output", "Scores", "z⁽ⁿ⁾", Role::activation});
    scores.setting = "scores";
    Exhibit changes = perClass(lesson, "loss_changes",
                               {"loss_changes", "Loss change: raised, lowered", "ΔL", Role::result});
    return {scores,
            shares(lesson, "softmax.output", "Predictions"),
            perClass(lesson, "label", {"label", "Label", "y", Role::plain, ValueScale::intensity}),
            oneNumber(lesson, "loss.output", "Loss", "L"),
            differences(lesson, "input.delta", "Gradient at the scores"),
            bars(lesson, "bars", "input.delta"),
            perClass(lesson, "softmax.delta",
                     {"softmax.delta", "Gradient at the predictions", "∂L/∂p", Role::activation}),
            perClass(lesson, "jacobian", {"jacobian", "Slopes of the softmax", "∂p/∂z", Role::weight}),
            differences(lesson, "chained", "Both together"),
            changes,
            perClass(lesson, "scores_after", {"scores_after", "Scores after the step", "z⁽ⁿ⁾", Role::result}),
            shares(lesson, "after.softmax.output", "Predictions after the step"),
            oneNumber(lesson, "after.loss.output", "Loss after the step", "L")};
}

Focus rowFocus(const std::string& exhibit, Role role, Index row, Index width = 1) {
    return {exhibit, role, 0, row, 0, 1, width};
}

void explainAll(const Lesson& lesson, const std::string& tensor, Step& step) {
    for (Index i = 0; i < lesson.source().values(tensor)->size(); ++i) {
        step.explanations.push_back(explanationOf(lesson.source(), tensor, i));
    }
    step.formula = step.explanations.front().formula;
}

Step slideStep(const Lesson& lesson) {
    Step step = stepAbout(lesson.source(), "slide.p");
    step.title = "Predictions and label on the slide";
    step.text = joinText("The slide predicts ", listOf(lesson, "slide.p"),
                         " for five classes, and the picture shows a ", lesson.nameOf(0),
                         ", so its label is 1 there and 0 elsewhere. How wrong is that?");
    step.shown = {"slide.p", "slide.y"};
    return step;
}

std::string differenceMeaning(const Lesson& lesson, Index k) {
    const double p = lesson.value("slide.p", k), y = lesson.value("slide.y", k);
    if (y == 1) return "This is the true class and it has too little: raising its score lowers the loss.";
    if (p == 0) return "There is nothing to take away here, so the gradient is 0.";
    return "This class is wrong and has too much: lowering its score lowers the loss, too.";
}

Step differenceStep(const Lesson& lesson, Index k) {
    Step step = stepAbout(lesson.source(), "slide.difference", k);
    step.title = joinText("Gradient for ", lesson.nameOf(k));
    step.text =
        joinText("Prediction minus label is ", lesson.text("slide.p", k), " - ", lesson.text("slide.y", k),
                 " = ", lesson.text("slide.difference", k), ". ", differenceMeaning(lesson, k));
    step.terms = {"result", "activation", "label"};
    step.shown = {"slide.p", "slide.y", "slide.difference", "slide.bars"};
    step.focus = {rowFocus("slide.p", Role::activation, k), rowFocus("slide.y", Role::plain, k),
                  rowFocus("slide.difference", Role::result, k)};
    step.known = {{"slide.difference", k + 1}, {"slide.bars", k + 1}};
    step.question = Question{joinText("Gradient for ", lesson.nameOf(k), " = ?"), step.explanations[0].value};
    return step;
}

Step slideLossStep(const Lesson& lesson) {
    Step step = stepAbout(lesson.source(), "slide.loss");
    step.title = "The loss as one number";
    step.text = joinText("Cross-entropy looks only at the true class: minus the logarithm of ",
                         lesson.text("slide.p"), " is ", lesson.text("slide.loss"),
                         ". It would be 0 if all of the share were there.");
    step.terms = {"result", "label", "activation"};
    step.shown = {"slide.p", "slide.y", "slide.loss"};
    step.focus = {rowFocus("slide.p", Role::activation, 0), rowFocus("slide.loss", Role::result, 0)};
    step.question = Question{"Loss = ?", step.explanations[0].value};
    return step;
}

Step sumStep(const Lesson& lesson) {
    Step step = stepAbout(lesson.source(), "slide.sum");
    step.explanations.push_back(explanationOf(lesson.source(), "slide.difference_sum"));
    step.title = "The slide's predictions do not sum to 1";
    step.text = joinText(
        "They sum to ", lesson.text("slide.sum"), ", and the gradient to ",
        lesson.text("slide.difference_sum"),
        ". A softmax makes shares that sum to 1 and a gradient that sums to 0, so these numbers come "
        "from no softmax.");
    step.terms = {"result", "activation"};
    step.shown = {"slide.p", "slide.difference", "slide.sum", "slide.difference_sum"};
    step.focus = {rowFocus("slide.sum", Role::result, 0), rowFocus("slide.difference_sum", Role::result, 0)};
    step.question = Question{"Sum of the predictions = ?", step.explanations[0].value};
    return step;
}

Step alternativeStep(const Lesson& lesson) {
    Step step = stepAbout(lesson.source(), "slide.half_squared_error");
    step.title = "An alternative: half squared error";
    step.text = joinText(
        "The slide's loss formula is lost, and half the sum of squared differences would have the same "
        "gradient for the predictions. With it the loss would be ",
        lesson.text("slide.half_squared_error"), "; everything else here uses cross-entropy.");
    step.terms = {"result", "activation", "label"};
    step.shown = {"slide.p", "slide.y", "slide.difference", "slide.half_squared_error"};
    step.focus = {rowFocus("slide.half_squared_error", Role::result, 0)};
    return step;
}

/// A repair of the slide's predictions: the text says how it was done.
Step repairStep(const Lesson& lesson, const std::string& name, const std::string& title,
                const std::string& text) {
    Step step;
    step.title = title;
    step.text =
        joinText(text, " Now the gradient sums to ", fixedNumber(lesson.value(name + ".difference_sum"), 3),
                 " and the loss is ", lesson.text(name + ".loss"), ".");
    explainAll(lesson, name + ".p", step);
    for (const char* other : {".difference", ".loss", ".sum", ".difference_sum"}) {
        const std::string formula(step.formula);
        explainAll(lesson, name + other, step);
        step.formula = formula;
    }
    step.terms = {"result", "activation", "activation-2"};
    step.shown = {"slide.p"};
    if (name == "completed") step.shown.push_back("slide.missing");
    for (const char* quantity : {".p", ".sum", ".difference", ".difference_sum", ".loss"}) {
        step.shown.push_back(name + quantity);
    }
    return step;
}

Step renormalisedStep(const Lesson& lesson) {
    return repairStep(lesson, "renormalised", "First repair: divide by the sum",
                      joinText("Divided by their sum ", lesson.text("slide.sum"), ", the shares sum to ",
                               lesson.text("renormalised.sum"), "."));
}

Step completedStep(const Lesson& lesson) {
    return repairStep(lesson, "completed", "Second repair: the missing share goes to Building",
                      joinText("Given the missing ", lesson.text("slide.missing"),
                               ", Building completes the sum and all other numbers stay as printed."));
}

Step scoresStep(const Lesson& lesson) {
    Step step;
    explainAll(lesson, "softmax.output", step);
    step.explanations.push_back(explanationOf(lesson.source(), "loss.output"));
    step.title = "From scores to a loss";
    step.text = joinText("A softmax turns the scores ", listOf(lesson, "input.output"),
                         " into the predictions ", listOf(lesson, "softmax.output"), ". The true class is ",
                         lesson.nameOf(lesson.label), ", so the loss is ", lesson.text("loss.output"), ".");
    step.terms = {"result", "activation", "activation-2"};
    step.shown = {"input.output", "softmax.output", "label", "loss.output"};
    return step;
}

Step gradientStep(const Lesson& lesson) {
    Step step;
    explainAll(lesson, "input.delta", step);
    step.title = "The gradient at the scores";
    step.text = joinText("Again it is prediction minus label: ", listOf(lesson, "input.delta"),
                         ". Only the true class is negative: its score wants to rise, all others to fall.");
    step.terms = {"result", "activation", "label"};
    step.shown = {"input.output", "softmax.output", "label", "input.delta", "bars"};
    step.focus = {rowFocus("input.delta", Role::result, lesson.label)};
    step.question = Question{joinText("Gradient for ", lesson.nameOf(lesson.label), " = ?"),
                             lesson.value("input.delta", lesson.label)};
    return step;
}

Step chainStep(const Lesson& lesson) {
    Step step;
    explainAll(lesson, "chained", step);
    step.explanations.push_back(
        explanationOf(lesson.source(), "jacobian", lesson.label * lesson.numbers.classes() + lesson.label));
    step.explanations.push_back(explanationOf(lesson.source(), "softmax.delta", lesson.label));
    step.title = "The same in two factors";
    step.text =
        joinText("The loss changes by ", lesson.text("softmax.delta", lesson.label),
                 " for each unit of the true class's share, and each share changes with every score. The "
                 "chain rule multiplies and adds, and what remains is prediction minus label.");
    step.terms = {"result", "activation", "delta"};
    step.shown = {"softmax.delta", "jacobian", "chained", "input.delta"};
    step.focus = {rowFocus("softmax.delta", Role::activation, lesson.label),
                  rowFocus("jacobian", Role::weight, lesson.label, lesson.numbers.classes())};
    return step;
}

Exhibit nudgedShares(const Lesson& lesson, Index k, bool isRaised) {
    return shares(lesson, nudgedName(k, isRaised, "softmax.output"),
                  isRaised ? "Predictions, score raised" : "Predictions, score lowered");
}

/// What nudging class `k` does to the loss, as bars around zero.
Exhibit changeBars(const Lesson& lesson, Index k) {
    const Exhibit changes =
        exhibitOf(lesson.source(), "loss_changes",
                  {"change-bars", "Loss change", "ΔL", Role::result, ValueScale::signedValue, Form::bars});
    Exhibit bars = partOf(changes, 2 * k, {2});
    bars.labels = {"raised", "lowered"};
    return bars;
}

/// The remark of the slide that belongs to class `k`.
std::string remark(const Lesson& lesson, Index k) {
    if (k == lesson.label) return "Raising the score of the true class lowers the loss.";
    return "Lowering the score of a wrong class lowers the loss, too.";
}

Step nudgeStep(const Lesson& lesson, Index k) {
    Step step = stepAbout(lesson.source(), "loss_changes", 2 * k);
    for (const auto& [tensor, offset] : {std::pair<std::string, Index>{"loss_changes", 2 * k + 1},
                                         {"expected_changes", 2 * k},
                                         {"expected_changes", 2 * k + 1},
                                         {nudgedName(k, true, "loss.output"), 0},
                                         {nudgedName(k, false, "loss.output"), 0}}) {
        step.explanations.push_back(explanationOf(lesson.source(), tensor, offset));
    }
    step.title = joinText("Nudge the score of ", lesson.nameOf(k));
    step.text = joinText("Raised by ", shortNumber(lesson.nudge), ", it changes the loss by ",
                         lesson.text("loss_changes", 2 * k), "; lowered as much, by ",
                         lesson.text("loss_changes", 2 * k + 1), "; its gradient foretold ",
                         lesson.text("expected_changes", 2 * k), " and ",
                         lesson.text("expected_changes", 2 * k + 1), ". ", remark(lesson, k));
    step.terms = {"result", "activation", "activation-2"};
    step.own = {nudgedShares(lesson, k, true), nudgedShares(lesson, k, false), changeBars(lesson, k)};
    step.shown = {"input.output", "input.delta",  step.own[0].id,
                  step.own[1].id, "loss_changes", "change-bars"};
    step.focus = {rowFocus("input.output", Role::activation, k), rowFocus("input.delta", Role::result, k),
                  rowFocus("loss_changes", Role::result, k, 2)};
    step.known = {{"loss_changes", 2 * (k + 1)}};
    step.question = Question{joinText("Gradient times nudge for ", lesson.nameOf(k), " = ?"),
                             lesson.value("expected_changes", 2 * k)};
    return step;
}

Step descentStep(const Lesson& lesson) {
    Step step;
    explainAll(lesson, "scores_after", step);
    step.explanations.push_back(explanationOf(lesson.source(), "after.loss.output"));
    step.title = "One step on the scores";
    step.text =
        joinText("Every score moves against its gradient, at learning rate ", shortNumber(lesson.rate), ". ",
                 lesson.nameOf(lesson.label), " goes from ", lesson.text("softmax.output", lesson.label),
                 " to ", lesson.text("after.softmax.output", lesson.label), ", and the loss from ",
                 lesson.text("loss.output"), " to ", lesson.text("after.loss.output"), ".");
    step.terms = {"result", "activation", "constant", "delta"};
    step.shown = {"input.output",         "input.delta", "scores_after",
                  "after.softmax.output", "loss.output", "after.loss.output"};
    step.focus = {rowFocus("scores_after", Role::result, lesson.label)};
    return step;
}

Result<Lesson> lessonFrom(const Settings& settings) {
    const auto classes = static_cast<Index>(fiveClasses().size());
    const auto scores = scoresFrom(settings, classes, classes);
    if (!scores) return tl::unexpected(scores.error());
    const auto label = wholeNumbers(settings, {"label"});
    if (!label) return tl::unexpected(label.error());
    const double nudge = std::get<double>(settings.at("nudge")), rate = std::get<double>(settings.at("rate"));
    return Lesson{lossNumbers(*scores, label->front(), rate, nudge), label->front(), nudge, rate};
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    std::vector<Exhibit> all;
    for (const auto& part : {slideExhibits(lesson), repairExhibits(lesson), scoreExhibits(lesson)}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

Result<Composition> composeLossGradient(const Settings& settings) {
    const auto made = lessonFrom(settings);
    if (!made) return tl::unexpected(made.error());
    const Lesson& lesson = *made;
    const auto one = [&](Step (*make)(const Lesson&)) {
        return oneStep([lesson, make] { return make(lesson); });
    };
    const auto perClassSteps = [&](Step (*make)(const Lesson&, Index)) {
        return Section{lesson.numbers.classes(), [lesson, make](Index k) { return make(lesson, k); }};
    };
    return Composition{lesson.numbers.source,
                       exhibitsOf(lesson),
                       {one(slideStep), perClassSteps(differenceStep), one(slideLossStep), one(sumStep),
                        one(alternativeStep), one(renormalisedStep), one(completedStep), one(scoresStep),
                        one(gradientStep), one(chainStep), perClassSteps(nudgeStep), one(descentStep)}};
}

}  // namespace

WalkthroughKind lossGradientWalkthrough() {
    return composed(
        {"L17",
         "loss-and-gradient",
         "12.3",
         "Loss and its gradient, five classes",
         "Prediction minus label: how far off each class is, and which way its score should move.",
         {scoresSetting(),
          {"label", "True class", 0.0, {}, 0, 4},
          {"nudge", "Nudge of a score", 0.1, {}, 0.001, 10},
          {"rate", "Learning rate", 1.0, {}, 0, 100}},
         {}},
        composeLossGradient);
}

}  // namespace deltascope
