#include "core/lesson/walkthroughs/forward_pass.h"

#include <algorithm>
#include <array>

#include "core/base/number_text.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/walkthroughs/chain_rule.h"

namespace deltascope {
namespace {

std::string outputOf(const Network<double>& network, int l) { return network.layerName(l) + ".output"; }

/// The parameters' tensors of layer `l`: "conv1.weight", "conv1.bias".
std::vector<std::string> parametersOf(const Network<double>& network, int l) {
    std::vector<std::string> names;
    const auto [first, last] = network.parametersOf(l);
    for (std::size_t p = first; p < last; ++p) names.push_back(network.parameterName(p));
    return names;
}

/// The lecture's equation that layer `l` belongs to: every layer with weights begins one.
int equationOf(const Network<double>& network, int l) {
    int equation = 0;
    for (int i = 1; i <= l; ++i) equation += parametersOf(network, i).empty() ? 0 : 1;
    return equation;
}

std::string sizesText(const Shape& shape) {
    std::string text;
    for (const Index extent : shape.extents()) text += joinText(text.empty() ? "" : " × ", extent);
    return text;
}

/// The number of layer `l` that has the largest share in the next one that is explained, and so on up to the
/// true class's prediction.
Explanation tellingNumber(const NetworkExample& example, int l) {
    const Network<double>& network = example->network();
    const int last = network.layerCount();
    Explanation number =
        *example->explain({outputOf(network, last), 0, largestCell(*example, "label").index});
    for (int below = last - 1; below >= l; --below) {
        const std::string tensor = outputOf(network, below);
        number = *example->explain(mainCell(number, tensor).value_or(largestCell(*example, tensor)));
    }
    return number;
}

/// A step of layer `l` before its words are chosen.
struct Scene {
    NetworkExample example;
    int layer;
    Explanation number;
    Exhibit input, output;

    const Network<double>& network() const { return example->network(); }
    std::string title() const { return layerTitle(network().layerName(layer)); }
    /// "z⁽²⁾ at map 0, row 1, column 2 is 0.235"
    std::string numberText() const {
        return joinText(elementText(output, number.cell), " is ", shortNumber(number.value));
    }
    std::string inputText() const {
        const auto cell = mainCell(number, input.tensor);
        return cell ? elementText(input, *cell) : input.symbol;
    }
    Index products() const { return network().layer(layer).parameters()[0].shape.inner().size(); }
};

/// What a kind of layer does, and which of its equation's terms that is.
struct Words {
    const char* kind;
    std::vector<std::string> terms;
    std::string (*text)(const Scene&);
};

std::string convolutionText(const Scene& s) {
    return joinText("Every kernel slides over ", s.input.symbol,
                    ", multiplies what lies under it and adds up: ",
                    sizesText(s.network().outputShape(s.layer)), " sums of ", s.products(), " products. ",
                    s.numberText(), "; its largest share comes from ", s.inputText(), ".");
}

std::string matrixText(const Scene& s) {
    return joinText("Every unit compares all ", s.products(), " inputs with its own row of weights. ",
                    s.numberText(), "; its largest share comes from ", s.inputText(), ".");
}

std::string sigmoidText(const Scene& s) {
    return joinText("The sigmoid squeezes every number by itself into the range from 0 to 1. ", s.inputText(),
                    " becomes ", shortNumber(s.number.value), ".");
}

std::string poolText(const Scene& s, const char* what) {
    return joinText("Of every window only ", what, " stays, so ",
                    sizesText(s.network().outputShape(s.layer - 1)), " numbers become ",
                    sizesText(s.network().outputShape(s.layer)), ". ", s.numberText(), ".");
}

std::string maxPoolText(const Scene& s) { return poolText(s, "the largest number"); }
std::string averagePoolText(const Scene& s) { return poolText(s, "the mean"); }

std::string softmaxText(const Scene& s) {
    const Index predicted = predictedClass(*s.example);
    return joinText("Softmax turns the scores into shares that sum to 1. The network says ",
                    className(*s.example, predicted), " with ", shortNumber(s.output.values[predicted]), "; ",
                    s.numberText(), ".");
}

const Words& wordsFor(const std::string& kind) {
    static const std::array<Words, 6> all{
        {{"conv2d", {"result", "activation", "weight"}, convolutionText},
         {"max_pool", {"result-2", "constant"}, maxPoolText},
         {"average_pool", {"result-2", "constant"}, averagePoolText},
         {"fully_connected", {"result", "weight", "activation"}, matrixText},
         {"softmax", {"result-2", "constant", "activation-2"}, softmaxText},
         {"sigmoid", {"activation-2"}, sigmoidText}}};
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Words& words) { return kind == words.kind; });
    require(found != all.end(), "no words for a layer of kind ", kind);
    return *found;
}

Exhibit outputExhibit(const NetworkExample& example, int l) {
    const Network<double>& network = example->network();
    Exhibit exhibit = networkExhibit(*example, outputOf(network, l));
    exhibit.knownFrom = l;
    if (l == network.layerCount()) exhibit.form = Form::bars;
    return exhibit;
}

/// The picture can be edited where it is the setting's, not one that took its place.
void letEdit(Exhibit& picture, const Settings& settings) {
    const auto& chosen = std::get<Tensor<double>>(settings.at("picture"));
    if (picture.values == chosen) picture.setting = "picture";
}

Step pictureStep(const NetworkExample& example) {
    Step step;
    step.title = "The picture";
    step.text =
        joinText("The network reads the picture as ", example->network().outputShape(0).size(),
                 " numbers, a⁽¹⁾. Beside them only the weights are known, and the true class waits for the "
                 "loss at the end.");
    step.explanations = {tellingNumber(example, 0)};
    step.own = {networkStrip(*example)};
    step.shown = {"network", "input.output"};
    step.focus = {*focusOn(outputExhibit(example, 0), step.explanations[0].cell, Role::activation)};
    return step;
}

Step layerStep(const NetworkExample& example, int l) {
    const Network<double>& network = example->network();
    const Scene scene{example, l, tellingNumber(example, l), outputExhibit(example, l - 1),
                      outputExhibit(example, l)};
    const Words& words = wordsFor(layerKindOf(network, l));
    Step step;
    step.title = joinText("Equation ", equationOf(network, l), ": ", scene.title());
    step.text = words.text(scene);
    step.formula = joinText("equation-", equationOf(network, l));
    step.terms = words.terms;
    step.explanations = {scene.number};
    step.own = {networkStrip(*example, {}, network.layerName(l))};
    step.shown = {"network", scene.input.id};
    std::vector<Exhibit> readFrom{scene.input};
    for (const std::string& parameter : parametersOf(network, l)) {
        step.shown.push_back(parameter);
        readFrom.push_back(networkExhibit(*example, parameter));
    }
    step.shown.push_back(scene.output.id);
    step.focus = framesAround(readFrom, scene.number);
    step.focus.push_back(*focusOn(scene.output, scene.number.cell, Role::result));
    if (const auto used = mainCell(scene.number, scene.input.tensor)) step.earlier = {{*used, l - 1}};
    step.question =
        Question{joinText(elementText(scene.output, scene.number.cell), " = ?"), scene.number.value};
    return step;
}

Step lossStep(const NetworkExample& example) {
    const int last = example->network().layerCount();
    const Explanation loss = *example->explain({"loss.output", 0, {}}),
                      prediction = tellingNumber(example, last);
    const std::vector<Exhibit> readFrom{outputExhibit(example, last), networkExhibit(*example, "label")};
    Step step;
    step.title = "The loss";
    step.text =
        joinText("The loss looks only at the true class, ", className(*example, prediction.cell.index[0]),
                 ", which got ", shortNumber(prediction.value), ": L = -ln ", shortNumber(prediction.value),
                 " = ", shortNumber(loss.value),
                 ". It would be 0 if that share were 1, and learning is about "
                 "making it smaller.");
    step.formula = loss.formula;
    step.terms = {"result", "label", "activation"};
    step.explanations = {loss};
    step.own = {networkStrip(*example, {}, example->network().layerName(last))};
    step.shown = {"network", readFrom[0].id, readFrom[1].id, "loss.output"};
    for (const Exhibit& exhibit : readFrom) {
        Cell cell = prediction.cell;
        cell.tensor = exhibit.tensor;
        step.focus.push_back(*focusOn(exhibit, cell, exhibit.role));
    }
    step.focus.push_back({"loss.output", Role::result});
    step.earlier = {{prediction.cell, last}};
    step.question = Question{"L = ?", loss.value};
    return step;
}

Result<Composition> composeForwardPass(const Settings& settings) {
    const auto made = networkExample(settings);
    if (!made) return tl::unexpected(made.error());
    const NetworkExample& example = *made;
    const Network<double>& network = example->network();
    Composition composition{example, {networkStrip(*example)}, {}};
    for (int l = 0; l <= network.layerCount(); ++l) {
        for (const std::string& parameter : l == 0 ? std::vector<std::string>() : parametersOf(network, l)) {
            composition.exhibits.push_back(networkExhibit(*example, parameter));
        }
        composition.exhibits.push_back(outputExhibit(example, l));
        if (l == 0) letEdit(composition.exhibits.back(), settings);
    }
    composition.exhibits.push_back(networkExhibit(*example, "label"));
    composition.exhibits.push_back(networkExhibit(*example, "loss.output"));
    composition.exhibits.back().knownFrom = network.layerCount() + 1;
    composition.sections = {
        oneStep([example] { return pictureStep(example); }),
        {network.layerCount(), [example](Index i) { return layerStep(example, static_cast<int>(i) + 1); }},
        oneStep([example] { return lossStep(example); })};
    return composition;
}

}  // namespace

Index forwardStepOf(const Network<double>& network, const std::string& tensor) {
    if (tensor == "loss.output") return network.layerCount() + 1;
    require(tensor.ends_with(".output"), tensor, " is computed by no step of the forward pass");
    return layerNamed(network, tensor.substr(0, tensor.find('.')));
}

WalkthroughKind forwardPassWalkthrough() {
    return composed(
        {"L12",
         "forward-pass",
         "12.2",
         "The forward pass, equations 1 to 4",
         "From the picture to the predictions and one loss: four equations, and every number can be opened.",
         networkSettings(),
         {}},
        composeForwardPass);
}

}  // namespace deltascope
