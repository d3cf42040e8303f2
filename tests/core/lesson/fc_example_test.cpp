#include "core/lesson/walkthroughs/fc_example.h"

#include <gtest/gtest.h>

#include "tests/support/core/golden.h"

namespace deltascope {
namespace {

/// The standard settings with some changed.
Settings settingsWith(const Settings& changes) {
    Settings settings = changes;
    for (const SettingSpec& spec : fcSettings()) settings.emplace(spec.id, spec.standard);
    return settings;
}

FcExample exampleWith(const Settings& changes) {
    const auto example = fcExample(settingsWith(changes));
    EXPECT_TRUE(example.has_value()) << (example ? "" : example.error().message);
    return *example;
}

std::string messageOf(const Settings& changes) {
    const auto example = fcExample(settingsWith(changes));
    return example ? "no error" : example.error().message;
}

void expectGolden(const Golden& g, const WorkedExample<double>& example) {
    const auto expect = [&](const Golden& wanted, const std::string& tensor) {
        EXPECT_LT(differenceFrom(wanted, *example.values(tensor)), 1e-12) << tensor;
    };
    expect(g["forward"]["z2"], "fc1.output");
    expect(g["forward"]["a2"], "sigmoid1.output");
    expect(g["forward"]["z3"], "fc2.output");
    expect(g["forward"]["a3"], lastLayer(example) + ".output");
    EXPECT_NEAR(example.meanLoss(), g["forward"]["loss"].get<double>(), 1e-12);
    expect(g["backward"]["delta3"], "fc2.delta");
    expect(g["backward"]["sum_w_delta"], "sigmoid1.delta");
    expect(g["backward"]["delta2"], "fc1.delta");
    for (const char* layer : {"1", "2"}) {
        const std::string name = std::string("fc") + layer, w = std::string("w") + layer,
                          b = std::string("b") + layer;
        expect(g["grads"][w], name + ".weight_gradient");
        expect(g["updated"][w], name + ".weight_new");
        if (!g["grads"].contains(b)) continue;
        expect(g["grads"][b], name + ".bias_gradient");
        expect(g["updated"][b], name + ".bias_new");
    }
}

TEST(FcExample, IsTheLecturesInEveryVariant) {
    DELTASCOPE_NEEDS_GOLDEN;
    expectGolden(golden()["fc_2_3_2"], *exampleWith({}));
    expectGolden(golden()["fc_2_3_2_bias"], *exampleWith({{"variant", std::string("bias")}}));
    expectGolden(golden()["fc_2_3_2_squared_error"],
                 *exampleWith({{"variant", std::string("squared_error")}}));
}

TEST(FcExample, TakesBiasesOfOnesOwn) {
    EXPECT_FALSE(hasBias(*exampleWith({})));
    const Tensor<double> bias({3, 1}, {1, 2, 3});
    for (const char* variant : {"plain", "bias", "squared_error"}) {
        const auto example = exampleWith({{"variant", std::string(variant)}, {"bias1", bias}});
        ASSERT_TRUE(hasBias(*example)) << variant;
        EXPECT_EQ(example->values("fc1.bias")->reshaped({3, 1}), bias);
        EXPECT_EQ(*example->values("fc2.bias"), Tensor<double>({2}));
    }
}

TEST(FcExample, MayHaveOtherSizes) {
    const auto example = exampleWith({{"inputs", Tensor<double>({4, 1}, {1, 2, 3, 4})},
                                      {"weights1", Tensor<double>({5, 4})},
                                      {"weights2", Tensor<double>({3, 5})},
                                      {"label", 2.0}});
    EXPECT_EQ(example->network().classCount(), 3);
    EXPECT_NEAR(example->meanLoss(), std::log(3.0), 1e-12);  // no weights, no preference
}

TEST(FcExample, NamesTheSettingThatDoesNotFit) {
    EXPECT_NE(messageOf({{"inputs", Tensor<double>({3, 1})}}).find("inputs: 3x1, expected 2x1"),
              std::string::npos);
    EXPECT_NE(messageOf({{"weights2", Tensor<double>({2, 4})}}).find("weights2: 4 columns, expected 3"),
              std::string::npos);
    EXPECT_NE(messageOf({{"bias2", Tensor<double>({3, 1}, {1, 1, 1})}}).find("bias2: 3x1, expected 2x1"),
              std::string::npos);
    EXPECT_NE(messageOf({{"label", 2.0}}).find("label: 2, expected 0 to 1"), std::string::npos);
    EXPECT_NE(messageOf({{"label", 0.5}}).find("label: 0.5, expected a whole number"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
