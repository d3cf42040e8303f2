#include "core/lesson/walkthroughs/conv_illustration.h"

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/layers/window.h"
#include "core/lesson/composition.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/conv_example.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

/// One window that contains the cell: where it makes its output, and which weight meets the cell there.
struct Meeting {
    Index i = 0, j = 0, m = 0, n = 0;
};

/// What the steps need; they share it.
struct Lesson {
    WindowGeometry window;
    Index row = 0, column = 0;
    std::vector<Meeting> meetings = {};  ///< in the order in which the window arrives
    std::shared_ptr<const CellSource> source = {};
    Exhibit input = {}, kernel = {}, output = {}, delta = {}, result = {}, forward = {}, backward = {};

    Index count() const { return static_cast<Index>(meetings.size()); }
    const Meeting& meeting(Index i) const { return meetings[static_cast<std::size_t>(i)]; }
    Index cell() const { return row * window.inputWidth + column; }
    Index outputOf(const Meeting& at) const { return at.i * window.outputWidth() + at.j; }
    Index weightOf(const Meeting& at) const { return at.m * window.width + at.n; }
};

using Shared = std::shared_ptr<const Lesson>;

// The steps before the first link, between forward and backward, and after the last link.
constexpr Index stepsBefore = 3, stepsBetween = 2;

Index firstBackwardStep(const Lesson& lesson) { return stepsBefore + lesson.count() + stepsBetween; }

/// The products that travel along the links, each with its formula: on the way back the last link comes
/// first.
std::shared_ptr<const Sheet> productsOn(const Lesson& lesson, const CellSource& engine) {
    const auto leaf = [&](const char* tensor, Index offset) {
        const Explanation there = explanationOf(engine, tensor, offset);
        return cellLeaf(there.cell, there.value);
    };
    const auto weight = [&](const Meeting& at) { return leaf("conv1.weight", lesson.weightOf(at)); };
    auto sheet = std::make_shared<Sheet>();
    sheet->define("forward_share", {lesson.count()}, "conv-link-forward", [&](Index i) {
        return productOf({leaf("input.output", lesson.cell()), weight(lesson.meeting(i))});
    });
    sheet->define("backward_share", {lesson.count()}, "conv-link-backward", [&](Index i) {
        const Meeting& at = lesson.meeting(lesson.count() - 1 - i);
        return productOf({leaf("conv1.delta", lesson.outputOf(at)), weight(at)});
    });
    return sheet;
}

std::string placeOf(const Meeting& at) { return rowColumn(at.i, at.j); }
std::string placeOfCell(const Lesson& lesson) { return rowColumn(lesson.row, lesson.column); }

void addExhibits(Lesson& lesson, bool isDeltaAsTyped) {
    const CellSource& source = *lesson.source;
    lesson.input = exhibitOf(source, "input.output", {"input", "Layer l", "a⁽ˡ⁾", Role::activation});
    lesson.input.setting = "input";
    lesson.input.padding = lesson.window.padding;
    lesson.kernel = exhibitOf(source, "conv1.weight", {"kernel", "Kernel", "g⁽ˡ⁾", Role::weight});
    lesson.kernel.setting = "kernel";
    lesson.output = exhibitOf(source, "conv1.output", {"output", "Layer l + 1", "z⁽ˡ⁺¹⁾", Role::result});
    lesson.output.knownFrom = 1;
    lesson.delta =
        exhibitOf(source, "conv1.delta", {"delta", "Delta from above", "δ⁽ˡ⁺¹⁾", Role::activation});
    if (isDeltaAsTyped) lesson.delta.setting = "delta";
    lesson.delta.knownFrom = firstBackwardStep(lesson) - 1;
    lesson.result = exhibitOf(source, "input.delta", {"result", "Sent back", "∂L/∂a⁽ˡ⁾", Role::result});
    lesson.result.knownFrom = firstBackwardStep(lesson) + lesson.count() + 2;
    lesson.forward = exhibitOf(source, "forward_share", {"forward", "Into each output", "a g", Role::result});
    lesson.forward.knownFrom = stepsBefore + lesson.count() - 1;
    lesson.backward =
        exhibitOf(source, "backward_share", {"backward", "Back from each", "δ g", Role::result});
    lesson.backward.knownFrom = firstBackwardStep(lesson) + lesson.count() - 1;
    for (Index i = 0; i < lesson.count(); ++i) {
        lesson.forward.labels.push_back(joinText("z ", lesson.meeting(i).i, ",", lesson.meeting(i).j));
        const Meeting& back = lesson.meeting(lesson.count() - 1 - i);
        lesson.backward.labels.push_back(joinText("δ ", back.i, ",", back.j));
    }
}

Focus cellFrame(const Lesson& lesson, const Exhibit& exhibit, Role role) {
    return frameAt(exhibit, lesson.cell(), role);
}

Focus windowFrame(const Lesson& lesson, const Meeting& at) {
    const WindowGeometry& window = lesson.window;
    return {"input",       Role::activation, 0, window.row(at.i, 0), window.column(at.j, 0),
            window.height, window.width};
}

Step formulaStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "conv1.output");
    step.title = "a ⊗ g = z";
    step.text =
        "A convolutional layer slides its kernel g over the activations a that come in; what goes out is z. "
        "Every z is the sum of the products under one window.";
    step.formula = "conv-layer";
    step.terms = {"activation", "weight", "result"};
    step.focus = {windowFrame(lesson, {0, 0, 0, 0}), frameAt(lesson.output, 0, Role::result)};
    step.known = {{"output", 1}};
    step.question = Question{"z at " + rowColumn(0, 0) + " = ?", step.explanations[0].value};
    step.shown = {"input", "kernel", "output"};
    return step;
}

Step windowsStep(const Lesson& lesson) {
    constexpr Index mostExplained = 30;
    const Index count = lesson.output.values.size();
    Step step = stepAbout(*lesson.source, "conv1.output", count - 1);
    for (Index i = 0; i < std::min(count - 1, mostExplained - 1); ++i) {
        step.explanations.push_back(explanationOf(*lesson.source, "conv1.output", i));
    }
    step.title = "All windows";
    step.text =
        joinText("The window stops ", count, " times, so z has ", lesson.window.outputHeight(), " rows and ",
                 lesson.window.outputWidth(), " columns. At every stop the same weights are used.");
    step.terms = {"activation", "weight", "result"};
    const Meeting last{lesson.window.outputHeight() - 1, lesson.window.outputWidth() - 1};
    step.focus = {windowFrame(lesson, last), frameAt(lesson.output, count - 1, Role::result)};
    step.shown = {"input", "kernel", "output"};
    return step;
}

Step cellStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "input.output", lesson.cell());
    step.title = "A cell of interest: " + placeOfCell(lesson);
    step.text = joinText("Now look from the other side, from one cell of a. ", lesson.count(),
                         lesson.count() == 1 ? " window contains it, so it feeds one output."
                                             : " windows contain it, and it feeds the output of each.");
    step.focus = {cellFrame(lesson, lesson.input, Role::activation)};
    for (const Meeting& at : lesson.meetings) {
        step.focus.push_back(frameAt(lesson.output, lesson.outputOf(at), Role::result));
    }
    step.question = Question{"How many outputs does this cell feed?", static_cast<double>(lesson.count())};
    step.shown = {"input", "kernel", "output"};
    return step;
}

Step forwardStep(const Lesson& lesson, Index i) {
    const Meeting& at = lesson.meeting(i);
    Step step = stepAbout(*lesson.source, "forward_share", i);
    step.explanations.push_back(explanationOf(*lesson.source, "conv1.output", lesson.outputOf(at)));
    step.title = "Forward: the window of output " + placeOf(at);
    step.text = joinText("In this window the cell meets the weight at ", rowColumn(at.m, at.n), ": ",
                         timesText(step.explanations[0].expression), " goes into the output.");
    step.terms = {"activation", "weight", "result"};
    step.focus = {windowFrame(lesson, at), cellFrame(lesson, lesson.input, Role::result),
                  frameAt(lesson.kernel, lesson.weightOf(at), Role::weight),
                  frameAt(lesson.output, lesson.outputOf(at), Role::result),
                  frameAt(lesson.forward, i, Role::result)};
    step.known = {{"forward", i + 1}};
    step.question = Question{"What does the cell add to this output?", step.explanations[0].value};
    step.earlier = {{step.explanations[1].cell, 1}};
    step.shown = {"input", "kernel", "forward", "output"};
    return step;
}

/// The weights that the cell has met, in order: "0, 2, -1 and 1".
std::string weightsMet(const Lesson& lesson) {
    std::vector<double> weights;
    for (const Meeting& at : lesson.meetings) weights.push_back(lesson.kernel.values[lesson.weightOf(at)]);
    return numberList(weights);
}

Step orderStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "forward_share", lesson.count() - 1);
    step.title = "Which weights did it meet?";
    step.text = joinText("From window to window the cell met the weights ", weightsMet(lesson),
                         ". As the window moves right and down, the cell moves left and up inside it, so the "
                         "kernel is read from its end.");
    step.focus = {cellFrame(lesson, lesson.input, Role::activation)};
    for (const Meeting& at : lesson.meetings) {
        step.focus.push_back(frameAt(lesson.kernel, lesson.weightOf(at), Role::weight));
        step.focus.push_back(frameAt(lesson.output, lesson.outputOf(at), Role::result));
    }
    step.shown = {"input", "kernel", "forward", "output"};
    return step;
}

Step deltaStep(const Lesson& lesson) {
    const Meeting& last = lesson.meetings.back();
    Step step = stepAbout(*lesson.source, "conv1.delta", lesson.outputOf(last));
    step.title = "The deltas arrive";
    step.text =
        "Backward every output has a delta: how much the loss changes with it. The outputs that our cell has "
        "fed will send theirs back to it.";
    step.focus = {cellFrame(lesson, lesson.input, Role::result)};
    for (const Meeting& at : lesson.meetings) {
        step.focus.push_back(frameAt(lesson.delta, lesson.outputOf(at), Role::activation));
    }
    step.shown = {"input", "kernel", "delta"};
    return step;
}

Step backwardStep(const Lesson& lesson, Index i) {
    const Index link = lesson.count() - 1 - i;
    const Meeting& at = lesson.meeting(link);
    Step step = stepAbout(*lesson.source, "backward_share", i);
    step.title = "Backward: from output " + placeOf(at);
    step.text = joinText("The same link the other way: the delta times the same weight, ",
                         timesText(step.explanations[0].expression), ", comes back to the cell.");
    step.terms = {"delta", "weight", "result"};
    step.focus = {frameAt(lesson.delta, lesson.outputOf(at), Role::activation),
                  frameAt(lesson.kernel, lesson.weightOf(at), Role::weight),
                  cellFrame(lesson, lesson.input, Role::result), frameAt(lesson.backward, i, Role::result)};
    step.known = {{"backward", i + 1}};
    step.question = Question{"What comes back along this link?", step.explanations[0].value};
    step.earlier = {{explanationOf(*lesson.source, "forward_share", link).cell, stepsBefore + link}};
    step.shown = {"input", "delta", "kernel", "backward"};
    return step;
}

/// The exhibit of what is sent back with all but our cell blank.
Exhibit onlyTheCell(const Lesson& lesson) { return partOf(lesson.result, lesson.cell(), {1, 1}); }

Step sumStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "input.delta", lesson.cell());
    step.title = "What came back adds up";
    step.text = joinText("Together ", shortNumber(step.explanations[0].value),
                         ": that is how much the loss changes with this cell of a. Each output that it fed "
                         "has sent its delta through the weight by which it was fed.");
    step.terms = {"delta", "weight", "result"};
    for (Index i = 0; i < lesson.count(); ++i) {
        step.focus.push_back(frameAt(lesson.backward, i, Role::activation));
        step.earlier.push_back(
            {explanationOf(*lesson.source, "backward_share", i).cell, firstBackwardStep(lesson) + i});
    }
    step.question = Question{"The sum of what came back = ?", step.explanations[0].value};
    Exhibit sum = onlyTheCell(lesson);
    sum.id = "sum";
    sum.title = "At " + placeOfCell(lesson);
    sum.knownFrom = -1;
    step.focus.push_back(frameAt(sum, 0, Role::result));
    step.own = {sum};
    step.shown = {"input", "delta", "kernel", "backward", "sum"};
    return step;
}

Exhibit rotatedKernel(const Lesson& lesson) {
    Exhibit rotated = lesson.kernel;
    std::reverse(rotated.values.values().begin(), rotated.values.values().end());
    rotated.id = "rotated";
    rotated.title = "Kernel turned by 180°";
    rotated.symbol = "rot g⁽ˡ⁾";
    rotated.tensor = rotated.setting = "";
    return rotated;
}

/// Where the turned kernel lies on the deltas: one frame, which may reach over their edge; with a stride the
/// deltas stand apart.
std::vector<Focus> turnedFrames(const Lesson& lesson) {
    const WindowGeometry& window = lesson.window;
    if (window.stride == 1) {
        return {{"delta", Role::activation, 0, lesson.row + window.padding - window.height + 1,
                 lesson.column + window.padding - window.width + 1, window.height, window.width}};
    }
    std::vector<Focus> frames;
    for (const Meeting& at : lesson.meetings) {
        frames.push_back(frameAt(lesson.delta, lesson.outputOf(at), Role::activation));
    }
    return frames;
}

Step flipStep(const Lesson& lesson) {
    const Explanation sum = explanationOf(*lesson.source, "input.delta", lesson.cell());
    Step step;
    step.title = "The flip";
    step.text =
        "Read the deltas from the first to the last, and the weights come in reverse order: that is the "
        "kernel "
        "turned by 180°, laid over the deltas. Where it reaches over their edge it meets zeros.";
    step.explanations = {**lesson.source->otherView(sum.cell)};
    step.formula = step.explanations[0].formula;
    step.terms = {"delta", "weight", "result"};
    step.earlier = {{sum.cell, firstBackwardStep(lesson) + lesson.count()}};
    Exhibit delta = lesson.delta;
    const WindowGeometry& window = lesson.window;
    delta.padding = std::max<Index>(0, std::max(window.height, window.width) - 1 - window.padding);
    const Exhibit rotated = rotatedKernel(lesson);
    step.focus = turnedFrames(lesson);
    step.focus.push_back({"rotated", Role::weight, 0, 0, 0, window.height, window.width});
    step.own = {delta, rotated};
    step.shown = {"delta", "kernel", "rotated"};
    return step;
}

Step everyCellStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "input.delta", lesson.cell());
    const Proof proof = *lesson.source->prove(step.explanations[0].cell);
    step.title = "Every cell of a";
    step.text =
        joinText("The same for every cell gives the whole grid. Nudging the cell at ", placeOfCell(lesson),
                 " and running the layer again measures ", shortNumber(proof.numeric),
                 ", and the flipped kernel found ", shortNumber(proof.analytic), ".");
    step.terms = {"delta", "weight", "result"};
    step.focus = {cellFrame(lesson, lesson.result, Role::result)};
    step.shown = {"delta", "kernel", "result"};
    return step;
}

/// The windows over the cell; an error where there are none.
Result<Lesson> lessonOn(const ConvExample& example, Index row, Index column) {
    const Shape &input = example.input.shape(), &kernel = example.kernels.shape();
    Lesson lesson{{input, kernel[2], kernel[3], example.stride, example.padding}, row, column};
    for (const auto& [id, value, extent] : {std::tuple{"row", row, input[1]}, {"column", column, input[2]}}) {
        if (value >= extent) {
            return failure(id, ": ", value, ", expected 0 to ", extent - 1, " for this input");
        }
    }
    lesson.window.forWindowsOver(row, column, [&](Index i, Index j, Index m, Index n) {
        lesson.meetings.push_back({i, j, m, n});
    });
    if (lesson.meetings.empty()) {
        return failure("row: with this stride no window contains ", rowColumn(row, column));
    }
    return lesson;
}

Result<Composition> composeConvIllustration(const Settings& settings) {
    const auto numbers = wholeNumbers(settings, {"row", "column", "stride", "padding"});
    if (!numbers) return tl::unexpected(numbers.error());
    ConvExample form;
    form.stride = (*numbers)[2];
    form.padding = (*numbers)[3];
    const auto data = convExampleFrom(settings, form);
    if (!data) return tl::unexpected(data.error());
    auto lesson = lessonOn(*data, (*numbers)[0], (*numbers)[1]);
    if (!lesson) return tl::unexpected(lesson.error());
    const auto engine = workedExample(layersOf(*data));
    if (!engine) return failure("input: ", engine.error().message);
    lesson->source = std::make_shared<SourceList>(
        std::vector<SourceList::Part>{{*engine}, {productsOn(*lesson, **engine)}});
    addExhibits(*lesson, gridsOf(*data).at("delta") == settings.at("delta"));
    const auto shared = std::make_shared<const Lesson>(*std::move(lesson));
    const auto one = [&](Step (*make)(const Lesson&)) { return oneStep([=] { return make(*shared); }); };
    const auto each = [&](Step (*make)(const Lesson&, Index)) {
        return Section{shared->count(), [=](Index i) { return make(*shared, i); }};
    };
    return Composition{shared->source,
                       {shared->input, shared->kernel, shared->forward, shared->output, shared->delta,
                        shared->backward, shared->result},
                       {one(formulaStep), one(windowsStep), one(cellStep), each(forwardStep), one(orderStep),
                        one(deltaStep), each(backwardStep), one(sumStep), one(flipStep), one(everyCellStep)}};
}

std::vector<SettingSpec> convIllustrationSettings() {
    std::vector<SettingSpec> settings = convSettings();
    settings.push_back({"row", "Cell in row", 1.0, {}, 0, 11});
    settings.push_back({"column", "Cell in column", 2.0, {}, 0, 11});
    settings.push_back({"stride", "Stride", 1.0, {}, 1, 3});
    settings.push_back({"padding", "Padding", 0.0, {}, 0, 3});
    return settings;
}

}  // namespace

WalkthroughKind convIllustrationWalkthrough() {
    return composed({"L27",
                     "conv-illustration",
                     "12.4",
                     "Convolutional layer, illustrated",
                     "Follow one cell into every window that contains it, and its deltas back.",
                     convIllustrationSettings(),
                     {}},
                    composeConvIllustration);
}

}  // namespace deltascope
