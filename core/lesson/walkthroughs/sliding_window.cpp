#include "core/lesson/walkthroughs/sliding_window.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/explain/explainer.h"
#include "core/layers/conv2d.h"
#include "core/lesson/sample_pictures.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;

Grid identityKernel() { return {{3, 3}, {0, 0, 0, 0, 1, 0, 0, 0, 0}}; }
Grid blurKernel() { return {{3, 3}, {0.107, 0.113, 0.107, 0.113, 0.119, 0.113, 0.107, 0.113, 0.107}}; }
Grid sobelKernel() { return {{3, 3}, {-1, 0, 1, -2, 0, 2, -1, 0, 1}}; }
Grid rampKernel() { return {{3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9}}; }

/// The settings in the form the arithmetic needs.
struct Plan {
    Grid picture, patch, kernel, usedKernel;
    Index row = 0, column = 0;  ///< where in the picture the patch begins
    Index padding = 0, stride = 1;
    bool isFlipped = false;
};

Grid rotated(const Grid& kernel) {
    Grid result = kernel;
    std::reverse(result.values().begin(), result.values().end());
    return result;
}

Grid cut(const Grid& picture, Index row, Index column, Index height, Index width) {
    Grid patch({height, width});
    for (Index i = 0; i < height; ++i)
        for (Index j = 0; j < width; ++j) patch.at({i, j}) = picture.at({row + i, column + j});
    return patch;
}

Index paddingFor(const std::string& choice, const Shape& kernel) {
    const Index reach = std::max(kernel[0], kernel[1]) - 1;
    return choice == "none" ? 0 : choice == "zero" ? reach / 2 : reach;
}

/// The patch is moved and shrunk until it lies inside the picture: pictures come in all sizes.
Plan planFrom(const Settings& settings) {
    const auto whole = [&](const char* id) { return static_cast<Index>(std::get<double>(settings.at(id))); };
    Plan plan;
    plan.picture = std::get<Grid>(settings.at("picture"));
    plan.kernel = std::get<Grid>(settings.at("kernel"));
    plan.isFlipped = std::get<bool>(settings.at("flip"));
    plan.usedKernel = plan.isFlipped ? rotated(plan.kernel) : plan.kernel;
    plan.padding = paddingFor(std::get<std::string>(settings.at("padding")), plan.kernel.shape());
    plan.stride = whole("stride");
    const Shape& picture = plan.picture.shape();
    const Index height = std::min(whole("patch_size"), picture[0]),
                width = std::min(whole("patch_size"), picture[1]);
    plan.row = std::min(whole("patch_row"), picture[0] - height);
    plan.column = std::min(whole("patch_column"), picture[1] - width);
    plan.patch = cut(plan.picture, plan.row, plan.column, height, width);
    return plan;
}

/// A network of one convolution without bias on `input`, its kernel set: the engine that computes every
/// number shown.
Result<Network<double>> convolutionOn(const Grid& input, const Plan& plan) {
    const Shape &size = input.shape(), &kernel = plan.kernel.shape();
    Architecture architecture;
    architecture.input = {1, size[0], size[1]};
    architecture.layers = {{"conv2d",
                            "conv1",
                            {{"maps", 1},
                             {"kernel_height", kernel[0]},
                             {"kernel_width", kernel[1]},
                             {"stride", plan.stride},
                             {"padding", plan.padding},
                             {"bias", 0}}}};
    auto network = Network<double>::make(architecture);
    if (network) network->parameters()[0] = plan.usedKernel.reshaped({1, 1, kernel[0], kernel[1]});
    return network;
}

Pass<double> passOver(const Network<double>& network, const Grid& input) {
    return network.run(input.reshaped(network.outputShape(0)));
}

Grid mapOf(const Network<double>& network, const Pass<double>& pass) {
    const Shape& shape = network.outputShape(1);
    return pass.outputs[1].reshaped({shape[1], shape[2]});
}

std::string placeText(Index row, Index column) { return joinText("row ", row, ", column ", column); }

class SlidingWindow final : public Walkthrough {
  public:
    SlidingWindow(Plan plan, Network<double> network, const Grid& response)
        : plan_(std::move(plan)),
          network_(std::move(network)),
          pass_(passOver(network_, plan_.patch)),
          explainer_(network_, pass_),
          window_(network_.outputShape(0), plan_.kernel.shape()[0], plan_.kernel.shape()[1], plan_.stride,
                  plan_.padding) {
        addMainExhibits();
        if (plan_.picture.shape() != plan_.patch.shape()) addAsides(response);
    }

    const std::vector<Exhibit>& exhibits() const override { return exhibits_; }
    Index stepCount() const override { return window_.outputMapSize(); }
    Result<Explanation> explain(const Cell& cell) const override { return explainer_.explain(cell); }

    Step step(Index i) const override {
        require(i >= 0 && i < stepCount(), "step ", i + 1, ": expected 1 to ", stepCount());
        const Index row = i / window_.outputWidth(), column = i % window_.outputWidth();
        Step step;
        step.explanations = {*explainer_.explain({"conv1.output", 0, {0, row, column}})};
        const Explanation& explanation = step.explanations.front();
        step.title = joinText("Output ", placeText(row, column));
        step.text = textFor(explanation, row, column);
        step.formula = explanation.formula;
        step.terms = {"result", "weight", "activation"};
        step.focus = focusAt(row, column);
        step.known = {{"output", i + 1}};
        step.question = Question{joinText("Output at ", placeText(row, column), " = ?"), explanation.value};
        return step;
    }

  private:
    void addMainExhibits() {
        exhibits_.push_back({"input", "Input", "a⁽¹⁾", "input.output", Role::activation,
                             ValueScale::intensity, plan_.patch, plan_.padding, "picture", plan_.row,
                             plan_.column});
        exhibits_.push_back({"kernel", "Kernel", "g⁽¹⁾", plan_.isFlipped ? "" : "conv1.weight", Role::weight,
                             ValueScale::signedValue, plan_.kernel, 0, "kernel"});
        if (plan_.isFlipped) {
            exhibits_.push_back({"rotated", "Rotated by 180°", "rot g⁽¹⁾", "conv1.weight", Role::weight,
                                 ValueScale::signedValue, plan_.usedKernel});
        }
        exhibits_.push_back({"output", "Output", "z⁽²⁾", "conv1.output", Role::result,
                             ValueScale::signedValue, mapOf(network_, pass_)});
    }

    void addAsides(const Grid& response) {
        Exhibit picture{"picture",     "The whole picture", "", "", Role::activation, ValueScale::intensity,
                        plan_.picture, plan_.padding};
        picture.isAside = true;
        Exhibit whole{"response",   "The same kernel on all of it", "",      "",
                      Role::result, ValueScale::signedValue,        response};
        whole.isAside = true;
        exhibits_.push_back(std::move(picture));
        exhibits_.push_back(std::move(whole));
    }

    std::vector<Focus> focusAt(Index row, Index column) const {
        const Index top = window_.row(row, 0), left = window_.column(column, 0);
        std::vector<Focus> focus{
            {"input", Role::activation, 0, top, left, window_.height, window_.width},
            {plan_.isFlipped ? "rotated" : "kernel", Role::weight, 0, 0, 0, window_.height, window_.width},
            {"output", Role::result, 0, row, column, 1, 1}};
        if (plan_.picture.shape() == plan_.patch.shape()) return focus;
        const Shape& patch = plan_.patch.shape();
        focus.push_back({"picture", Role::plain, 0, plan_.row, plan_.column, patch[0], patch[1]});
        focus.push_back({"picture", Role::activation, 0, plan_.row + top, plan_.column + left, window_.height,
                         window_.width});
        return focus;
    }

    /// What happens, and what it means: the second sentence depends on what the kernel looks for.
    std::string textFor(const Explanation& explanation, Index row, Index column) const {
        const std::string first =
            joinText("The window stands at ", placeText(window_.row(row, 0), window_.column(column, 0)),
                     ": multiply what lies under each weight by it and add the ",
                     explanation.expression.arguments.size(), " products. ");
        return first + meaningOf(explanation);
    }

    std::string meaningOf(const Explanation& explanation) const {
        const double value = explanation.value;
        if (plan_.usedKernel == identityKernel())
            return "Only the middle weighs 1, so the output copies the input.";
        if (plan_.usedKernel == blurKernel()) {
            return "Nine nearly equal weights that sum to 0.999: the output is the neighbourhood's mean.";
        }
        if (plan_.usedKernel == sobelKernel()) {
            if (value == 0)
                return "Left and right weigh the same here: no vertical edge, so the answer is 0.";
            return value > 0 ? "The right side is larger than the left: an edge, so the answer is positive."
                             : "The left side is larger than the right: an edge, so the answer is negative.";
        }
        const auto& terms = explanation.expression.arguments;
        const auto largest = std::max_element(terms.begin(), terms.end(), [](const auto& a, const auto& b) {
            return std::abs(a.value) < std::abs(b.value);
        });
        return joinText("The largest share is ", shortNumber(largest->arguments[0].value), " × ",
                        shortNumber(largest->arguments[1].value), " = ", shortNumber(largest->value), ".");
    }

    Plan plan_;
    Network<double> network_;
    Pass<double> pass_;
    Explainer<double> explainer_;
    WindowGeometry window_;
    std::vector<Exhibit> exhibits_;
};

Result<std::unique_ptr<Walkthrough>> makeSlidingWindow(const WalkthroughKind& kind, const Settings& chosen) {
    const auto settings = completeSettings(kind, chosen);
    if (!settings) return tl::unexpected(settings.error());
    const Plan plan = planFrom(*settings);
    auto onPatch = convolutionOn(plan.patch, plan), onPicture = convolutionOn(plan.picture, plan);
    if (!onPatch) return failure("kernel: ", onPatch.error().message);
    const Grid response = mapOf(*onPicture, passOver(*onPicture, plan.picture));
    return std::make_unique<SlidingWindow>(plan, std::move(*onPatch), response);
}

std::vector<SettingSpec> slidingWindowSettings() {
    const Grid digit = sampleDigit(3);
    return {{"kernel",
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
             {{"Digit", digit}, {"Lecture's 5 × 5", lecturePicture()}, {"Single 1", impulsePicture()}},
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
            {"stride", "Stride", 1.0, {}, 1, 4},
            {"patch_size", "Patch size", 7.0, {}, 1, 12},
            {"patch_row", "Patch from row", 4.0, {}, 0, 27},
            {"patch_column", "Patch from column", 9.0, {}, 0, 27}};
}

}  // namespace

WalkthroughKind slidingWindowWalkthrough() {
    WalkthroughKind kind{
        "L4",
        "sliding-window-convolution",
        "12.1",
        "Sliding-window convolution",
        "Slide a kernel over the input; at every stop multiply the overlapping numbers and add them up.",
        slidingWindowSettings(),
        {}};
    kind.make = [described = kind](const Settings& chosen) { return makeSlidingWindow(described, chosen); };
    return kind;
}

}  // namespace deltascope
