#include "core/lesson/walkthroughs/fully_connected_layer.h"

#include "core/base/number_text.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/layer_example.h"
#include "core/lesson/setting_exhibit.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr const char *mapsName = "maps.input.output", *columnName = "maps.flatten1.output";
constexpr Index mostExplained = 30, mostListed = 9;

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const CellSource> source;
    Shape maps;                     ///< C x H x W
    Index outputs = 0, inputs = 0;  ///< of the matrix
};

/// LECTURE 12.1-g, and the numbers 1 to 8 as two maps.
Grid lectureMaps() { return {{4, 2}, {1, 2, 3, 4, 5, 6, 7, 8}}; }
Grid lectureInput() { return {{1, 4}, {1, 2, 3, 4}}; }
Grid lectureWeights() { return {{3, 4}, {1, 0, -1, 2, 0, 3, 1, -1, 2, -2, 0, 1}}; }

Result<Shape> mapsFrom(const Settings& settings) {
    const auto count = wholeNumbers(settings, {"map_count"});
    if (!count) return tl::unexpected(count.error());
    const Shape& stack = std::get<Grid>(settings.at("maps")).shape();
    const Index maps = count->front();
    if (stack[0] % maps == 0) return Shape{maps, stack[0] / maps, stack[1]};
    return failure("map_count: ", maps, ", expected a number that divides the ", stack[0],
                   " rows of the maps");
}

Result<Lesson> lessonFrom(const Settings& settings) {
    const auto maps = mapsFrom(settings);
    if (!maps) return tl::unexpected(maps.error());
    const auto &input = std::get<Grid>(settings.at("input")),
               &weights = std::get<Grid>(settings.at("weights"));
    if (input.shape()[0] != 1 || input.size() != weights.shape()[1]) {
        return failure("input: ", input.shape().text(), ", expected one row of ", weights.shape()[1],
                       " numbers, one for each column of the weights");
    }
    const auto flattened =
        workedExample({{{"flatten", "", {}}}, {}, std::get<Grid>(settings.at("maps")).reshaped(*maps)});
    const Index outputs = weights.shape()[0];
    const auto multiplied = workedExample({{{"fully_connected", "", {{"units", outputs}, {"bias", 0}}}},
                                           {weights},
                                           input.reshaped({input.size()})});
    if (!flattened) return failure("maps: ", flattened.error().message);
    if (!multiplied) return failure("weights: ", multiplied.error().message);
    return Lesson{std::make_shared<const SourceList>(
                      std::vector<SourceList::Part>{{*multiplied}, {*flattened, "maps."}}),
                  *maps, outputs, input.size()};
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson) {
    const CellSource& source = *lesson.source;
    const Exhibit maps = settingExhibit(source, mapsName, {"maps", "Maps", "a", Role::activation}, "maps");
    return {maps, exhibitOf(source, columnName, {"column", "One column", "a", Role::result, maps.scale}),
            settingExhibit(source, "input.output", {"input", "Input", "a⁽ˡ⁾", Role::activation}, "input"),
            settingExhibit(source, "fc1.weight", {"weights", "Weights", "W⁽ˡ⁾", Role::weight}, "weights"),
            exhibitOf(source, "fc1.output", {"output", "Output", "z⁽ˡ⁺¹⁾", Role::result})};
}

/// A stack of one map is shown as a plain grid, so its only map is number 0 there, too.
Step flattenStep(const Lesson& lesson, Index map) {
    const Index size = lesson.maps[1] * lesson.maps[2], first = map * size;
    Step step = stepAbout(*lesson.source, columnName, first);
    for (Index i = 1; i < std::min(size, mostExplained); ++i) {
        step.explanations.push_back(explanationOf(*lesson.source, columnName, first + i));
    }
    step.title = joinText("Flatten map ", map);
    step.text = joinText("Row by row, the ", size, " numbers of map ", map, " go to places ", first, " to ",
                         first + size - 1,
                         " of the column. The numbers stay as they are, only rows and columns are "
                         "forgotten.");
    step.terms = {"result", "activation"};
    step.shown = {"maps", "column"};
    step.focus = {{"maps", Role::activation, map, 0, 0, lesson.maps[1], lesson.maps[2]},
                  {"column", Role::result, 0, first, 0, size, 1}};
    step.known = {{"column", first + size}};
    step.question = Question{joinText("Column at place ", first, " = ?"), step.explanations[0].value};
    return step;
}

std::string productsText(const Explanation& output) {
    std::vector<double> products;
    for (const Expression& term : output.expression.arguments) products.push_back(term.value);
    const auto count = static_cast<Index>(products.size());
    return count <= mostListed ? numberList(products) : joinText("all ", count, " of them");
}

Step rowStep(const Lesson& lesson, Index row) {
    Step step = stepAbout(*lesson.source, "fc1.output", row);
    const Explanation& output = step.explanations.front();
    step.title = joinText("Row ", row, " times the column");
    step.text = joinText("Every weight of row ", row,
                         " multiplies the number at its place in the column. The "
                         "products, ",
                         productsText(output), ", add up to ", shortNumber(output.value), ".");
    step.terms = {"result", "weight", "activation"};
    step.shown = {"weights", "input", "output"};
    step.focus = {{"weights", Role::weight, 0, row, 0, 1, lesson.inputs},
                  {"input", Role::activation, 0, 0, 0, lesson.inputs, 1},
                  {"output", Role::result, 0, row, 0}};
    step.known = {{"output", row + 1}};
    step.question = Question{joinText("Output ", row, " = ?"), output.value};
    return step;
}

Exhibit templateExhibit(const Lesson& lesson, Index row) {
    const Exhibit weights =
        exhibitOf(*lesson.source, "fc1.weight",
                  {"template", joinText("Row ", row, " as template"), "W⁽ˡ⁾", Role::weight});
    return partOf(weights, row * lesson.inputs, {lesson.inputs});
}

/// The same number as in rowStep(), seen as likeness.
Step templateStep(const Lesson& lesson, Index row) {
    Step step = stepAbout(*lesson.source, "fc1.output", row);
    const Explanation& output = step.explanations.front();
    double alike = 0, unlike = 0;
    for (const Expression& term : output.expression.arguments)
        (term.value > 0 ? alike : unlike) += term.value;
    step.title = joinText("Row ", row, " as a template");
    step.text = joinText(
        "Stood beside the input, row ", row,
        " is a template: where both have the same sign the "
        "output grows by ",
        shortNumber(alike), " in all, where signs differ it falls by ", shortNumber(std::abs(unlike)),
        ". The more alike the two are, the larger the output ", shortNumber(output.value), ".");
    step.terms = {"result", "weight", "activation"};
    step.own = {templateExhibit(lesson, row)};
    step.shown = {"template", "input", "output"};
    step.focus = {{"template", Role::weight, 0, 0, 0, lesson.inputs, 1},
                  {"input", Role::activation, 0, 0, 0, lesson.inputs, 1},
                  {"output", Role::result, 0, row, 0}};
    step.earlier = {{output.cell, lesson.maps[0] + row}};
    return step;
}

Result<Composition> composeFullyConnectedLayer(const Settings& settings) {
    const auto made = lessonFrom(settings);
    if (!made) return tl::unexpected(made.error());
    const Lesson& lesson = *made;
    return Composition{lesson.source,
                       exhibitsOf(lesson),
                       {{lesson.maps[0], [lesson](Index map) { return flattenStep(lesson, map); }},
                        {lesson.outputs, [lesson](Index row) { return rowStep(lesson, row); }},
                        {lesson.outputs, [lesson](Index row) { return templateStep(lesson, row); }}}};
}

std::vector<SettingSpec> fullyConnectedLayerSettings() {
    constexpr double most = 16;
    return {{"maps", "Maps, one below the other", lectureMaps(), {{"1 to 8", lectureMaps()}}, 1, most},
            {"map_count", "Number of maps", 2.0, {}, 1, most},
            {"input", "Input of the matrix", lectureInput(), {{"1 to 4", lectureInput()}}, 1, most},
            {"weights", "Weights", lectureWeights(), {{"Lecture's 3 × 4", lectureWeights()}}, 1, most}};
}

}  // namespace

WalkthroughKind fullyConnectedLayerWalkthrough() {
    return composed({"L8",
                     "fully-connected-layer",
                     "12.1",
                     "Fully connected layer",
                     "Maps become one column, and every row of a matrix meets it: multiply and add.",
                     fullyConnectedLayerSettings(),
                     {}},
                    composeFullyConnectedLayer);
}

}  // namespace deltascope
