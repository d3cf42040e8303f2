#include "core/lesson/walkthroughs/sliding_window.h"

#include <algorithm>

#include "core/layers/window.h"
#include "core/lesson/composition.h"
#include "core/lesson/planes.h"
#include "core/lesson/sample_pictures.h"
#include "core/lesson/walkthroughs/convolution_lesson.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

/// The settings in the form the arithmetic needs.
struct Plan {
    Grid picture, patch, kernel, usedKernel;
    Index row = 0, column = 0;  ///< where in the picture the patch begins
    Index padding = 0, stride = 1;
    bool isFlipped = false;
    bool isConverted = false;  ///< a coloured picture shown in grey

    Index planes() const { return planeCount(picture); }
    /// What a picture's numbers mean: light in colours and their luma, ink in grey.
    ValueScale scale() const {
        return planes() > 1 || isConverted ? ValueScale::light : ValueScale::intensity;
    }
};

/// The same part of every plane.
Grid cut(const Grid& picture, Index row, Index column, Index height, Index width) {
    const Index planes = planeCount(picture);
    const Grid stack = picture.reshaped(planeShape(picture).batchOf(planes));
    Grid patch({planes, height, width});
    for (Index plane = 0; plane < planes; ++plane)
        for (Index i = 0; i < height; ++i)
            for (Index j = 0; j < width; ++j) {
                patch.at({plane, i, j}) = stack.at({plane, row + i, column + j});
            }
    return planes == 1 ? patch.reshaped(planeShape(patch)) : patch;
}

/// The patch is moved and shrunk until it lies inside the picture: pictures come in all sizes.
Plan planFrom(const Settings& settings) {
    const auto whole = [&](const char* id) { return static_cast<Index>(std::get<double>(settings.at(id))); };
    Plan plan;
    const Grid& picture = std::get<Grid>(settings.at("picture"));
    plan.isConverted = planeCount(picture) > 1 && std::get<std::string>(settings.at("channels")) == "grey";
    plan.picture = plan.isConverted ? greyOf(picture) : picture;
    plan.kernel = withPlanes(std::get<Grid>(settings.at("kernel")), plan.planes());
    plan.isFlipped = std::get<bool>(settings.at("flip"));
    plan.usedKernel = plan.isFlipped ? rotated(plan.kernel) : plan.kernel;
    plan.padding = paddingFor(std::get<std::string>(settings.at("padding")), plan.kernel.shape());
    plan.stride = whole("stride");
    const Shape size = planeShape(picture);
    const Index height = std::min(whole("patch_size"), size[0]),
                width = std::min(whole("patch_size"), size[1]);
    plan.row = std::min(whole("patch_row"), size[0] - height);
    plan.column = std::min(whole("patch_column"), size[1] - width);
    plan.patch = cut(plan.picture, plan.row, plan.column, height, width);
    return plan;
}

Grid mapOf(const WorkedExample<double>& example) {
    const Shape& shape = example.network().outputShape(1);
    return example.pass().outputs[1].reshaped({shape[1], shape[2]});
}

/// What the steps need; they share it.
struct Lesson {
    Plan plan;
    std::shared_ptr<const WorkedExample<double>> onPatch;
    WindowGeometry window;
    bool showsWholePicture = false;
};

Exhibit inputExhibit(const Plan& plan) {
    Exhibit input{"input",
                  plan.planes() > 1  ? "Red, green, blue"
                  : plan.isConverted ? "Input in grey"
                                     : "Input",
                  "a⁽¹⁾",
                  "input.output",
                  Role::activation,
                  plan.scale(),
                  plan.patch,
                  plan.padding,
                  plan.isConverted ? "" : "picture",
                  plan.row,
                  plan.column};
    input.tensorShape = planeShape(plan.patch).batchOf(plan.planes());
    return input;
}

/// The kernel that slides has the addresses; a kernel that is flipped first is only shown.
Exhibit kernelExhibit(const Plan& plan) {
    Exhibit kernel{"kernel",     "Kernel",
                   "g⁽¹⁾",       plan.isFlipped ? "" : "conv1.weight",
                   Role::weight, ValueScale::signedValue,
                   plan.kernel,  0,
                   "kernel"};
    kernel.tensorShape = planeShape(plan.kernel).batchOf(plan.planes()).batchOf(1);
    return kernel;
}

Exhibit aside(Exhibit exhibit) {
    exhibit.isAside = true;
    return exhibit;
}

std::vector<Exhibit> exhibitsOf(const Lesson& lesson, const Grid& response) {
    const Plan& plan = lesson.plan;
    std::vector<Exhibit> exhibits{inputExhibit(plan), kernelExhibit(plan)};
    if (plan.isFlipped) {
        exhibits.push_back(exhibitOf(*lesson.onPatch, "conv1.weight",
                                     {"rotated", "Rotated by 180°", "rot g⁽¹⁾", Role::weight}));
    }
    exhibits.push_back(
        exhibitOf(*lesson.onPatch, "conv1.output", {"output", "Output", "z⁽²⁾", Role::result}));
    if (!lesson.showsWholePicture) return exhibits;
    exhibits.push_back(aside({"picture", "The whole picture", "", "", Role::activation, plan.scale(),
                              plan.picture, plan.padding}));
    exhibits.push_back(aside({"response", "The same kernel on all of it", "", "", Role::result,
                              ValueScale::signedValue, response}));
    return exhibits;
}

std::vector<Focus> focusAt(const Lesson& lesson, Index row, Index column) {
    const WindowGeometry& window = lesson.window;
    const Plan& plan = lesson.plan;
    const Index top = window.row(row, 0), left = window.column(column, 0);
    const char* slid = plan.isFlipped ? "rotated" : "kernel";
    const Shape patch = planeShape(plan.patch);
    std::vector<Focus> focus;
    for (Index plane = 0; plane < plan.planes(); ++plane) {
        focus.push_back({"input", Role::activation, plane, top, left, window.height, window.width});
        focus.push_back({slid, Role::weight, plane, 0, 0, window.height, window.width});
    }
    focus.push_back({"output", Role::result, 0, row, column, 1, 1});
    if (!lesson.showsWholePicture) return focus;
    for (Index plane = 0; plane < plan.planes(); ++plane) {
        focus.push_back({"picture", Role::plain, plane, plan.row, plan.column, patch[0], patch[1]});
        focus.push_back({"picture", Role::activation, plane, plan.row + top, plan.column + left,
                         window.height, window.width});
    }
    return focus;
}

Step stepAt(const Lesson& lesson, Index i) {
    const Index row = i / lesson.window.outputWidth(), column = i % lesson.window.outputWidth();
    const Explanation explanation = *lesson.onPatch->explain({"conv1.output", 0, {0, row, column}});
    Step step;
    step.title = joinText("Output ", placeText(row, column));
    step.text = joinText(
        "The window stands at ", placeText(lesson.window.row(row, 0), lesson.window.column(column, 0)),
        lesson.plan.planes() > 1 ? " in all three planes" : "",
        ": multiply what lies under each weight by it and add the ", explanation.expression.arguments.size(),
        " products. ", kernelMeaning(lesson.plan.usedKernel, explanation));
    step.formula = explanation.formula;
    step.terms = {"result", "weight", "activation"};
    step.explanations = {explanation};
    step.focus = focusAt(lesson, row, column);
    step.known = {{"output", i + 1}};
    step.question = Question{joinText("Output at ", placeText(row, column), " = ?"), explanation.value};
    return step;
}

Result<Composition> composeSlidingWindow(const Settings& settings) {
    const Plan plan = planFrom(settings);
    const auto convolve = [&](const Grid& input) {
        return convolutionOf(input, plan.usedKernel, plan.padding, plan.stride);
    };
    const auto onPatch = convolve(plan.patch), onPicture = convolve(plan.picture);
    if (!onPatch) return failure("kernel: ", onPatch.error().message);
    const Shape kernel = planeShape(plan.kernel);
    const Lesson lesson{
        plan,
        *onPatch,
        {(*onPatch)->network().outputShape(0), kernel[0], kernel[1], plan.stride, plan.padding},
        plan.picture.shape() != plan.patch.shape()};
    return Composition{lesson.onPatch,
                       exhibitsOf(lesson, mapOf(**onPicture)),
                       {{lesson.window.outputMapSize(), [lesson](Index i) { return stepAt(lesson, i); }}}};
}

std::vector<SettingSpec> slidingWindowSettings() {
    const Grid digit = sampleDigit(3);
    std::vector<SettingSpec> specs{
        {"kernel",
         "Kernel",
         sobelKernel(),
         {{"Identity", identityKernel()},
          {"Blur", blurKernel()},
          {"Sobel x", sobelKernel()},
          {"Ramp", rampKernel()}},
         1,
         7},
        {"picture",
         "Picture",
         digit,
         {{"Digit", digit},
          {"Lecture's 5 × 5", lecturePicture()},
          {"Single 1", impulsePicture()},
          {"Three lights", threeLights()}},
         1,
         28,
         true},
        {"padding",
         "Padding",
         std::string("none"),
         {{"No padding", std::string("none")},
          {"Zero padding", std::string("zero")},
          {"Full", std::string("full")}}},
        {"flip", "Flip the kernel", false},
        {"channels",
         "Channels",
         std::string("rgb"),
         {{"RGB, if coloured", std::string("rgb")}, {"Grey", std::string("grey")}}},
        {"stride", "Stride", 1.0, {}, 1, 4},
        {"patch_size", "Patch size", 7.0, {}, 1, 12},
        {"patch_row", "Patch from row", 4.0, {}, 0, 27},
        {"patch_column", "Patch from column", 9.0, {}, 0, 27}};
    for (SettingSpec& spec : specs)
        if (std::holds_alternative<Grid>(spec.standard)) spec.planes = 3;
    return specs;
}

}  // namespace

WalkthroughKind slidingWindowWalkthrough() {
    return composed(
        {"L4",
         "sliding-window-convolution",
         "12.1",
         "Sliding-window convolution",
         "Slide a kernel over the input; at every stop multiply the overlapping numbers and add them up.",
         slidingWindowSettings(),
         {}},
        composeSlidingWindow);
}

}  // namespace deltascope
