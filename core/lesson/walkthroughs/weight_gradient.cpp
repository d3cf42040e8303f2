#include "core/lesson/walkthroughs/weight_gradient.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/conv_example.h"
#include "core/lesson/walkthroughs/small_example.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr Index mostExplained = 30;

/// What the steps need; they share it. M x N is the kernel's size, h x w the delta's.
struct Lesson {
    std::shared_ptr<const CellSource> source;
    Shape kernel, delta;  ///< M x N and h x w
    bool gathers = true, scatters = true;
    Grid deltas;  ///< h x w
    Exhibit products, contributions, runningSums;

    Index places() const { return kernel.size(); }
    Index cells() const { return delta.size(); }
    Index firstScatterStep() const { return 1 + (gathers ? places() : 0); }
    Index lastStep() const { return firstScatterStep() + cells(); }
};

using Shared = std::shared_ptr<const Lesson>;

std::string kernelPlace(const Lesson& lesson, Index offset) {
    return rowColumn(offset / lesson.kernel[1], offset % lesson.kernel[1]);
}
std::string deltaPlace(const Lesson& lesson, Index offset) {
    return rowColumn(offset / lesson.delta[1], offset % lesson.delta[1]);
}

/// Every single product, in both orders, and the sums on the way of the scatter view.
std::shared_ptr<const Sheet> productsOf(const CellSource& engine, const Shape& kernel, const Shape& delta) {
    const Grid input = *engine.values("input.output"), deltas = *engine.values("conv1.delta");
    const auto a = [&](Index row, Index column) {
        return cellLeaf({"input.output", 0, {0, row, column}}, input.at({0, row, column}));
    };
    const auto d = [&](Index i, Index j) {
        return cellLeaf({"conv1.delta", 0, {0, i, j}}, deltas.at({0, i, j}));
    };
    const Shape gather{kernel[0], kernel[1], delta[0], delta[1]},
        scatter{delta[0], delta[1], kernel[0], kernel[1]};
    auto sheet = std::make_shared<Sheet>();
    sheet->define("products", gather, "element-product", [&](Index offset) {
        const auto [m, n, i, j] = gather.indexAt(offset);
        return productOf({a(i + m, j + n), d(i, j)});
    });
    sheet->define("contributions", scatter, "patch-share", [&](Index offset) {
        const auto [i, j, m, n] = scatter.indexAt(offset);
        return productOf({d(i, j), a(i + m, j + n)});
    });
    sheet->define("running_sums", scatter, "running-sum", [&](Index offset) {
        const Expression added = sheet->leaf("contributions", offset);
        if (offset < kernel.size()) return sumOf({added});
        return sumOf({sheet->leaf("running_sums", offset - kernel.size()), added});
    });
    return sheet;
}

Step firstStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, "conv1.output", 0);
    step.terms = {"result", "activation", "weight"};
    step.shown = {"input", "kernel", "output", "delta"};
    step.focus = {{"input", Role::activation, 0, 0, 0, lesson.kernel[0], lesson.kernel[1]},
                  {"kernel", Role::weight, 0, 0, 0, lesson.kernel[0], lesson.kernel[1]},
                  {"output", Role::result},
                  {"delta", Role::result}};
    step.title = "Which way should the kernel change?";
    step.text =
        joinText("Forward, each of the ", lesson.places(), " kernel weights was used in all ", lesson.cells(),
                 " windows. Now every output has its delta, which says how the loss changes with it.");
    return step;
}

/// The delta map stands on the input with its corner at kernel place `k`.
Step gatherStep(const Lesson& lesson, Index k) {
    const Index m = k / lesson.kernel[1], n = k % lesson.kernel[1];
    const Index height = lesson.delta[0], width = lesson.delta[1];
    Step step = stepAbout(*lesson.source, "conv1.weight_gradient", k);
    step.terms = {"result", "activation", "delta"};
    step.own = {partOf(lesson.products, k * lesson.cells(), lesson.delta)};
    step.shown = {"input", "delta", "products", "gradient"};
    step.known = {{"gradient", k + 1}};
    step.focus = {{"input", Role::activation, 0, m, n, height, width},
                  {"delta", Role::weight, 0, 0, 0, height, width},
                  {"products", Role::plain, 0, 0, 0, height, width},
                  {"gradient", Role::result, 0, m, n}};
    const double gradient = step.explanations[0].value;
    step.title = "Gather: window at " + kernelPlace(lesson, k);
    step.text = joinText("Lay the delta on the input with its corner at ", kernelPlace(lesson, k),
                         ": the weight there met exactly these inputs. Element by element that makes ",
                         lesson.cells(), " products, and their sum ", shortNumber(gradient),
                         " is the weight's gradient.");
    step.question = Question{"Gradient at " + kernelPlace(lesson, k) + " = ?", gradient};
    return step;
}

/// Where the running sums change most: of the patch's cells the one that weighs most.
Index largestIn(const Exhibit& exhibit) {
    const auto values = exhibit.values.values();
    const auto largest = std::max_element(values.begin(), values.end(),
                                          [](double a, double b) { return std::abs(a) < std::abs(b); });
    return largest - values.begin();
}

std::string addedText(double delta, const std::string& place, double sum) {
    if (delta == 0) return "This output saw the patch in the frame. Its delta is 0, so it adds nothing.";
    return joinText("This output saw the patch in the frame, so it adds ", shortNumber(delta),
                    " times that patch to the gradients of all weights. The sum at ", place, " is now ",
                    shortNumber(sum), ".");
}

/// Output cell `c` adds its delta times the patch that it saw.
Step scatterStep(const Lesson& lesson, Index c) {
    const Index size = lesson.places(), i = c / lesson.delta[1], j = c % lesson.delta[1];
    const Exhibit added = partOf(lesson.contributions, c * size, lesson.kernel),
                  sums = partOf(lesson.runningSums, c * size, lesson.kernel);
    const Index largest = largestIn(added), row = largest / lesson.kernel[1],
                column = largest % lesson.kernel[1];
    Step step = stepAbout(*lesson.source, "running_sums", c * size + largest);
    for (Index k = 0; k < std::min(size, mostExplained); ++k) {
        if (k != largest)
            step.explanations.push_back(explanationOf(*lesson.source, "running_sums", c * size + k));
    }
    step.terms = {"result", "weight", "activation"};
    step.own = {added, sums};
    step.shown = {"input", "delta", "contribution", "sums"};
    step.focus = {{"input", Role::activation, 0, i, j, lesson.kernel[0], lesson.kernel[1]},
                  {"delta", Role::weight, 0, i, j},
                  {"contribution", Role::plain, 0, row, column},
                  {"sums", Role::result, 0, row, column}};
    if (c > 0) {
        const Cell before =
            cellAtOffset("running_sums", lesson.runningSums.tensorShape, (c - 1) * size + largest);
        step.earlier = {{before, lesson.firstScatterStep() + c - 1}};
    }
    step.title = "Scatter: output cell at " + deltaPlace(lesson, c);
    step.text = addedText(lesson.deltas[c], kernelPlace(lesson, largest), step.explanations[0].value);
    step.question = Question{"Sum at " + kernelPlace(lesson, largest) + " = ?", step.explanations[0].value};
    return step;
}

/// Both views end in the same numbers.
Step comparisonStep(const Lesson& lesson) {
    const Index size = lesson.places(), last = (lesson.cells() - 1) * size;
    Step step = stepAbout(*lesson.source, "conv1.weight_gradient", 0);
    if (auto other = lesson.source->otherView(step.explanations[0].cell); other && *other) {
        step.explanations.push_back(**other);
    }
    step.explanations.push_back(explanationOf(*lesson.source, "running_sums", last));
    step.terms = {"result", "activation", "delta"};
    step.own = {partOf(lesson.runningSums, last, lesson.kernel)};
    step.shown = {"sums", "gradient"};
    step.focus = {{"sums", Role::activation, 0, 0, 0, lesson.kernel[0], lesson.kernel[1]},
                  {"gradient", Role::result, 0, 0, 0, lesson.kernel[0], lesson.kernel[1]}};
    step.earlier = {{step.explanations.back().cell, lesson.lastStep() - 1}};
    if (lesson.gathers) step.earlier.push_back({step.explanations[0].cell, 1});
    step.title = "Two views, one gradient";
    step.text = joinText("The last running sums are the kernel's gradient: the same ", size * lesson.cells(),
                         " products, added in another order. Gathering takes them weight by weight, "
                         "scattering output by output.");
    return step;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson, bool isDeltaAsTyped) {
    const CellSource& source = *lesson.source;
    Exhibit input = exhibitOf(source, "input.output", {"input", "Input", "a⁽ˡ⁾", Role::activation}),
            kernel = exhibitOf(source, "conv1.weight", {"kernel", "Kernel", "g⁽ˡ⁾", Role::weight}),
            output = exhibitOf(source, "conv1.output", {"output", "Output", "z⁽ˡ⁺¹⁾", Role::result}),
            delta = exhibitOf(source, "conv1.delta", {"delta", "Delta", "δ⁽ˡ⁺¹⁾", Role::weight}),
            gradient = exhibitOf(source, "conv1.weight_gradient",
                                 {"gradient", "Gradient of the kernel", "∂L/∂g⁽ˡ⁾", Role::result});
    input.setting = "input";
    kernel.setting = "kernel";
    if (isDeltaAsTyped) delta.setting = "delta";
    gradient.knownFrom = lesson.gathers ? lesson.places() : lesson.lastStep();
    return {input, kernel, output, delta, gradient};
}

std::vector<Section> sectionsOf(const Shared& lesson) {
    std::vector<Section> sections{oneStep([lesson] { return firstStep(*lesson); })};
    if (lesson->gathers) {
        sections.push_back({lesson->places(), [lesson](Index i) { return gatherStep(*lesson, i); }});
    }
    if (lesson->scatters) {
        sections.push_back({lesson->cells(), [lesson](Index i) { return scatterStep(*lesson, i); }});
        sections.push_back(oneStep([lesson] { return comparisonStep(*lesson); }));
    }
    return sections;
}

Result<Composition> composeWeightGradient(const Settings& settings) {
    const auto example = convExampleFrom(settings);
    if (!example) return tl::unexpected(example.error());
    const auto engine = workedExample(layersOf(*example));
    if (!engine) return tl::unexpected(engine.error());
    const std::string& view = std::get<std::string>(settings.at("view"));
    const Shape &kernel = example->kernels.shape(), &delta = example->delta.shape();
    auto lesson = std::make_shared<Lesson>();
    lesson->kernel = {kernel[2], kernel[3]};
    lesson->delta = delta.inner();
    lesson->deltas = example->delta.reshaped(lesson->delta);
    lesson->gathers = view != "scatter";
    lesson->scatters = view != "gather";
    lesson->source = std::make_shared<const SourceList>(
        std::vector<SourceList::Part>{{*engine}, {productsOf(**engine, lesson->kernel, lesson->delta)}});
    lesson->products =
        exhibitOf(*lesson->source, "products", {"products", "Window ⊙ delta", "a ⊙ δ", Role::plain});
    lesson->contributions = exhibitOf(*lesson->source, "contributions",
                                      {"contribution", "Delta times patch", "δᵢⱼ a", Role::plain});
    lesson->runningSums =
        exhibitOf(*lesson->source, "running_sums", {"sums", "Sum so far", "Σ δᵢⱼ a", Role::result});
    const bool isDeltaAsTyped = std::get<Grid>(settings.at("delta")).size() == delta.size();
    return Composition{lesson->source, exhibitsOf(*lesson, isDeltaAsTyped), sectionsOf(lesson)};
}

std::vector<SettingSpec> weightGradientSettings() {
    std::vector<SettingSpec> settings = convSettings();
    settings.push_back({"view",
                        "View",
                        std::string("both"),
                        {{"Both", std::string("both")},
                         {"Gather", std::string("gather")},
                         {"Scatter", std::string("scatter")}}});
    return settings;
}

}  // namespace

WalkthroughKind weightGradientWalkthrough() {
    return composed({"L31",
                     "weight-gradient-in-a-sliding-window",
                     "12.5",
                     "Weight gradient in a sliding window",
                     "The delta map slides over the input; every place gives the gradient of one weight.",
                     weightGradientSettings(),
                     {}},
                    composeWeightGradient);
}

}  // namespace deltascope
