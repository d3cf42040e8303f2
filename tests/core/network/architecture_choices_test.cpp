#include "core/network/architecture_choices.h"

#include <gtest/gtest.h>

#include "core/network/network.h"

namespace deltascope {
namespace {

TEST(ArchitectureChoices, LeadToTheLecturesNetworkAndBack) {
    EXPECT_EQ(architectureOf({}).input, lectureNetwork().input);
    EXPECT_EQ(architectureOf({}).classes, lectureNetwork().classes);
    ASSERT_TRUE(choicesOf(lectureNetwork()));
    EXPECT_EQ(*choicesOf(lectureNetwork()), ArchitectureChoices{});
    const auto pencil = choicesOf(pencilNetwork());
    ASSERT_TRUE(pencil);
    EXPECT_EQ(pencil->side, 14);
    EXPECT_FALSE(pencil->biases);
    EXPECT_EQ(pencil->classes, 5);
}

TEST(ArchitectureChoices, SurviveTheWayThroughAnArchitecture) {
    ArchitectureChoices choices;
    choices.channels = 3, choices.side = 20;
    choices.convolutions = {{4, 3}, {5, 3}, {6, 2}};
    choices.activation = "relu", choices.pooling = "average_pool", choices.window = 2;
    choices.hidden = {9, 8};
    choices.biases = false, choices.classes = 4;
    EXPECT_EQ(choicesOf(architectureOf(choices)), choices);
    choices.window = 1, choices.pooling = "max_pool";  // nobody can tell which pooling was left out
    EXPECT_EQ(choicesOf(architectureOf(choices)), choices);
}

TEST(ArchitectureChoices, LeaveItToTheNetworkToSayWhatIsImpossible) {
    ArchitectureChoices choices;
    choices.convolutions = {{6, 15}, {16, 15}};
    const auto network = Network<double>::make(architectureOf(choices));
    ASSERT_FALSE(network);
    EXPECT_NE(network.error().message.find("conv2"), std::string::npos) << network.error().message;
}

TEST(ArchitectureChoices, AreNoneForOtherArchitectures) {
    Architecture other = lectureNetwork();
    other.layers[1].kind = "tanh";  // two kinds of activation
    EXPECT_FALSE(choicesOf(other));
    other = lectureNetwork();
    other.loss = LossKind::halfSquaredError;
    EXPECT_FALSE(choicesOf(other));
}

}  // namespace
}  // namespace deltascope
