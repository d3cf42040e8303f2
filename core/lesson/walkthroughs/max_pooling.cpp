#include "core/lesson/walkthroughs/max_pooling.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/layers/window.h"
#include "core/lesson/composition.h"
#include "core/lesson/layer_example.h"
#include "core/lesson/sample_pictures.h"
#include "core/lesson/setting_exhibit.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/convolution_lesson.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr Index mostListed = 9;      // candidates that a sentence can hold
constexpr Index mostExplained = 30;  // winners that the last step explains

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const WorkedExample<double>> example;
    WindowGeometry window;

    Index stops() const { return window.outputMapSize(); }
    Index row(Index stop) const { return stop / window.outputWidth(); }
    Index column(Index stop) const { return stop % window.outputWidth(); }
};

/// LECTURE 12.1-h.
Grid oneToNine() { return {{3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9}}; }

/// The input of the lecture's convolution with whole numbers (LECTURE 12.4-c).
Grid wholeNumberPicture() { return {{4, 4}, {1, 2, 0, 1, 0, 1, 3, 2, 2, 1, 0, 0, 1, 0, 2, 1}}; }

Explanation explainStop(const Lesson& lesson, Index stop) {
    return explanationOf(*lesson.example, "pool1.output", stop);
}

/// The first of the largest candidates: the one that the layer routes the delta to, too.
const Cell& winnerOf(const Explanation& stop) {
    const auto& candidates = stop.expression.arguments;
    return std::find_if(candidates.begin(), candidates.end(),
                        [&](const Expression& e) { return e.value == stop.value; })
        ->cell;
}

bool hasWonBefore(const Lesson& lesson, Index stop, const Cell& winner) {
    bool hasWon = false;
    lesson.window.forWindowsOver(winner.index[1], winner.index[2], [&](Index i, Index j, Index, Index) {
        const Index other = i * lesson.window.outputWidth() + j;
        hasWon = hasWon || (other < stop && winnerOf(explainStop(lesson, other)) == winner);
    });
    return hasWon;
}

std::string candidatesText(const Explanation& stop) {
    std::vector<double> values;
    for (const Expression& candidate : stop.expression.arguments) values.push_back(candidate.value);
    const auto count = static_cast<Index>(values.size());
    return count <= mostListed ? numberList(values) : joinText("the ", count, " numbers in the window");
}

std::string consequenceText(const Lesson& lesson, Index stop, const Explanation& explanation) {
    const auto& candidates = explanation.expression.arguments;
    const Cell& winner = winnerOf(explanation);
    const auto equals = std::count_if(candidates.begin(), candidates.end(), [&](const Expression& candidate) {
        return candidate.value == explanation.value;
    });
    if (equals > 1) return joinText("It stands there ", equals, " times, and of equals the first one wins.");
    if (hasWonBefore(lesson, stop, winner)) return "It has won a window before, because windows overlap.";
    if (candidates.size() == 1) return "A window of one number keeps it as it is.";
    return "Only the winner goes on, all others are dropped.";
}

Focus frame(const char* exhibit, Role role, Index row, Index column) {
    return {exhibit, role, 0, row, column};
}

Step stopStep(const Lesson& lesson, Index stop) {
    const Index row = lesson.row(stop), column = lesson.column(stop);
    const Index top = lesson.window.row(row, 0), left = lesson.window.column(column, 0);
    Step step = stepAbout(*lesson.example, "pool1.output", stop);
    const Explanation& explanation = step.explanations.front();
    const Cell& winner = winnerOf(explanation);
    step.title = joinText("Window at ", placeText(top, left));
    step.text = joinText("Of ", candidatesText(explanation), " the largest is ",
                         shortNumber(explanation.value), ", at ", placeText(winner.index[1], winner.index[2]),
                         ". ", consequenceText(lesson, stop, explanation));
    step.terms = {"result", "activation"};
    step.focus = {{"input", Role::activation, 0, top, left, lesson.window.height, lesson.window.width},
                  frame("input", Role::result, winner.index[1], winner.index[2]),
                  frame("output", Role::result, row, column)};
    step.known = {{"output", stop + 1}};
    step.question = Question{joinText("Output at ", placeText(row, column), " = ?"), explanation.value};
    return step;
}

/// All winners at once.
Step resultStep(const Lesson& lesson) {
    Step step;
    step.title = "What is left";
    step.text =
        joinText(lesson.window.mapSize(), " numbers became ", lesson.stops(),
                 ", the strongest of each neighbourhood. What was found is kept, where exactly it stood "
                 "inside its window is forgotten.");
    for (Index stop = 0; stop < std::min(lesson.stops(), mostExplained); ++stop) {
        step.explanations.push_back(explainStop(lesson, stop));
        const Cell& winner = winnerOf(step.explanations.back());
        const Focus found = frame("input", Role::result, winner.index[1], winner.index[2]);
        step.focus.push_back(found);
    }
    step.formula = step.explanations.front().formula;
    return step;
}

Result<Lesson> lessonFrom(const Settings& settings) {
    const auto numbers = wholeNumbers(settings, {"window", "stride"});
    if (!numbers) return tl::unexpected(numbers.error());
    const Index side = (*numbers)[0], stride = (*numbers)[1];
    const Grid& picture = std::get<Grid>(settings.at("picture"));
    LayerExample example;
    example.input = picture.reshaped(picture.shape().batchOf(1));
    example.layers = {{"max_pool", "", {{"window", side}, {"stride", stride}}}};
    const auto worked = workedExample(example);
    if (!worked) return failure("window: ", worked.error().message);
    return Lesson{*worked, {example.input.shape(), side, side, stride, 0}};
}

Result<Composition> composeMaxPooling(const Settings& settings) {
    const auto lesson = lessonFrom(settings);
    if (!lesson) return tl::unexpected(lesson.error());
    Exhibit input = settingExhibit(*lesson->example, "input.output",
                                   {"input", "Input", "s", Role::activation}, "picture");
    Exhibit output = exhibitOf(*lesson->example, "pool1.output",
                               {"output", "Largest of each window", "a", Role::result, input.scale});
    return Composition{lesson->example,
                       {std::move(input), std::move(output)},
                       {{lesson->stops(), [l = *lesson](Index stop) { return stopStep(l, stop); }},
                        oneStep([l = *lesson] { return resultStep(l); })}};
}

std::vector<SettingSpec> maxPoolingSettings() {
    return {{"picture",
             "Input",
             oneToNine(),
             {{"Lecture's 1 to 9", oneToNine()},
              {"4 × 4 whole numbers", wholeNumberPicture()},
              {"Digit", sampleDigit(3)}},
             1,
             28,
             true},
            {"window", "Window", 2.0, {{"2 × 2", 2.0}, {"3 × 3", 3.0}}, 1, 28},
            {"stride", "Stride", 1.0, {{"1: windows overlap", 1.0}, {"2: side by side", 2.0}}, 1, 28}};
}

}  // namespace

WalkthroughKind maxPoolingWalkthrough() {
    return composed({"L9",
                     "max-pooling",
                     "12.1",
                     "Max pooling",
                     "A window slides over the input and keeps only the largest number that it holds.",
                     maxPoolingSettings(),
                     {}},
                    composeMaxPooling);
}

}  // namespace deltascope
