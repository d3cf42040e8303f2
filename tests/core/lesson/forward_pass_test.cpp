#include "core/lesson/walkthroughs/forward_pass.h"

#include "core/explain/cell_source.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

TEST(ForwardPass, FillsTheLecturesNumbersLayerByLayer) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network"]["forward"];
    const auto walkthrough = walkthroughOf("L12");
    ASSERT_EQ(walkthrough->stepCount(), 12);
    Index i = 1;
    for (const auto& [tensor, key] : {std::pair{"conv1", "z2"},
                                      {"sigmoid1", "s2"},
                                      {"pool1", "a2"},
                                      {"conv2", "z3"},
                                      {"sigmoid2", "s3"},
                                      {"pool2", "a3"},
                                      {"fc1", "z4"},
                                      {"sigmoid3", "a4"},
                                      {"fc2", "z5"},
                                      {"softmax", "p"},
                                      {"loss", "loss"}}) {
        const std::string id = std::string(tensor) + ".output";
        const Exhibit exhibit = exhibitAt(*walkthrough, i, id);
        EXPECT_LT(differenceFrom(g[key], exhibit.values), 1e-12) << id;
        EXPECT_EQ(exhibit.knownFrom, i) << id;
        EXPECT_EQ(walkthrough->step(i).explanations[0].cell.tensor, id);
        ++i;
    }
}

TEST(ForwardPass, FollowsOneChainOfNumbersFromAPixelToTheLoss) {
    for (const LessonNetwork& network : {pencilStart(), randomNetwork(3)}) {
        const auto walkthrough = walkthroughOf("L12", {{"network", network}});
        for (Index i = 1; i < walkthrough->stepCount(); ++i) {
            const Cell before = walkthrough->step(i - 1).explanations[0].cell;
            const auto cells = madeOf(walkthrough->step(i).explanations[0]);
            EXPECT_NE(std::find(cells.begin(), cells.end(), before), cells.end())
                << "step " << i + 1 << " does not use " << cellText(before);
        }
    }
}

TEST(ForwardPass, PutsEveryLayerIntoItsEquation) {
    const auto walkthrough = walkthroughOf("L12");
    std::vector<std::string> formulas;
    for (Index i = 1; i <= 10; ++i) formulas.push_back(walkthrough->step(i).formula);
    EXPECT_EQ(formulas, (std::vector<std::string>{"equation-1", "equation-1", "equation-1", "equation-2",
                                                  "equation-2", "equation-2", "equation-3", "equation-3",
                                                  "equation-4", "equation-4"}));
}

TEST(ForwardPass, ShowsThePredictionsAsBarsWithTheClassesNames) {
    const auto walkthrough = walkthroughOf("L12");
    const Exhibit bars = exhibitAt(*walkthrough, 10, "softmax.output");
    EXPECT_EQ(bars.form, Form::bars);
    EXPECT_EQ(bars.labels, pencilStart()->architecture().classes);
    EXPECT_NE(walkthrough->step(10).text.find("Bird"), std::string::npos);
}

TEST(ForwardPass, FollowsPictureAndLabel) {
    DELTASCOPE_NEEDS_GOLDEN;
    const auto walkthrough = walkthroughOf("L12", {{"picture", chairPicture()}, {"label", 2.0}});
    const Step loss = walkthrough->step(11);
    EXPECT_NEAR(loss.question->answer, golden()["mini_network_batch"]["examples"][1]["loss"].get<double>(),
                1e-12);
    EXPECT_NE(loss.text.find("Chair"), std::string::npos);
}

TEST(ForwardPass, LetsThePictureBeEditedWhereItIsTheSettings) {
    EXPECT_EQ(exhibitAt(*walkthroughOf("L12"), 0, "input.output").setting, "picture");
    EXPECT_EQ(exhibitAt(*walkthroughOf("L12", {{"network", randomNetwork(1)}}), 0, "input.output").setting,
              "");
}

TEST(ForwardPass, RefusesANetworkWhoseLayersAreNotWhatTheirNamesSay) {
    Architecture architecture = pencilNetwork();
    architecture.layers[1].kind = "relu";
    EXPECT_NE(errorOf("L12", {{"network", randomNetwork(1, architecture)}})
                  .find("network: expected the layers conv1"),
              std::string::npos);
}

TEST(ForwardPass, RefusesALabelThatIsNoClass) {
    EXPECT_NE(errorOf("L12", {{"label", 5.0}}).find("label: 5, expected a whole number from 0 to 4"),
              std::string::npos);
}

TEST(ForwardPass, KnowsWhichStepComputesAnOutput) {
    const Network<double>& network = *pencilStart();
    EXPECT_EQ(forwardStepOf(network, "input.output"), 0);
    EXPECT_EQ(forwardStepOf(network, "pool2.output"), 6);
    EXPECT_EQ(forwardStepOf(network, "loss.output"), 11);
    EXPECT_THROW(forwardStepOf(network, "conv1.delta"), std::invalid_argument);
    EXPECT_THROW(forwardStepOf(network, "conv9.output"), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
