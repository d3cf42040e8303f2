#include "core/lesson/walkthroughs/three_kernels.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/layers/window.h"
#include "core/lesson/composition.h"
#include "core/lesson/sample_pictures.h"
#include "core/lesson/setting_exhibit.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/convolution_lesson.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

constexpr std::size_t mostExplained = 29;  // and one more where two outputs are compared

struct Kernel {
    std::string id;  ///< begins the names of its tensors
    std::string title;
    Grid weights;
};

/// What the steps need; they share it.
struct Lesson {
    std::vector<Kernel> kernels;  ///< the lecture's three, then the own one
    std::shared_ptr<const CellSource> source;
    Grid picture;

    const Kernel& kernel(Index k) const { return kernels[static_cast<std::size_t>(k)]; }
    const Kernel& blur() const { return kernel(1); }
    const Kernel& own() const { return kernels.back(); }
    /// The window of kernel `k` on the picture, with a frame of `padding` zeros.
    WindowGeometry window(Index k, Index padding) const {
        const Shape& size = kernel(k).weights.shape();
        return {picture.shape().batchOf(1), size[0], size[1], 1, padding};
    }
};

std::string outputOf(const std::string& run) { return run + ".conv1.output"; }
std::string weightOf(const std::string& run) { return run + ".conv1.weight"; }

/// Collects the convolutions of the lesson until one does not fit.
class Runs {
  public:
    void add(const std::string& name, const Grid& picture, const Grid& kernel, Index padding) {
        const auto run = convolutionOf(picture, kernel, padding);
        if (run) {
            parts_.push_back({*run, name + "."});
        } else if (error_.empty()) {
            error_ = joinText(name == "kernel" ? "kernel" : "picture", ": ", run.error().message);
        }
    }

    const std::vector<SourceList::Part>& parts() const { return parts_; }
    const std::string& error() const { return error_; }

  private:
    std::vector<SourceList::Part> parts_;
    std::string error_;
};

Runs runsOf(const std::vector<Kernel>& kernels, const Grid& picture, double constant) {
    Runs runs;
    for (const Kernel& kernel : kernels) {
        runs.add(kernel.id, picture, kernel.weights, 0);
        runs.add(kernel.id + ".zero", picture, kernel.weights, paddingFor("zero", kernel.weights.shape()));
        runs.add(kernel.id + ".flipped", picture, rotated(kernel.weights), 0);
    }
    const Kernel &blur = kernels[1], &own = kernels.back();
    Grid even(blur.weights.shape());
    even.fill(constant);
    runs.add("constant", even, blur.weights, 0);
    const Index frame = paddingFor("zero", own.weights.shape());
    runs.add("single", impulsePicture(), own.weights, frame);
    runs.add("single.flipped", impulsePicture(), rotated(own.weights), frame);
    return runs;
}

/// What no convolution computes: how far both ways of sliding differ, and the sums of the weights.
std::shared_ptr<const Sheet> sheetOf(const std::vector<Kernel>& kernels, const CellSource& runs) {
    auto sheet = std::make_shared<Sheet>();
    for (const Kernel& kernel : kernels) {
        const std::string slid = outputOf(kernel.id), flipped = outputOf(kernel.id + ".flipped");
        sheet->define(kernel.id + ".difference", runs.values(slid)->shape().inner(), "flip-difference",
                      [&](Index offset) {
                          return node(Operation::difference,
                                      {leafOf(runs, slid, offset), leafOf(runs, flipped, offset)});
                      });
        sheet->define(kernel.id + ".sum", {}, "sum-of-all",
                      [&](Index) { return sumOver(runs, weightOf(kernel.id)); });
    }
    return sheet;
}

Result<Lesson> lessonFrom(const Settings& settings) {
    Lesson lesson;
    lesson.picture = std::get<Grid>(settings.at("picture"));
    lesson.kernels = {{"identity", "Identity", identityKernel()},
                      {"blur", "Blur", blurKernel()},
                      {"sobel", "Sobel x", sobelKernel()},
                      {"kernel", "Own kernel", std::get<Grid>(settings.at("kernel"))}};
    const Runs runs = runsOf(lesson.kernels, lesson.picture, std::get<double>(settings.at("constant")));
    if (!runs.error().empty()) return failure(runs.error());
    std::vector<SourceList::Part> parts = runs.parts();
    parts.push_back({sheetOf(lesson.kernels, SourceList(parts))});
    lesson.source = std::make_shared<const SourceList>(parts);
    return lesson;
}

Exhibit pictureExhibit(const Lesson& lesson, Index padding = 0) {
    Exhibit picture = settingExhibit(*lesson.source, "identity.input.output",
                                     {"picture", "Picture", "a", Role::activation}, "picture");
    picture.padding = padding;
    return picture;
}

Exhibit kernelExhibit(const Lesson& lesson, const Kernel& kernel, const std::string& run) {
    Exhibit weights = exhibitOf(*lesson.source, weightOf(run), {"kernel", kernel.title, "g", Role::weight});
    if (kernel.id == "kernel") weights.setting = "kernel";
    return weights;
}
Exhibit rotatedExhibit(const Lesson& lesson, const std::string& run) {
    return exhibitOf(*lesson.source, weightOf(run), {"rotated", "Rotated by 180°", "rot g", Role::weight});
}

Exhibit resultExhibit(const Lesson& lesson, const std::string& id, const std::string& title,
                      const std::string& tensor, const std::string& symbol = "z") {
    return exhibitOf(*lesson.source, tensor, {id, title, symbol, Role::result});
}

/// The whole tensor as the step's own, its cell `first` in front; of a large one as much as one can look at.
void explainAll(const Lesson& lesson, const std::string& tensor, Index first, Step& step) {
    const Index size = lesson.source->values(tensor)->size();
    step.explanations = {explanationOf(*lesson.source, tensor, first)};
    for (Index i = 0; i < size && step.explanations.size() < mostExplained; ++i)
        if (i != first) step.explanations.push_back(explanationOf(*lesson.source, tensor, i));
    step.formula = step.explanations.front().formula;
}

void setStage(Step& step, std::vector<Exhibit> exhibits) {
    for (const Exhibit& exhibit : exhibits) step.shown.push_back(exhibit.id);
    step.own = std::move(exhibits);
}

/// Frames around window, kernel and the output cell at `offset` of a map.
std::vector<Focus> windowFocus(const WindowGeometry& window, Index offset, const std::string& output) {
    const Index row = offset / window.outputWidth(), column = offset % window.outputWidth();
    return {{"picture", Role::activation, 0, window.row(row, 0), window.column(column, 0), window.height,
             window.width},
            {"kernel", Role::weight, 0, 0, 0, window.height, window.width},
            {output, Role::result, 0, row, column}};
}

std::string placeOf(const Cell& output) { return placeText(output.index[1], output.index[2]); }

Index largestOf(const Lesson& lesson, const std::string& tensor) {
    const Grid values = *lesson.source->values(tensor);
    const auto all = values.values();
    return std::max_element(all.begin(), all.end(),
                            [](double a, double b) { return std::abs(a) < std::abs(b); }) -
           all.begin();
}

Step validStep(const Lesson& lesson, Index k) {
    const Kernel& kernel = lesson.kernel(k);
    const std::string tensor = outputOf(kernel.id);
    const Index largest = largestOf(lesson, tensor);
    const WindowGeometry window = lesson.window(k, 0);
    Step step;
    explainAll(lesson, tensor, largest, step);
    const Explanation& output = step.explanations.front();
    step.title = kernel.title + ": no padding";
    step.text = joinText("The window fits ", window.outputHeight(), " times down and ", window.outputWidth(),
                         " times across; at ", placeOf(output.cell), " the products add up to ",
                         shortNumber(output.value), ". ", kernelMeaning(kernel.weights, output));
    step.terms = {"result", "activation", "weight"};
    setStage(step, {pictureExhibit(lesson), kernelExhibit(lesson, kernel, kernel.id),
                    resultExhibit(lesson, "output", "Output", tensor)});
    step.focus = windowFocus(window, largest, "output");
    step.question = Question{joinText("Output at ", placeOf(output.cell), " = ?"), output.value};
    return step;
}

/// How many of the window's cells lie on the picture.
Index cellsInside(const WindowGeometry& window, Index row, Index column) {
    Index count = 0;
    for (Index m = 0; m < window.height; ++m)
        for (Index n = 0; n < window.width; ++n) {
            if (window.inside(window.row(row, m), window.column(column, n))) ++count;
        }
    return count;
}

Step zeroStep(const Lesson& lesson, Index k) {
    const Kernel& kernel = lesson.kernel(k);
    const std::string run = kernel.id + ".zero";
    const Index padding = paddingFor("zero", kernel.weights.shape());
    const WindowGeometry window = lesson.window(k, padding);
    Step step;
    explainAll(lesson, outputOf(run), 0, step);
    const Explanation& output = step.explanations.front();
    step.title = kernel.title + ": a frame of zeros";
    step.text =
        joinText("With zeros around the picture the window fits more often, and the output has ",
                 window.outputHeight(), " × ", window.outputWidth(), " numbers. In the corner only ",
                 cellsInside(window, 0, 0), " of ", window.height * window.width,
                 " cells lie on the picture, so the output there is ", shortNumber(output.value), ".");
    step.terms = {"result", "activation", "weight"};
    setStage(step, {pictureExhibit(lesson, padding), kernelExhibit(lesson, kernel, run),
                    resultExhibit(lesson, "zero", "Output, zero padding", outputOf(run))});
    step.focus = windowFocus(window, 0, "zero");
    step.question = Question{"Output in the corner = ?", output.value};
    return step;
}

std::string flipMeaning(const Grid& kernel) {
    const Grid turned = rotated(kernel);
    if (turned == kernel) return "This kernel looks the same both ways, so nothing changes.";
    const bool isOpposite = std::equal(turned.values().begin(), turned.values().end(),
                                       kernel.values().begin(), [](double a, double b) { return a == -b; });
    if (isOpposite) return "This kernel turns into its own opposite, so every sign flips.";
    return "This kernel changes, so the outputs do, too.";
}

Step flipStep(const Lesson& lesson, Index k) {
    const Kernel& kernel = lesson.kernel(k);
    const std::string run = kernel.id + ".flipped", difference = kernel.id + ".difference";
    const Index largest = largestOf(lesson, difference);
    Step step;
    explainAll(lesson, difference, largest, step);
    step.title = kernel.title + ": sliding window or true convolution";
    step.text = joinText("True convolution rotates the kernel by 180° before it slides. ",
                         flipMeaning(kernel.weights));
    step.terms = {"result", "activation", "activation-2"};
    step.explanations.push_back(explanationOf(*lesson.source, outputOf(run), largest));
    std::vector<Exhibit> results{resultExhibit(lesson, "output", "Sliding window", outputOf(kernel.id)),
                                 resultExhibit(lesson, "flipped", "True convolution", outputOf(run)),
                                 resultExhibit(lesson, "difference", "Difference", difference, "d")};
    scaleTogether(results);
    setStage(step, {kernelExhibit(lesson, kernel, kernel.id), results[0], rotatedExhibit(lesson, run),
                    results[1], results[2]});
    const Cell slid = explanationOf(*lesson.source, outputOf(kernel.id), largest).cell;
    for (const char* id : {"output", "flipped", "difference"}) {
        step.focus.push_back({id, Role::result, 0, slid.index[1], slid.index[2]});
    }
    step.earlier = {{slid, 0}};
    step.question = Question{joinText("Difference at ", placeOf(slid), " = ?"), step.explanations[0].value};
    return step;
}

/// The three steps of one kernel, of which the first is step `first` of the walkthrough.
Section kernelSection(const Lesson& lesson, Index k, Index first) {
    return {3, [=](Index i) {
                if (i == 0) return validStep(lesson, k);
                if (i == 1) return zeroStep(lesson, k);
                Step step = flipStep(lesson, k);
                for (Earlier& earlier : step.earlier) earlier.step = first;
                return step;
            }};
}

Step sumStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, lesson.blur().id + ".sum");
    step.title = "Blur: the sum of the weights";
    step.text = joinText("The nine weights sum to ", shortNumber(step.explanations[0].value),
                         ": they are rounded to three digits. So the output is very nearly the mean of the "
                         "neighbourhood.");
    step.terms = {"result", "activation"};
    setStage(step, {kernelExhibit(lesson, lesson.blur(), lesson.blur().id),
                    resultExhibit(lesson, "sum", "Sum of the weights", lesson.blur().id + ".sum", "Σ g")});
    step.focus = {
        {"kernel", Role::weight, 0, 0, 0, lesson.blur().weights.shape()[0], lesson.blur().weights.shape()[1]},
        {"sum", Role::result}};
    step.question = Question{"Sum of the weights = ?", step.explanations[0].value};
    return step;
}

Step constantStep(const Lesson& lesson) {
    Step step = stepAbout(*lesson.source, outputOf("constant"));
    const Expression& any = step.explanations[0].expression.arguments.front().arguments.front();
    step.title = "Blur: an even picture";
    step.text = joinText("Where every cell is ", shortNumber(any.value),
                         " the output is that number times the sum of "
                         "the weights: ",
                         shortNumber(step.explanations[0].value),
                         ". With a sum of exactly 1 an even picture would stay as it is.");
    step.terms = {"result", "activation", "weight"};
    Exhibit picture = exhibitOf(*lesson.source, "constant.input.output",
                                {"picture", "Even picture", "a", Role::activation, ValueScale::intensity});
    setStage(step, {picture, kernelExhibit(lesson, lesson.blur(), "constant"),
                    resultExhibit(lesson, "output", "Output", outputOf("constant"))});
    step.focus = {{"output", Role::result}};
    step.question = Question{"Output = ?", step.explanations[0].value};
    return step;
}

Step singleStep(const Lesson& lesson, bool isFlipped) {
    const std::string run = isFlipped ? "single.flipped" : "single";
    Step step;
    explainAll(lesson, outputOf(run), largestOf(lesson, outputOf(run)), step);
    if (isFlipped) step.formula = "true-convolution";
    step.title = isFlipped ? "A single 1: true convolution" : "A single 1: sliding window";
    step.text =
        isFlipped ? "With the kernel rotated first, the single 1 prints the kernel upright. That is why both "
                    "are called convolution: a learned kernel simply comes out rotated."
                  : "The single 1 meets the last weight first and the first weight last, so the output shows "
                    "the kernel rotated by 180°. Every other product is 0.";
    step.terms = {"result", "activation", "weight"};
    Exhibit picture = exhibitOf(*lesson.source, run + ".input.output",
                                {"picture", "A single 1", "a", Role::activation, ValueScale::intensity});
    picture.padding = paddingFor("zero", lesson.own().weights.shape());
    std::vector<Exhibit> stage{picture, kernelExhibit(lesson, lesson.own(), "single")};
    if (isFlipped) stage.push_back(rotatedExhibit(lesson, run));
    stage.push_back(
        resultExhibit(lesson, "output", isFlipped ? "True convolution" : "Sliding window", outputOf(run)));
    setStage(step, std::move(stage));
    const Cell& largest = step.explanations.front().cell;
    step.focus = {{"output", Role::result, 0, largest.index[1], largest.index[2]}};
    return step;
}

Result<Composition> composeThreeKernels(const Settings& settings) {
    const auto made = lessonFrom(settings);
    if (!made) return tl::unexpected(made.error());
    const Lesson& lesson = *made;
    Composition composition{lesson.source, {pictureExhibit(lesson)}, {}};
    Index first = 0;
    const auto add = [&](Section section) {
        first += section.count;
        composition.sections.push_back(std::move(section));
    };
    for (Index k = 0; k < static_cast<Index>(lesson.kernels.size()); ++k) {
        add(kernelSection(lesson, k, first));
        if (lesson.kernel(k).id != lesson.blur().id) continue;
        add(oneStep([lesson] { return sumStep(lesson); }));
        add(oneStep([lesson] { return constantStep(lesson); }));
    }
    add(oneStep([lesson] { return singleStep(lesson, false); }));
    add(oneStep([lesson] { return singleStep(lesson, true); }));
    return composition;
}

}  // namespace

WalkthroughKind threeKernelsWalkthrough() {
    return composed(
        {"L5",
         "three-kernels",
         "12.1",
         "Three kernels, padding, flip",
         "Identity, blur and Sobel x on one picture: what they find, what a frame of zeros and a flip "
         "change.",
         {{"picture",
           "Picture",
           lecturePicture(),
           {{"Lecture's 5 × 5", lecturePicture()}, {"Single 1", impulsePicture()}, {"Digit", sampleDigit(3)}},
           3,
           28,
           true},
          {"kernel", "Own kernel", rampKernel(), {{"Ramp", rampKernel()}, {"Sobel x", sobelKernel()}}, 1, 7},
          {"constant", "Even picture", 100.0, {}, -1000, 1000}},
         {}},
        composeThreeKernels);
}

}  // namespace deltascope
