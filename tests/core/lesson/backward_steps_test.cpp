#include "core/lesson/backward_steps.h"

#include <gtest/gtest.h>

#include <set>

#include "core/lesson/walkthroughs/nine_steps.h"
#include "core/network/architecture_choices.h"

namespace deltascope {
namespace {

Network<double> networkOf(const Architecture& architecture) { return *Network<double>::make(architecture); }

TEST(BackwardSteps, AreTheLecturesNineOnTheLecturesNetworks) {
    for (const Architecture& architecture : {lectureNetwork(), pencilNetwork()}) {
        const auto steps = backwardSteps(networkOf(architecture));
        ASSERT_EQ(steps.size(), 9U);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const NineStep theirs = nineStep(static_cast<Index>(i));
            EXPECT_EQ(steps[i].title, theirs.title);
            for (const std::string& tensor : theirs.computed)
                EXPECT_EQ(backwardStepOf(steps, tensor), static_cast<int>(i)) << tensor;
            EXPECT_EQ(steps[i].result(), theirs.computed.back());
        }
    }
}

TEST(BackwardSteps, ComputeEveryDeltaAndGradientOfAnyNetworkOnce) {
    ArchitectureChoices choices;
    choices.convolutions = {{3, 3}, {4, 3}, {5, 2}};
    choices.hidden = {8, 7};
    choices.window = 1;
    Architecture linear = architectureOf({});
    linear.layers.pop_back();  // no softmax
    linear.loss = LossKind::halfSquaredError;
    for (const Architecture& architecture : {lectureNetwork(), architectureOf(choices), linear}) {
        const Network<double> network = networkOf(architecture);
        const auto steps = backwardSteps(network);
        std::multiset<std::string> computed, expected;
        for (const auto& step : steps) computed.insert(step.computed.begin(), step.computed.end());
        for (int l = 0; l <= network.layerCount(); ++l) expected.insert(network.layerName(l) + ".delta");
        for (std::size_t p = 0; p < network.parameterCount(); ++p)
            expected.insert(network.parameterName(p) + "_gradient");
        EXPECT_EQ(computed, expected);
        EXPECT_EQ(backwardStepOf(steps, "conv1.output"), -1);
    }
}

}  // namespace
}  // namespace deltascope
