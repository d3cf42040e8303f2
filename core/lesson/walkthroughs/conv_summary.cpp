#include "core/lesson/walkthroughs/conv_summary.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/lesson/composition.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/conv_summary_numbers.h"
#include "core/lesson/walkthroughs/listing.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

/// The lines of the listing, unfolded.
enum Line : Index { take, eachLayer, eachNode, nodeRule, pad, flip, slide, slope, partials, update };

Exhibit convListing() {
    return listing("The algorithm",
                   {{0, "take δ⁽ᶜ⁾ from the first fully connected layer", "L26"},
                    {0, "for each convolutional layer l = c−1, …, 1:"},
                    {1, "for each node i, j of layer l:"},
                    {2, "δᵢⱼ⁽ˡ⁾ = (Σ gₘₙ⁽ˡ⁾ δ⁽ˡ⁺¹⁾ at i−m, j−n) σ′(zᵢⱼ⁽ˡ⁾), that is:", "L27"},
                    {3, "pad δ⁽ˡ⁺¹⁾ with zeros"},
                    {3, "flip g⁽ˡ⁾: turn it by 180°"},
                    {3, "slide it over the padded δ⁽ˡ⁺¹⁾"},
                    {3, "multiply by the slope σ′(zᵢⱼ⁽ˡ⁾)"},
                    {1, "∂L/∂gₘₙ⁽ˡ⁾ = Σ a⁽ˡ⁾ at i+m, j+n times δᵢⱼ⁽ˡ⁺¹⁾"},
                    {1, "gₘₙ⁽ˡ⁾ ← gₘₙ⁽ˡ⁾ − α ∂L/∂gₘₙ⁽ˡ⁾"}});
}

/// A step about element `offset` of an exhibit at `line`, with the loops around that line marked.
Step stepAt(const ConvSummary& lesson, Line line, const Exhibit& exhibit, Index offset = 0) {
    Step step = stepAbout(*lesson.source, exhibit.tensor, offset);
    step.focus = {lineFrame(line, Role::result)};
    if (line > eachLayer) step.focus.push_back(lineFrame(eachLayer));
    if (line > nodeRule && line < partials) step.focus.push_back(lineFrame(nodeRule));
    return step;
}

/// Explains the other elements of the exhibit, too, as far as there is room.
void explainAll(const ConvSummary& lesson, Step& step, const Exhibit& exhibit) {
    constexpr std::size_t most = 30;
    for (Index i = 0; i < exhibit.values.size() && step.explanations.size() < most; ++i) {
        Explanation next = explanationOf(*lesson.source, exhibit.tensor, i);
        if (next.cell != step.explanations[0].cell) step.explanations.push_back(std::move(next));
    }
}

/// A frame over whole maps of an exhibit, on map `map`.
Focus mapFrame(const Exhibit& exhibit, Role role, Index map, Index height, Index width) {
    return {exhibit.id, role, map, 0, 0, height, width};
}

/// "row 1, column 2"; with several channels "channel 0, row 1, column 2".
std::string cellPlace(const ConvSummary& lesson, Index offset) {
    const auto [c, row, column, unused] = lesson.data.input.shape().indexAt(offset);
    return (lesson.channels() > 1 ? joinText("channel ", c, ", ") : "") + rowColumn(row, column);
}

Step takeStep(const ConvSummary& lesson) {
    Step step = stepAt(lesson, take, lesson.delta);
    step.title = "Line 1: where it starts";
    step.text =
        "The fully connected layers have left the first δ, and from layer to layer it is passed on. Here "
        "layer "
        "l + 1 has got its δ already, and layer l wants its own.";
    step.shown = {"listing", "input", "kernel", "delta"};
    if (lesson.data.hasSigmoid) step.shown.insert(step.shown.begin() + 1, "z");
    return step;
}

Step unfoldStep(const ConvSummary& lesson) {
    Step step = stepAt(lesson, nodeRule, lesson.delta);
    step.title = "Line 4 unfolds";
    step.text =
        "Every node collects the deltas of the outputs that it fed, each through the weight that it met "
        "there. "
        "For all nodes at once that is a convolution with the flipped kernel, in four moves.";
    step.formula = "conv-node-rule";
    step.terms = {"result", "weight", "delta", "activation"};
    for (const Line line : {pad, flip, slide, slope}) step.focus.push_back(lineFrame(line));
    step.shown = {"listing", "kernel", "delta"};
    return step;
}

Step padStep(const ConvSummary& lesson) {
    Step step = stepAt(lesson, pad, lesson.delta);
    step.title = "Line 5: pad";
    step.text =
        joinText("Around δ come zeros: ", lesson.height() - 1, " above and below, ", lesson.width() - 1,
                 " left and right. Now a kernel that slides over it has room to "
                 "stop once for every cell of a.");
    step.formula = "conv-delta-flipped";
    step.terms = {"delta"};
    step.own = {lesson.padded};
    step.shown = {"listing", "input", "delta"};
    return step;
}

Step flipStep(const ConvSummary& lesson) {
    Step step = stepAt(lesson, flip, lesson.kernel);
    step.title = "Line 6: flip";
    step.text =
        "The kernel is turned by 180°: its last weight comes first. A cell met the weights in reverse order "
        "as "
        "the window moved over it, so the deltas need them reversed.";
    step.formula = "conv-delta-flipped";
    step.terms = {"weight"};
    step.focus.push_back(mapFrame(lesson.kernel, Role::weight, 0, lesson.height(), lesson.width()));
    step.focus.push_back(mapFrame(lesson.rotated, Role::weight, 0, lesson.height(), lesson.width()));
    step.shown = {"listing", "kernel", "rotated"};
    return step;
}

/// Frames of the flipped kernels of one channel, and of the place where they lie on every map of deltas.
void addSlideFrames(const ConvSummary& lesson, Step& step, Index offset) {
    const auto [c, row, column, unused] = lesson.data.input.shape().indexAt(offset);
    for (Index k = 0; k < lesson.maps(); ++k) {
        step.focus.push_back({"delta", Role::activation, k, row - lesson.height() + 1,
                              column - lesson.width() + 1, lesson.height(), lesson.width()});
        step.focus.push_back(mapFrame(lesson.rotated, Role::weight, k * lesson.channels() + c,
                                      lesson.height(), lesson.width()));
    }
    step.focus.push_back(frameAt(lesson.sums, offset, Role::result));
}

/// What lies under the flipped kernel, as a sum where it is short enough to read.
std::string slideText(const Explanation& sum) {
    constexpr std::size_t mostWritten = 4;
    std::string products;
    std::size_t met = 0;
    for (const Expression& product : sum.expression.arguments) {
        if (product.arguments[0].operation != Operation::cell) continue;  // padding
        products += (met++ == 0 ? "" : " + ") + factorsText(product);
    }
    const std::size_t zeros = sum.expression.arguments.size() - met;
    return joinText("Under the flipped kernel lie ", met, met == 1 ? " delta and " : " deltas and ", zeros,
                    zeros == 1 ? " zero" : " zeros", " of the padding. The products add up: ",
                    met > mostWritten ? "their sum is " : products + " = ", shortNumber(sum.value), ".");
}

Step slideStep(const ConvSummary& lesson, Index offset) {
    Step step = stepAt(lesson, slide, lesson.sums, offset);
    step.explanations = {**lesson.source->otherView(step.explanations[0].cell)};
    const Explanation& sum = step.explanations[0];
    step.title = "Line 7: node at " + cellPlace(lesson, offset);
    step.text = slideText(sum);
    step.formula = sum.formula;
    step.terms = {"result", "delta", "weight"};
    addSlideFrames(lesson, step, offset);
    step.known = {{"sums", offset + 1}};
    step.question = Question{"The sum of the products = ?", sum.value};
    step.own = {lesson.padded};
    step.shown = {"listing", "delta", "rotated", "sums"};
    return step;
}

Step slopeStep(const ConvSummary& lesson) {
    if (!lesson.data.hasSigmoid) {
        Step step = stepAt(lesson, slope, lesson.sums);
        step.title = "Line 8: no slope here";
        step.text =
            "In this example no sigmoid stands in front of the convolution, so there is no slope to multiply "
            "by. The sums are what is passed on; choose the case with a sigmoid to see this line at work.";
        step.shown = {"listing", "sums"};
        return step;
    }
    Step step = stepAt(lesson, slope, lesson.result);
    explainAll(lesson, step, lesson.result);
    step.title = "Line 8: times the slope";
    step.text =
        joinText("Between z and a stands the sigmoid: every sum is multiplied by its slope at that z. At ",
                 cellPlace(lesson, 0), ": ", timesText(step.explanations[0].expression), ".");
    step.terms = {"result", "delta", "activation"};
    for (const Exhibit* exhibit : {&lesson.sums, &lesson.slopes}) {
        step.focus.push_back(frameAt(*exhibit, 0, Role::activation));
    }
    step.focus.push_back(frameAt(lesson.result, 0, Role::result));
    step.question = Question{"δ at " + cellPlace(lesson, 0) + " = ?", step.explanations[0].value};
    step.earlier = {{*cellOf(lesson.sums, 0), firstSlide}};
    step.shown = {"listing", "z", "sums", "slope", "result"};
    return step;
}

/// Where the unflipped kernel errs most.
Index worstCell(const ConvSummary& lesson) {
    Index worst = 0;
    const auto error = [&](Index i) { return std::abs(lesson.unflipped.values[i] - lesson.sums.values[i]); };
    for (Index i = 0; i < lesson.cells(); ++i)
        if (error(i) > error(worst)) worst = i;
    return worst;
}

Step unflippedStep(const ConvSummary& lesson) {
    const Index cell = worstCell(lesson);
    Step step = stepAbout(*lesson.source, lesson.unflipped.tensor, cell);
    step.explanations.push_back(explanationOf(*lesson.source, lesson.sums.tensor, cell));
    const double wrong = step.explanations[0].value, right = step.explanations[1].value;
    step.title = "What if line 6 is forgotten?";
    step.text = joinText("The kernel as it is, laid on the same padded δ, gives other numbers. At ",
                         cellPlace(lesson, cell), " it says ", shortNumber(wrong), " instead of ",
                         shortNumber(right), ".");
    if (wrong == right) {
        step.text =
            "This kernel looks the same when it is turned by 180°. So here, and only for such kernels, "
            "forgetting the flip does no harm.";
    }
    step.terms = {"result", "delta", "weight"};
    step.focus.push_back(frameAt(lesson.unflipped, cell, Role::result));
    step.focus.push_back(frameAt(lesson.sums, cell, Role::result));
    step.earlier = {{*cellOf(lesson.sums, cell), firstSlide + cell}};
    step.own = {lesson.padded};
    step.shown = {"delta", "kernel", "unflipped", "sums"};
    return step;
}

Step checkStep(const ConvSummary& lesson) {
    const Index cell = worstCell(lesson);
    Step step = stepAbout(*lesson.source, lesson.measured.tensor, cell);
    const Proof proof = *lesson.source->prove(*cellOf(lesson.sums, cell));
    step.title = "The numeric check decides";
    step.text = joinText("Nudge a at ", cellPlace(lesson, cell),
                         " and run the layer again: the loss changes ", shortNumber(proof.numeric),
                         " times as much. The flipped kernel says ", shortNumber(proof.analytic),
                         ", the unflipped one ", shortNumber(lesson.unflipped.values[cell]), ".");
    step.terms = {"result"};
    for (const Exhibit* exhibit : {&lesson.unflipped, &lesson.sums, &lesson.measured}) {
        step.focus.push_back(frameAt(*exhibit, cell, Role::result));
    }
    step.earlier = {{*cellOf(lesson.unflipped, cell), unflippedStepIndex(lesson)},
                    {*cellOf(lesson.sums, cell), firstSlide + cell}};
    step.shown = {"unflipped", "sums", "measured"};
    return step;
}

Step partialsStep(const ConvSummary& lesson) {
    Step step = stepAt(lesson, partials, lesson.gradient);
    explainAll(lesson, step, lesson.gradient);
    const Shape& delta = lesson.data.delta.shape();
    step.title = "Line 9: partial derivatives";
    step.text = joinText(
        "Each weight was used at every stop of the window, so its gradient adds up all of them. "
        "The first weight met the framed cells, and its sum is ",
        shortNumber(step.explanations[0].value), ".");
    step.terms = {"result", "activation", "delta"};
    step.focus.push_back(mapFrame(lesson.input, Role::activation, 0, delta[1], delta[2]));
    step.focus.push_back(mapFrame(lesson.delta, Role::activation, 0, delta[1], delta[2]));
    step.focus.push_back(frameAt(lesson.gradient, 0, Role::result));
    step.question = Question{"The gradient of the first weight = ?", step.explanations[0].value};
    step.shown = {"listing", "input", "delta", "gradient"};
    return step;
}

Step updateStep(const ConvSummary& lesson) {
    Step step = stepAt(lesson, update, lesson.updated);
    explainAll(lesson, step, lesson.updated);
    step.title = "Line 10: update";
    step.text =
        joinText("Every weight moves against its gradient by the learning rate ", shortNumber(lesson.rate),
                 ": the first becomes ", shortNumber(step.explanations[0].value),
                 ". The deltas above were all computed with the old kernel.");
    step.terms = {"result", "weight", "constant", "delta"};
    step.focus.push_back(frameAt(lesson.kernel, 0, Role::weight));
    step.focus.push_back(frameAt(lesson.gradient, 0, Role::activation));
    step.focus.push_back(frameAt(lesson.updated, 0, Role::result));
    step.question = Question{"The new first weight = ?", step.explanations[0].value};
    step.earlier = {{*cellOf(lesson.gradient, 0), partialsStepIndex(lesson)}};
    step.shown = {"listing", "kernel", "gradient", "updated"};
    return step;
}

Step leftOutStep(const ConvSummary& lesson) {
    const Exhibit& passedOn = lesson.data.hasSigmoid ? lesson.result : lesson.sums;
    Step step = stepAbout(*lesson.source, passedOn.tensor);
    step.title = "What the summary leaves out";
    step.text = joinText(
        "Between two convolutional layers lies pooling, which first sends each delta to the winner of its "
        "window; layer c − 1 gets its error from the weights of the fully connected layer, not from a "
        "kernel. ",
        lesson.maps() > 1 ? "And as here, with several maps the sum runs over all maps of layer l + 1."
                          : "And with several maps the sum runs over all maps of layer l + 1.");
    step.focus = {lineFrame(eachLayer, Role::result), lineFrame(take)};
    step.shown = {"listing", passedOn.id};
    return step;
}

Result<Composition> composeConvSummary(const Settings& settings) {
    auto made = convSummaryFrom(settings);
    if (!made) return tl::unexpected(made.error());
    const auto lesson = std::make_shared<const ConvSummary>(*std::move(made));
    const auto one = [&](Step (*make)(const ConvSummary&)) { return oneStep([=] { return make(*lesson); }); };
    Composition composition{
        lesson->source,
        {convListing(), lesson->input, lesson->kernel, lesson->delta, lesson->rotated, lesson->unflipped,
         lesson->sums, lesson->measured, lesson->gradient, lesson->updated},
        {one(takeStep), one(unfoldStep), one(padStep), one(flipStep),
         Section{lesson->cells(), [=](Index i) { return slideStep(*lesson, i); }}, one(slopeStep),
         one(unflippedStep), one(checkStep), one(partialsStep), one(updateStep), one(leftOutStep)}};
    if (!lesson->data.hasSigmoid) return composition;
    for (const Exhibit* exhibit : {&lesson->scores, &lesson->slopes, &lesson->result})
        composition.exhibits.push_back(*exhibit);
    return composition;
}

std::vector<SettingSpec> convSummarySettings() {
    std::vector<SettingSpec> settings = convSettings();
    settings.insert(settings.begin(), {"case",
                                       "Example",
                                       std::string("whole_numbers"),
                                       {{"Whole numbers", std::string("whole_numbers")},
                                        {"Behind a sigmoid", std::string("sigmoid")},
                                        {"Two channels, two maps", std::string("channels")}}});
    settings.push_back({"rate", "Learning rate", 0.1, {}, 0, 100});
    return settings;
}

}  // namespace

WalkthroughKind convSummaryWalkthrough() {
    return composed(
        {"L28",
         "convolutional-summary",
         "12.4",
         "Summary: convolutional layers",
         "The algorithm as a program that runs line by line: pad, flip, slide, multiply by the slope.",
         convSummarySettings(),
         {}},
        composeConvSummary);
}

}  // namespace deltascope
