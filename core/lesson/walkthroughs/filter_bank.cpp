#include "core/lesson/walkthroughs/filter_bank.h"

#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/layers/window.h"
#include "core/lesson/composition.h"
#include "core/lesson/layer_example.h"
#include "core/lesson/setting_exhibit.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/convolution_lesson.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr Index filterCount = 4;
constexpr Index mostExplained = 30;

struct Filter {
    const char* id;  ///< of its icon's setting
    const char* title;
};
constexpr std::array<Filter, filterCount> filters{
    {{"chair", "Chair"}, {"person", "Person"}, {"table", "Table"}, {"cupboard", "Cupboard"}}};

const Filter& filterAt(Index k) { return filters[static_cast<std::size_t>(k)]; }

/// The icons and the picture that holds them (LECTURE 12.1-f).
Grid icon(Index k) {
    static const std::array<Grid, filterCount> icons{
        Grid({3, 3}, {1, 0, 0, 1, 1, 1, 1, 0, 1}), Grid({3, 3}, {0, 1, 0, 1, 1, 1, 0, 1, 0}),
        Grid({3, 3}, {1, 1, 1, 1, 0, 1, 1, 0, 1}), Grid({3, 3}, {1, 1, 1, 1, 0, 1, 1, 1, 1})};
    return icons[static_cast<std::size_t>(k)];
}
Grid pictureOfIcons() {
    constexpr Index side = 10, corners[2] = {1, 6};
    Grid picture({side, side});
    for (Index k = 0; k < filterCount; ++k)
        for (Index m = 0; m < 3; ++m)
            for (Index n = 0; n < 3; ++n) {
                picture.at({corners[k / 2] + m, corners[k % 2] + n}) = icon(k).at({m, n});
            }
    return picture;
}

/// What the steps need; they share it.
struct Lesson {
    std::shared_ptr<const Sheet> sheet;                 ///< icons, filters: 4 x M x N; icon_sums: 4
    std::shared_ptr<const WorkedExample<double>> bank;  ///< one convolution whose four maps are the responses
    std::shared_ptr<const CellSource> source;
    WindowGeometry window;
    Index chosen = 0;

    Shape filterSize() const { return {window.height, window.width}; }
    Shape mapSize() const { return {window.outputHeight(), window.outputWidth()}; }
};

std::string placeOf(const Cell& response) { return placeText(response.index[1], response.index[2]); }

/// Icon and filter of every kind, filter = icon - its mean. Multiplied by the number of cells first, so that
/// thirds and ninths are rounded only once and flat parts of a picture answer exactly 0.
std::shared_ptr<const Sheet> sheetOf(const std::vector<Grid>& icons) {
    auto sheet = std::make_shared<Sheet>();
    const Index size = icons[0].size();
    const Shape all = icons[0].shape().batchOf(filterCount);
    const Expression cells = constantLeaf(static_cast<double>(size));
    Grid values(all);
    for (Index i = 0; i < values.size(); ++i) values[i] = icons[static_cast<std::size_t>(i / size)][i % size];
    sheet->give("icons", values);
    sheet->define("icon_sums", {filterCount}, "sum-of-all", [&](Index k) {
        std::vector<Expression> terms;
        for (Index i = 0; i < size; ++i) terms.push_back(sheet->leaf("icons", k * size + i));
        return sumOf(std::move(terms));
    });
    sheet->define("filters", all, "zero-mean-filter", [&](Index offset) {
        const Expression above =
            node(Operation::difference,
                 {productOf({cells, sheet->leaf("icons", offset)}), sheet->leaf("icon_sums", offset / size)});
        return node(Operation::quotient, {above, cells});
    });
    return sheet;
}

Result<std::vector<Grid>> iconsFrom(const Settings& settings) {
    std::vector<Grid> icons;
    for (const Filter& filter : filters) {
        icons.push_back(std::get<Grid>(settings.at(filter.id)));
        const Shape &size = icons.back().shape(), &first = icons.front().shape();
        if (size == first) continue;
        return failure(filter.id, ": an icon of ", size.text(), ", expected ", first.text(),
                       " like the chair's");
    }
    return icons;
}

Result<Lesson> lessonFrom(const Settings& settings) {
    const auto icons = iconsFrom(settings);
    if (!icons) return tl::unexpected(icons.error());
    const auto sheet = sheetOf(*icons);
    const Shape& size = icons->front().shape();
    const Grid& picture = std::get<Grid>(settings.at("picture"));
    LayerExample example;
    example.input = picture.reshaped(picture.shape().batchOf(1));
    example.layers = {
        {"conv2d",
         "",
         {{"maps", filterCount}, {"kernel_height", size[0]}, {"kernel_width", size[1]}, {"bias", 0}}}};
    example.parameters = {*sheet->values("filters")};
    const auto bank = workedExample(example);
    if (!bank) return failure("picture: ", bank.error().message);
    const auto& chosen = std::get<std::string>(settings.at("filter"));
    const auto isChosen = [&](const Filter& filter) { return filter.id == chosen; };
    return Lesson{sheet,
                  *bank,
                  std::make_shared<const SourceList>(std::vector<SourceList::Part>{{*bank}, {sheet}}),
                  {example.input.shape(), size[0], size[1], 1, 0},
                  std::find_if(filters.begin(), filters.end(), isChosen) - filters.begin()};
}

Exhibit inputExhibit(const Lesson& lesson) {
    return settingExhibit(*lesson.source, "input.output", {"input", "Picture", "a", Role::activation},
                          "picture");
}

Exhibit iconExhibit(const Lesson& lesson, Index k, const std::string& exhibit = "icon") {
    const std::string id = filterAt(k).id;
    Exhibit icons = settingExhibit(*lesson.source, "icons",
                                   {exhibit, joinText("Icon of the ", id), "i", Role::weight}, id);
    return partOf(icons, k * lesson.filterSize().size(), lesson.filterSize());
}

/// Before it slides, a filter's numbers are those that its icon gave; then they are the convolution's
/// weights.
Exhibit filterExhibit(const Lesson& lesson, Index k, const char* tensor = "conv1.weight") {
    const Exhibit all = exhibitOf(*lesson.source, tensor,
                                  {"filter", joinText("Filter of the ", filterAt(k).id), "g", Role::weight});
    return partOf(all, k * lesson.filterSize().size(), lesson.filterSize());
}

Exhibit responseExhibit(const Lesson& lesson, Index k, const std::string& id = "response") {
    const Exhibit all = exhibitOf(*lesson.source, "conv1.output",
                                  {id, joinText("Response to the ", filterAt(k).id), "z", Role::result});
    return partOf(all, k * lesson.mapSize().size(), lesson.mapSize());
}

Explanation explainResponse(const Lesson& lesson, Index k, Index stop) {
    return explanationOf(*lesson.source, "conv1.output", k * lesson.mapSize().size() + stop);
}

/// Where map `k` is largest among its first `count` stops.
Index peakOf(const Lesson& lesson, Index k, Index count) {
    const Exhibit response = responseExhibit(lesson, k);
    const auto values = response.values.values().first(static_cast<std::size_t>(count));
    return std::max_element(values.begin(), values.end()) - values.begin();
}
Explanation peakOf(const Lesson& lesson, Index k) {
    return explainResponse(lesson, k, peakOf(lesson, k, lesson.mapSize().size()));
}

/// Frames around a response and around the part of the picture that it answers to.
std::vector<Focus> focusOn(const Lesson& lesson, const Cell& response, const std::string& exhibit) {
    const Index row = response.index[1], column = response.index[2];
    return {{"input", Role::activation, 0, row, column, lesson.window.height, lesson.window.width},
            {exhibit, Role::result, 0, row, column, 1, 1}};
}

Step iconsStep(const Lesson& lesson) {
    Step step;
    step.title = "One picture, four icons";
    step.text =
        "A convolutional layer looks at one picture with several filters at once. Here each filter is made "
        "to "
        "look for one icon: chair, person, table or cupboard.";
    step.shown = {"input"};
    for (Index k = 0; k < filterCount; ++k) {
        step.own.push_back(iconExhibit(lesson, k, joinText("icon-", filterAt(k).id)));
        step.shown.push_back(step.own.back().id);
        step.explanations.push_back(explanationOf(*lesson.source, "icons", k * lesson.filterSize().size()));
    }
    step.formula = step.explanations.front().formula;
    return step;
}

Step filterStep(const Lesson& lesson) {
    const Index size = lesson.filterSize().size();
    const Shape icons = lesson.sheet->values("icons")->shape();
    Step step = stepAbout(*lesson.source, "filters", lesson.chosen * size);
    step.title = joinText("The filter of the ", filterAt(lesson.chosen).id);
    step.text =
        joinText("The icon's cells sum to ", shortNumber(lesson.sheet->value("icon_sums", lesson.chosen)),
                 ", and their mean is taken away from each of the ", size,
                 " cells. What is left sums to 0, so a part of the picture that is all the same answers 0.");
    step.terms = {"result", "weight", "weight-2"};
    for (Index i = 1; i < std::min(size, mostExplained); ++i) {
        step.explanations.push_back(
            *lesson.source->explain(cellAtOffset("filters", icons, lesson.chosen * size + i)));
    }
    step.own = {filterExhibit(lesson, lesson.chosen, "filters")};
    step.shown = {"input", "icon", "filter"};
    step.focus = {{"icon", Role::weight, 0, 0, 0}, {"filter", Role::result, 0, 0, 0}};
    return step;
}

std::string sharesText(const Explanation& response) {
    double up = 0, down = 0;
    for (const Expression& term : response.expression.arguments) (term.value > 0 ? up : down) += term.value;
    return joinText("What fits the filter adds ", shortNumber(up), ", what does not takes ",
                    shortNumber(std::abs(down)), " away: the response is ", shortNumber(response.value), ".");
}

Step slideStep(const Lesson& lesson, Index stop) {
    const Explanation response = explainResponse(lesson, lesson.chosen, stop);
    const Index best = peakOf(lesson, lesson.chosen, stop + 1);
    Step step = stepAbout(*lesson.source, "conv1.output", lesson.chosen * lesson.mapSize().size() + stop);
    step.title = joinText("Window at ", placeOf(response.cell));
    step.text = sharesText(response);
    if (best == stop) {
        step.text += " No window before looked more like the icon.";
    } else {
        const Explanation found = explainResponse(lesson, lesson.chosen, best);
        step.text +=
            joinText(" The best so far is ", shortNumber(found.value), " at ", placeOf(found.cell), ".");
    }
    step.terms = {"result", "weight", "activation"};
    step.shown = {"input", "filter", "response"};
    step.focus = focusOn(lesson, response.cell, "response");
    step.focus.push_back({"filter", Role::weight, 0, 0, 0, lesson.window.height, lesson.window.width});
    step.known = {{"response", stop + 1}};
    step.question = Question{joinText("Response at ", placeOf(response.cell), " = ?"), response.value};
    return step;
}

/// The peak of filter `k` and where it comes from.
Step peakStep(const Lesson& lesson, Index k) {
    const Explanation peak = peakOf(lesson, k);
    Step step;
    step.title = joinText("Peak of the ", filterAt(k).id);
    step.text = joinText("The largest response of the ", filterAt(k).id, " filter is ",
                         shortNumber(peak.value), " at ", placeOf(peak.cell),
                         ". The framed part of the picture is what it answers to: the place that looks most "
                         "like the icon.");
    step.formula = peak.formula;
    step.terms = {"result"};
    step.explanations = {peak};
    if (k != lesson.chosen) {
        step.own = {iconExhibit(lesson, k), filterExhibit(lesson, k), responseExhibit(lesson, k)};
    }
    step.shown = {"input", "icon", "filter", "response"};
    step.focus = focusOn(lesson, peak.cell, "response");
    return step;
}

/// The filters but the chosen one, in order.
Step otherStep(const Lesson& lesson, Index i) { return peakStep(lesson, i < lesson.chosen ? i : i + 1); }

Step allStep(const Lesson& lesson) {
    Step step;
    step.title = "Four filters, four maps";
    step.shown = {"input"};
    std::string peaks;
    for (Index k = 0; k < filterCount; ++k) {
        const Explanation peak = peakOf(lesson, k);
        const std::string id = joinText("response-", filterAt(k).id);
        step.explanations.push_back(peak);
        step.own.push_back(responseExhibit(lesson, k, id));
        step.shown.push_back(id);
        for (const Focus& focus : focusOn(lesson, peak.cell, id)) step.focus.push_back(focus);
        peaks += joinText(k == 0 ? "" : ", ", filterAt(k).id, " ", shortNumber(peak.value), " at ",
                          placeOf(peak.cell));
    }
    scaleTogether(step.own);
    step.text =
        "One picture gives one response map for each filter, and together they are what a convolutional "
        "layer hands on. The peaks: " +
        peaks + ".";
    step.formula = step.explanations.front().formula;
    return step;
}

Result<Composition> composeFilterBank(const Settings& settings) {
    const auto made = lessonFrom(settings);
    if (!made) return tl::unexpected(made.error());
    const Lesson& lesson = *made;
    return Composition{lesson.source,
                       {inputExhibit(lesson), iconExhibit(lesson, lesson.chosen),
                        filterExhibit(lesson, lesson.chosen), responseExhibit(lesson, lesson.chosen)},
                       {oneStep([lesson] { return iconsStep(lesson); }),
                        oneStep([lesson] { return filterStep(lesson); }),
                        {lesson.mapSize().size(), [lesson](Index stop) { return slideStep(lesson, stop); }},
                        oneStep([lesson] { return peakStep(lesson, lesson.chosen); }),
                        {filterCount - 1, [lesson](Index i) { return otherStep(lesson, i); }},
                        oneStep([lesson] { return allStep(lesson); })}};
}

std::vector<SettingSpec> filterBankSettings() {
    constexpr double largestPicture = 28, largestIcon = 7;
    const Grid picture = pictureOfIcons();
    std::vector<SettingSpec> settings{
        {"picture", "Picture", picture, {{"Lecture's four icons", picture}}, 1, largestPicture, true},
        {"filter", "Filter that slides", std::string(filters[0].id)}};
    for (Index k = 0; k < filterCount; ++k) {
        const Filter& filter = filterAt(k);
        settings[1].presets.push_back({filter.title, std::string(filter.id)});
        settings.push_back(
            {filter.id, joinText("Icon: ", filter.id), icon(k), {{filter.title, icon(k)}}, 1, largestIcon});
    }
    return settings;
}

}  // namespace

WalkthroughKind filterBankWalkthrough() {
    return composed({"L7",
                     "filter-bank",
                     "12.1",
                     "Filter bank: chair, person, table, cupboard",
                     "One picture, four filters, four response maps: each peaks where its icon stands.",
                     filterBankSettings(),
                     {}},
                    composeFilterBank);
}

}  // namespace deltascope
