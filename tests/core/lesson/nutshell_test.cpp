#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

TEST(Nutshell, ListsTheFourOperationsWithTheirWalkthroughs) {
    const auto walkthrough = walkthroughOf("L3");
    const Exhibit listing = exhibitAt(*walkthrough, 4, "operations");
    EXPECT_EQ(listing.labels,
              (std::vector<std::string>{"Convolutional layer → 2D convolution",
                                        "Fully connected layer → matrix multiplication",
                                        "Sigmoid layer → sigmoid function", "Pooling layer → subsampling"}));
    EXPECT_EQ(listing.links, (std::vector<std::string>{"L4", "L8", "L10", "L9"}));
    for (Index i = 1; i <= 4; ++i) EXPECT_EQ(walkthrough->step(i).known[0].count, i);
}

TEST(Nutshell, ShowsOneNumberOfEachOperation) {
    const auto walkthrough = walkthroughOf("L3");
    const char* const tensors[]{"conv1.output", "fc1.output", "sigmoid1.output", "pool1.output"};
    for (Index i = 0; i < 4; ++i) {
        const Step step = walkthrough->step(i + 1);
        EXPECT_EQ(step.explanations[0].cell.tensor, tensors[i]);
        const Tensor<double> all = *walkthrough->source().values(tensors[i]);
        for (const double value : all.values())
            EXPECT_LE(std::abs(value), std::abs(step.explanations[0].value));
    }
}

TEST(Nutshell, FramesTheWindowThatTheConvolutionReads) {
    const Step step = walkthroughOf("L3")->step(1);
    const auto frame = [&](const std::string& exhibit) {
        const auto found = std::find_if(step.focus.begin(), step.focus.end(),
                                        [&](const Focus& focus) { return focus.exhibit == exhibit; });
        require(found != step.focus.end(), "no frame on ", exhibit);
        return *found;
    };
    const Cell& cell = step.explanations[0].cell;  // map, row, column of conv 1
    EXPECT_EQ(step.focus.size(), 3u);
    EXPECT_EQ(frame("input.output").row, cell.index[1]);
    EXPECT_EQ(frame("input.output").column, cell.index[2]);
    EXPECT_EQ(frame("input.output").height, 3);
    EXPECT_EQ(frame("conv1.weight").width, 3);
    EXPECT_EQ(frame("conv1.weight").map, cell.index[0]);
}

TEST(Nutshell, ShowsThatTheStackIsNotLinear) {
    const auto walkthrough = walkthroughOf("L3");
    const Step step = walkthrough->step(5);
    const double twice = step.explanations[0].value, once = step.explanations[1].value;
    EXPECT_GT(std::abs(twice - 2 * once), 0.1);
    const Tensor<double> picture = *walkthrough->source().values("input.output"),
                         doubled = *walkthrough->source().values("doubled.input.output");
    for (Index i = 0; i < picture.size(); ++i) EXPECT_EQ(doubled[i], 2 * picture[i]);
}

TEST(Nutshell, RunsOnNetworksOfOtherSizes) {
    for (const Architecture& architecture : {lectureNetwork(), smallNetwork()}) {
        const auto walkthrough = walkthroughOf("L3", {{"network", randomNetwork(1, architecture)}});
        for (Index i = 0; i < walkthrough->stepCount(); ++i)
            EXPECT_LE(walkthrough->step(i).focus.size(), 40u);
    }
}

}  // namespace
}  // namespace deltascope
