#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <set>

#include "core/layers/catalogue.h"
#include "tests/support/core/random_tensor.h"
#include "tests/support/core/reference_layers.h"

namespace deltascope {
namespace {

struct LayerCase {
    LayerSpec spec;
    Shape input;
    bool hasTies = false;  ///< inputs are drawn from few whole numbers, so that windows have equal maxima
};

std::ostream& operator<<(std::ostream& out, const LayerCase& c) {
    out << c.spec.kind << " on " << c.input.text();
    for (const auto& [name, value] : c.spec.options) out << ' ' << name << '=' << value;
    return out << (c.hasTies ? " with ties" : "");
}

LayerSpec conv(Index maps, Index height, Index width, Index stride, Index padding, Index bias) {
    return {"conv2d",
            "layer",
            {{"maps", maps},
             {"kernel_height", height},
             {"kernel_width", width},
             {"stride", stride},
             {"padding", padding},
             {"bias", bias}}};
}
LayerSpec pool(const std::string& kind, Index window, Index stride) {
    return {kind, "layer", {{"window", window}, {"stride", stride}}};
}

const LayerCase cases[] = {
    {conv(6, 5, 5, 1, 0, 1), {1, 12, 12}},
    {conv(3, 3, 3, 1, 1, 1), {2, 5, 6}},
    {conv(2, 3, 2, 2, 0, 0), {3, 7, 8}},
    {conv(4, 2, 4, 3, 2, 1), {2, 6, 5}},
    {conv(1, 1, 1, 1, 0, 0), {1, 1, 1}},
    {conv(2, 4, 4, 1, 3, 0), {1, 4, 4}},
    {conv(2, 3, 3, 2, 1, 1), {1, 6, 6}},
    {conv(16, 5, 5, 1, 0, 1), {2, 9, 12}},  // as many maps as lanes
    {conv(32, 3, 7, 1, 2, 0), {1, 5, 6}},
    {pool("max_pool", 2, 2), {3, 6, 6}},
    {pool("max_pool", 2, 1), {1, 3, 3}},
    {pool("max_pool", 3, 2), {2, 8, 7}, true},
    {pool("max_pool", 2, 3), {1, 9, 9}},
    {pool("max_pool", 2, 1), {2, 5, 5}, true},
    {pool("average_pool", 2, 2), {3, 6, 6}},
    {pool("average_pool", 3, 1), {2, 5, 7}},
    {{"sigmoid", "layer", {}}, {2, 3, 3}},
    {{"tanh", "layer", {}}, {7}},
    {{"relu", "layer", {}}, {2, 4, 5}},
    {{"flatten", "layer", {}}, {2, 3, 4}},
    {{"fully_connected", "layer", {{"units", 4}, {"bias", 1}}}, {2, 3, 3}},
    {{"fully_connected", "layer", {{"units", 5}, {"bias", 0}}}, {9}},
    {{"softmax", "layer", {}}, {5}},
};

/// A layer with everything around it for a batch of three.
struct Experiment {
    std::unique_ptr<Layer<double>> layer;
    Tensor<double> input, output, outputDelta, inputDelta;
    std::vector<Tensor<double>> parameters, gradients;

    explicit Experiment(const LayerCase& c, Index examples = 3)
        : layer(std::move(*makeLayer<double>(c.spec, c.input))) {
        input = randomTensor(c.input.batchOf(examples), 1, -2, 2);
        if (c.hasTies) {
            for (double& value : input.values()) value = std::round(value);
        }
        output = Tensor<double>(layer->outputShape().batchOf(examples));
        outputDelta = randomTensor(output.shape(), 2);
        inputDelta = randomTensor(input.shape(), 3);  // so that a cell which backward() forgets shows
        for (const ParameterSpec& spec : layer->parameters()) {
            parameters.push_back(randomTensor(spec.shape, 4 + parameters.size()));
            gradients.push_back(randomTensor(spec.shape, 3));  // is written over
        }
        Scratch<double> scratch;
        layer->forward(input, parameters, output, scratch);
        layer->backward({input, output, outputDelta, parameters}, &inputDelta, gradients, scratch);
    }

    LayerScene<double> scene() const {
        LayerScene<double> scene{{"in", &input}, {"out", &output}, {"delta", &outputDelta}, {}};
        for (const auto& parameter : parameters) scene.parameters.push_back({"parameter", &parameter, false});
        return scene;
    }
};

class LayerTest : public testing::TestWithParam<LayerCase> {};

TEST_P(LayerTest, ComputesWhatThePlainLoopsCompute) {
    const Experiment s(GetParam());
    const ReferenceResult reference = referenceLayer(GetParam().spec, s.input, s.parameters, s.outputDelta);
    EXPECT_LT(largestDifference(s.output, reference.output), 1e-12);
    EXPECT_LT(largestDifference(s.inputDelta, reference.inputDelta), 1e-12);
    ASSERT_EQ(s.gradients.size(), reference.gradients.size());
    for (std::size_t p = 0; p < s.gradients.size(); ++p) {
        EXPECT_LT(largestDifference(s.gradients[p], reference.gradients[p]), 1e-12) << "parameter " << p;
    }
}

/// One example by itself may take another way than several.
void expectTheSameInFloat(const LayerCase& c, Index examples) {
    const Experiment s(c, examples);
    const auto layer = std::move(*makeLayer<float>(c.spec, c.input));
    std::vector<Tensor<float>> parameters, gradients;
    for (const auto& parameter : s.parameters) {
        parameters.push_back(parameter.cast<float>());
        gradients.push_back(randomTensor(parameter.shape(), 3).cast<float>());
    }
    const Tensor<float> input = s.input.cast<float>();
    Tensor<float> output(s.output.shape()), inputDelta(input.shape());
    Scratch<float> scratch;
    layer->forward(input, parameters, output, scratch);
    layer->backward({input, output, s.outputDelta.cast<float>(), parameters}, &inputDelta, gradients,
                    scratch);
    EXPECT_LT(largestDifference(output.cast<double>(), s.output), 2e-5);
    EXPECT_LT(largestDifference(inputDelta.cast<double>(), s.inputDelta), 2e-5);
    for (std::size_t p = 0; p < gradients.size(); ++p) {
        EXPECT_LT(largestDifference(gradients[p].cast<double>(), s.gradients[p]), 1e-4);
    }
}

TEST_P(LayerTest, ComputesTheSameInFloat) {
    for (const Index examples : {3, 1}) expectTheSameInFloat(GetParam(), examples);
}

TEST_P(LayerTest, ExplainsEveryNumberThatItComputes) {
    const Experiment s(GetParam());
    const LayerScene<double> scene = s.scene();
    for (Index example = 0; example < 3; ++example) {
        for (Index cell = 0; cell < s.layer->outputShape().size(); ++cell) {
            const double value = s.output.slice(example)[static_cast<std::size_t>(cell)];
            ASSERT_NEAR(s.layer->explainOutput(scene, example, cell).expression.value, value, 1e-12);
        }
        for (Index cell = 0; cell < s.layer->inputShape().size(); ++cell) {
            const double value = s.inputDelta.slice(example)[static_cast<std::size_t>(cell)];
            ASSERT_NEAR(s.layer->explainInputDelta(scene, example, cell).expression.value, value, 1e-12);
        }
    }
}

TEST_P(LayerTest, ExplainsEveryGradientAsTheSumOverTheExamples) {
    const Experiment s(GetParam());
    for (std::size_t p = 0; p < s.gradients.size(); ++p)
        for (Index cell = 0; cell < s.gradients[p].size(); ++cell) {
            double sum = 0;
            for (Index example = 0; example < 3; ++example) {
                sum += s.layer->explainGradient(s.scene(), p, example, cell).expression.value;
            }
            ASSERT_NEAR(sum, s.gradients[p][cell], 1e-12) << "parameter " << p << ", element " << cell;
        }
}

/// Which output reads which input, and with which weight, as (output, input, weight); -1: no weight.
using Links = std::set<std::array<Index, 3>>;

/// The offset of the cell within one example, if it lies in the tensor called `name`.
std::optional<Index> offsetIn(const Expression& leaf, const std::string& name, const Shape& shape) {
    if (leaf.operation != Operation::cell || leaf.cell.tensor != name) return std::nullopt;
    return shape.offset(leaf.cell.index);
}

/// Collects the links that an output's expression tells of: in each product its input and its weight, and
/// every other input by itself.
void collectLinks(const Experiment& s, const Expression& expression, Index output, Links& links) {
    std::vector<Index> inputs;
    Index weight = -1;
    for (const Expression& argument : expression.arguments) {
        collectLinks(s, argument, output, links);
        if (const auto input = offsetIn(argument, "in", s.layer->inputShape())) inputs.push_back(*input);
        if (s.parameters.empty() || expression.operation != Operation::product) continue;
        if (const auto w = offsetIn(argument, "parameter", s.parameters[0].shape())) weight = *w;
    }
    for (const Index input : inputs) links.insert({output, input, weight});
}

TEST_P(LayerTest, LinksEveryInputToTheOutputsWhoseExplanationsNameIt) {
    const Experiment s(GetParam());
    Links explained, linked;
    for (Index output = 0; output < s.layer->outputShape().size(); ++output) {
        collectLinks(s, s.layer->explainOutput(s.scene(), 1, output).expression, output, explained);
    }
    for (Index input = 0; input < s.layer->inputShape().size(); ++input) {
        const std::vector<Link> links = s.layer->linksFrom(input);
        for (const Link& link : links) linked.insert({link.output, input, link.weight});
        EXPECT_TRUE(std::is_sorted(links.begin(), links.end(),
                                   [](const Link& a, const Link& b) { return a.output < b.output; }));
    }
    EXPECT_EQ(linked, explained);
}

TEST_P(LayerTest, HasOtherViewsOfConvolutionsOnlyAndTheyGiveTheSameNumbers) {
    const Experiment s(GetParam());
    const bool isConvolution = GetParam().spec.kind == "conv2d";
    for (Index cell = 0; cell < s.layer->inputShape().size(); ++cell) {
        const auto other = s.layer->otherInputDelta(s.scene(), 2, cell);
        ASSERT_EQ(other.has_value(), isConvolution);
        if (!other) continue;
        ASSERT_NEAR(other->expression.value, s.inputDelta.slice(2)[static_cast<std::size_t>(cell)], 1e-12);
    }
    for (std::size_t p = 0; p < s.gradients.size(); ++p)
        for (Index cell = 0; cell < s.gradients[p].size(); ++cell) {
            const auto other = s.layer->otherGradient(s.scene(), p, 2, cell);
            ASSERT_EQ(other.has_value(), isConvolution && p == 0);
            if (!other) continue;
            const double plain = s.layer->explainGradient(s.scene(), p, 2, cell).expression.value;
            ASSERT_NEAR(other->expression.value, plain, 1e-12);
        }
}

/// The cases without ties, where a maximum has no derivative.
std::vector<LayerCase> smoothCases() {
    std::vector<LayerCase> smooth;
    std::copy_if(std::begin(cases), std::end(cases), std::back_inserter(smooth),
                 [](const LayerCase& c) { return !c.hasTies; });
    return smooth;
}

class SmoothLayerTest : public LayerTest {};

TEST_P(SmoothLayerTest, GivesTheDerivativeOfAWeighedSumOfItsOutputs) {
    Experiment s(GetParam());
    Scratch<double> scratch;
    const auto probe = [&](double& value) {
        constexpr double h = 1e-5;
        double sums[2] = {0, 0};
        for (const int side : {0, 1}) {
            const double original = value;
            value += side ? h : -h;
            s.layer->forward(s.input, s.parameters, s.output, scratch);
            value = original;
            for (Index i = 0; i < s.output.size(); ++i) sums[side] += s.output[i] * s.outputDelta[i];
        }
        return (sums[1] - sums[0]) / (2 * h);
    };
    for (Index i = 0; i < s.input.size(); i += 3) {
        ASSERT_NEAR(probe(s.input.values()[static_cast<std::size_t>(i)]), s.inputDelta[i], 1e-7)
            << "input " << i;
    }
    for (std::size_t p = 0; p < s.parameters.size(); ++p)
        for (Index i = 0; i < s.parameters[p].size(); i += 5) {
            ASSERT_NEAR(probe(s.parameters[p].values()[static_cast<std::size_t>(i)]), s.gradients[p][i],
                        1e-7);
        }
}

INSTANTIATE_TEST_SUITE_P(EveryKind, LayerTest, testing::ValuesIn(cases));
INSTANTIATE_TEST_SUITE_P(EveryKind, SmoothLayerTest, testing::ValuesIn(smoothCases()));

TEST(LayerCatalogue, HasACaseAboveForEveryKind) {
    for (const LayerKind& kind : layerKinds()) {
        const bool isTested = std::any_of(std::begin(cases), std::end(cases),
                                          [&](const LayerCase& c) { return c.spec.kind == kind.name; });
        EXPECT_TRUE(isTested) << kind.name;
    }
}

TEST(LayerCatalogue, SaysWhatIsWrongWithALayer) {
    const auto errorOf = [](const LayerSpec& spec, const Shape& input) {
        const auto layer = makeLayer<float>(spec, input);
        return layer ? std::string() : layer.error().message;
    };
    EXPECT_NE(errorOf({"convolution", "a", {}}, {1, 8, 8}).find("conv2d"), std::string::npos);
    EXPECT_NE(errorOf({"conv2d", "a", {{"colour", 1}}}, {1, 8, 8}).find("no setting 'colour'"),
              std::string::npos);
    EXPECT_NE(errorOf({"conv2d", "a", {{"stride", 0}}}, {1, 8, 8}).find("stride is 0, expected 1 to"),
              std::string::npos);
    EXPECT_NE(errorOf(conv(1, 5, 5, 1, 0, 1), {1, 4, 9}).find("does not fit into 1x4x9"), std::string::npos);
    EXPECT_NE(errorOf(conv(1, 5, 5, 1, 0, 1), {40}).find("expected maps"), std::string::npos);
    EXPECT_NE(errorOf({"softmax", "a", {}}, {1, 4, 9}).find("expected a vector"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
