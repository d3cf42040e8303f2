#include "core/lesson/walkthroughs/layer_views.h"

#include "core/lesson/lecture_network.h"
#include "core/network/initialise.h"
#include "tests/support/core/golden.h"
#include "tests/support/core/walkthroughs.h"

namespace deltascope {
namespace {

LessonNetwork digitNetwork() {
    Network<double> digits = *Network<double>::make(lectureNetwork());
    initialise(digits);
    return std::make_shared<const Network<double>>(std::move(digits));
}

/// The step's frame on the picture.
Focus frameOnPicture(const Step& step) {
    const auto found = std::find_if(step.focus.begin(), step.focus.end(),
                                    [](const Focus& focus) { return focus.exhibit == "input.output"; });
    require(found != step.focus.end(), step.title, ": no frame on the picture");
    return *found;
}

TEST(LayerViews, ShowsTheMapsOfBothConvolutions) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& forward = golden()["mini_network"]["forward"];
    const auto lesson = walkthroughOf("L6");
    ASSERT_EQ(lesson->stepCount(), 2 + 2 + 4 + 2 + 1);
    for (Index map = 0; map < 2; ++map) {
        const auto k = static_cast<std::size_t>(map);
        EXPECT_LT(differenceFrom(forward["z2"][k], exhibitAt(*lesson, map, "response").values), 1e-12);
        EXPECT_LT(differenceFrom(forward["z3"][k], exhibitAt(*lesson, 2 + map, "response").values), 1e-12);
    }
    EXPECT_EQ(exhibitAt(*lesson, 3, "kernel").values.shape(), (Shape{2, 3, 3}));
    EXPECT_EQ(cellText(*cellOf(exhibitAt(*lesson, 3, "kernel"), 0), 2), "conv2.weight@0[1,0,0,0]");
}

TEST(LayerViews, SeesThreeFourEightAndTenPixels) {
    const auto lesson = walkthroughOf("L6", {{"row", 1.0}, {"column", 0.0}});
    Index step = 4;
    for (const auto& [size, top] : {std::pair{3, 1}, {4, 2}, {8, 2}, {10, 4}}) {
        const Focus frame = frameOnPicture(lesson->step(step));
        EXPECT_EQ(frame.height, size);
        EXPECT_EQ(frame.width, size);
        EXPECT_EQ(frame.row, top);
        EXPECT_EQ(frame.column, 0);
        EXPECT_EQ(lesson->step(step++).question->answer, size);
    }
}

TEST(LayerViews, TrainsTheLecturesKernels) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& batch = golden()["mini_network_batch"];
    const auto lesson = walkthroughOf("L6", {{"steps", 401.0}});  // the golden ones are those of update 401
    EXPECT_LT(
        differenceFrom(golden()["mini_network"]["params"]["g1"], exhibitAt(*lesson, 8, "before").values),
        1e-15);
    EXPECT_LT(differenceFrom(batch["long_run_final_kernels_g1"], exhibitAt(*lesson, 8, "after").values),
              1e-12);
}

TEST(LayerViews, KeepsTheChosenPictureFirstInTheBatch) {
    const auto lesson = walkthroughOf("L6", {{"picture", chairPicture()}, {"label", 2.0}, {"steps", 1.0}});
    const Tensor<double> first = *lesson->source().values("input.output", 0),
                         second = *lesson->source().values("input.output", 1);
    EXPECT_EQ(first.reshaped({14, 14}), chairPicture());
    EXPECT_EQ(second.reshaped({14, 14}), penguinPicture());
    EXPECT_EQ(lesson->source().values("label", 1)->values()[0], 1);
    EXPECT_NE(lesson->step(10).text.find("the true class, Chair"), std::string::npos);
}

TEST(LayerViews, RunsOnADigitNetworkWithFewerUpdates) {
    const auto lesson = walkthroughOf("L6", {{"network", digitNetwork()}, {"row", 3.0}, {"column", 2.0}});
    ASSERT_EQ(lesson->stepCount(), 6 + 16 + 4 + 2 + 1);
    EXPECT_EQ(lesson->source().batch(), 1);
    Index step = 22;
    for (const Index size : {5, 6, 14, 16}) {
        const Focus frame = frameOnPicture(lesson->step(step++));
        EXPECT_EQ(frame.height, size);
        EXPECT_EQ(frame.width, size);
    }
    const std::string text = lesson->step(26).text;
    EXPECT_EQ(text.find("In 11 updates"), 0u) << text;
}

TEST(LayerViews, RefusesACellThatTheDeepestLayerDoesNotHave) {
    EXPECT_EQ(errorOf("L6", {{"row", 2.0}}), "row: 2, expected 0 to 1 for this network");
    EXPECT_EQ(errorOf("L6", {{"column", 4.0}, {"network", digitNetwork()}}),
              "column: 4, expected 0 to 3 for this network");
    EXPECT_EQ(errorOf("L6", {{"steps", 1.5}}), "steps: 1.5, expected a whole number");
    EXPECT_NE(errorOf("L6", {{"steps", 0.0}}).find("steps: 0, expected 1 to"), std::string::npos);
}

}  // namespace
}  // namespace deltascope
