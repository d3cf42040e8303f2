#include "core/lesson/walkthroughs/batch_steps.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

std::string directionText(double gradient) {
    if (gradient == 0) return "A gradient of 0 leaves the weight as it is.";
    return gradient > 0 ? "The gradient is positive, so the loss falls when the weight goes down."
                        : "The gradient is negative, so the loss falls when the weight goes up.";
}

std::string agreementText(const std::vector<double>& gradients) {
    const auto count = [&](auto isSo) { return std::count_if(gradients.begin(), gradients.end(), isSo); };
    const auto up = count([](double g) { return g < 0; }), down = count([](double g) { return g > 0; });
    if (up + down == 0) return "None of them pulls here.";
    if (up + down == 1) return "Only one of them pulls here, so the mean pulls less.";
    return up > 0 && down > 0 ? "They pull in opposite directions, so part of it cancels."
                              : "They pull in the same direction.";
}

}  // namespace

std::string exampleSubscript(Index example) {
    static const char* const digits[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
    std::string text;
    for (const char digit : std::to_string(example + 1)) text += digits[digit - '0'];
    return text;
}

std::string sumText(const std::vector<double>& terms) {
    std::string text;
    for (const double term : terms) {
        const std::string sign = text.empty() ? (term < 0 ? "-" : "") : term < 0 ? " - " : " + ";
        text += sign + shortNumber(std::abs(term));
    }
    return "(" + text + ")";
}

/// One colour scale for the examples' gradients and their mean, so that the mean looks as small as it is.
double gradientReach(const ParameterStory& story) {
    double reach = 0;
    for (Index example = 0; example < story.source->batch(); ++example) {
        const auto gradient = story.source->values(story.parameter + "_example_gradient", example);
        if (gradient) reach = std::max(reach, reachOf(*gradient));
    }
    return reach;
}

Exhibit exampleGradient(const ParameterStory& story, Index example) {
    const std::string tensor = story.parameter + "_example_gradient";
    Exhibit exhibit =
        exhibitOf(*story.source, tensor,
                  {joinText(tensor, "@", example + 1), joinText("Gradient of example ", example + 1),
                   "∂L" + exampleSubscript(example) + "/∂" + story.symbol, Role::activation},
                  example);
    exhibit.reach = gradientReach(story);
    return exhibit;
}

Exhibit meanGradient(const ParameterStory& story) {
    const std::string tensor = story.parameter + "_gradient";
    const bool isMean = story.source->batch() > 1;
    Exhibit exhibit =
        exhibitOf(*story.source, tensor,
                  {tensor, isMean ? "Mean gradient" : "Gradient", "∂L/∂" + story.symbol, Role::result});
    exhibit.reach = gradientReach(story);
    return exhibit;
}

Exhibit oldValues(const ParameterStory& story) {
    return exhibitOf(*story.source, story.parameter,
                     {story.parameter, "Old", story.symbol + " old", Role::weight});
}

Exhibit newValues(const ParameterStory& story) {
    const std::string tensor = story.parameter + "_new";
    return exhibitOf(*story.source, tensor, {tensor, "New", story.symbol + " new", Role::result});
}

Index largestGradient(const ParameterStory& story) {
    const Tensor<double> gradient = *story.source->values(story.parameter + "_gradient");
    const auto values = gradient.values();
    const auto largest = std::max_element(values.begin(), values.end(),
                                          [](double a, double b) { return std::abs(a) < std::abs(b); });
    return largest - values.begin();
}

Step averageStep(const ParameterStory& story, Index offset) {
    const Exhibit mean = meanGradient(story);
    Step step = stepAbout(*story.source, mean.tensor, offset);
    step.terms = {"result", "constant", "delta"};
    std::vector<double> gradients;
    for (Index example = 0; example < story.source->batch(); ++example) {
        const Exhibit own = exampleGradient(story, example);
        step.shown.push_back(own.id);
        step.focus.push_back(frameAt(own, offset, Role::activation));
        gradients.push_back(own.values[offset]);
    }
    step.shown.push_back(mean.id);
    step.focus.push_back(frameAt(mean, offset, Role::result));
    step.title = "Average: " + story.title;
    step.text =
        joinText("The examples' gradients slide together into their mean: ", sumText(gradients), " / ",
                 gradients.size(), " = ", shortNumber(mean.values[offset]), ". ", agreementText(gradients));
    step.question = Question{"Mean gradient = ?", mean.values[offset]};
    return step;
}

Step updateStep(const ParameterStory& story, Index offset) {
    const Exhibit old = oldValues(story), gradient = meanGradient(story), updated = newValues(story);
    Step step = stepAbout(*story.source, updated.tensor, offset);
    step.terms = {"result", "weight", "constant", "delta"};
    step.shown = {old.id, gradient.id, updated.id};
    step.focus = {frameAt(old, offset, Role::weight), frameAt(gradient, offset, Role::activation),
                  frameAt(updated, offset, Role::result)};
    step.title = "Update: " + story.title;
    step.text = joinText("New = old - rate × gradient: ", shortNumber(old.values[offset]), " - ",
                         shortNumber(story.rate), " × ", factorText(gradient.values[offset]), " = ",
                         shortNumber(updated.values[offset]), ". ", directionText(gradient.values[offset]));
    step.question = Question{"New weight = ?", updated.values[offset]};
    return step;
}

}  // namespace deltascope
