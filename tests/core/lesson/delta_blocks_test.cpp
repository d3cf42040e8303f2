#include "core/lesson/walkthroughs/delta_blocks.h"

#include <set>

#include "tests/support/core/golden.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

const Golden& backward() { return golden()["mini_network"]["backward_steps"]; }

/// All explanations of all steps.
std::vector<Explanation> explanationsOf(const Walkthrough& walkthrough) {
    std::vector<Explanation> all;
    for (Index i = 0; i < walkthrough.stepCount(); ++i)
        for (const Explanation& explanation : walkthrough.step(i).explanations) all.push_back(explanation);
    return all;
}

Index stepCalled(const Walkthrough& walkthrough, const std::string& title) {
    for (Index i = 0; i < walkthrough.stepCount(); ++i)
        if (walkthrough.step(i).title.find(title) != std::string::npos) return i;
    ADD_FAILURE() << "no step " << title;
    return 0;
}

Architecture pencilWith(const std::string& kind, Index window, Index stride) {
    Architecture architecture = pencilNetwork();
    for (LayerSpec& layer : architecture.layers)
        if (layer.kind == "max_pool") layer = {kind, layer.name, {{"window", window}, {"stride", stride}}};
    return architecture;
}

TEST(DeltaBlocks, EndInTheLecturesDeltas) {
    DELTASCOPE_NEEDS_GOLDEN;
    struct Whole {
        const char *id, *tensor, *group, *key;
        Index fromEnd;
    };
    for (const Whole& whole : {Whole{"L19", "sigmoid3.delta", "step4", "dL_da4", 2},
                               {"L19", "fc1.delta", "step4", "delta4", 1},
                               {"L21", "pool2.delta", "step6", "dL_da3", 3},
                               {"L21", "sigmoid2.delta", "step6", "dL_ds3_after_unpooling", 2},
                               {"L21", "conv2.delta", "step6", "delta3", 1},
                               {"L23", "pool1.delta", "step8", "dL_da2", 3},
                               {"L23", "sigmoid1.delta", "step8", "dL_ds2_after_unpooling", 2},
                               {"L23", "conv1.delta", "step8", "delta2", 1}}) {
        const auto walkthrough = walkthroughOf(whole.id);
        const Index i = walkthrough->stepCount() - whole.fromEnd;
        const Exhibit exhibit = exhibitAt(*walkthrough, i, whole.tensor);
        EXPECT_EQ(exhibit.knownFrom, i) << whole.tensor;
        EXPECT_LT(differenceFrom(backward()[whole.group][whole.key], exhibit.values), 1e-12) << whole.tensor;
    }
}

TEST(DeltaBlocks, CountTheCellsThatGetADelta) {
    for (const auto& [id, text] :
         {std::pair{"L21", "8 of 32 numbers are not 0"}, {"L23", "56 of 288 numbers are not 0"}}) {
        const auto walkthrough = walkthroughOf(id);
        EXPECT_NE(walkthrough->step(walkthrough->stepCount() - 1).text.find(text), std::string::npos)
            << walkthrough->step(walkthrough->stepCount() - 1).text;
    }
}

TEST(DeltaBlocks, DeriveTheNumberThatTheSettingsChoose) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Tensor<double> delta4 = tensorFrom(backward()["step4"]["delta4"]);
    for (Index unit = 0; unit < 4; ++unit) {
        const auto walkthrough = walkthroughOf("L19", {{"unit", static_cast<double>(unit)}});
        const Step product = walkthrough->step(stepCalled(*walkthrough, "Multiply"));
        EXPECT_EQ(product.explanations[0].cell, (Cell{"fc1.delta", 0, {unit}}));
        EXPECT_NEAR(product.question->answer, delta4[unit], 1e-12);
    }
}

TEST(DeltaBlocks, FollowAWindowToItsWinner) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& winners = golden()["mini_network"]["forward"]["arg2"];
    for (const Index row : {0, 5})
        for (const Index column : {0, 3}) {
            const auto walkthrough = walkthroughOf(
                "L23",
                {{"map", 1.0}, {"row", static_cast<double>(row)}, {"column", static_cast<double>(column)}});
            const Golden& winner =
                winners[1][static_cast<std::size_t>(row)][static_cast<std::size_t>(column)];
            const Cell cell = walkthrough->step(0).explanations[0].cell;
            EXPECT_EQ(cell.index, (std::vector<Index>{1, winner[0].get<Index>(), winner[1].get<Index>()}));
        }
}

TEST(DeltaBlocks, TakeEveryCellOfTheMap) {
    for (const auto& [id, tensor, count] :
         {std::tuple{"L19", "fc1.delta", 4}, {"L21", "conv2.delta", 16}, {"L23", "conv1.delta", 144}}) {
        const auto walkthrough = walkthroughOf(id);
        std::set<std::vector<Index>> cells;
        for (const Explanation& e : explanationsOf(*walkthrough))
            if (e.cell.tensor == tensor) cells.insert(e.cell.index);
        EXPECT_GE(static_cast<int>(cells.size()), count) << id;
    }
}

TEST(DeltaBlocks, SeeTheBracketTwoWaysThatAgree) {
    for (const LessonNetwork& network : {pencilStart(), randomNetwork(5)}) {
        const auto walkthrough = walkthroughOf("L23", {{"network", network}, {"row", 2.0}, {"column", 3.0}});
        const Explanation scattered = walkthrough->step(4).explanations[0],
                          turned = walkthrough->step(5).explanations[0];
        EXPECT_EQ(scattered.cell, (Cell{"pool1.delta", 0, {0, 2, 3}}));
        EXPECT_EQ(scattered.cell, turned.cell);
        EXPECT_EQ(scattered.value, turned.value);
        EXPECT_NE(scattered.formula, turned.formula);
        EXPECT_NEAR(scattered.expression.value, turned.expression.value, 1e-12);
    }
}

/// The window of the turned kernel holds exactly the deltas that the explanation names; what it names as 0 is
/// padding.
TEST(DeltaBlocks, FrameThePaddedDeltasThatTheTurnedKernelMeets) {
    for (const double row : {0.0, 2.0, 5.0}) {
        const auto walkthrough = walkthroughOf("L23", {{"row", row}, {"column", 4.0}});
        const Step step = walkthrough->step(5);
        const Exhibit deltas = exhibitAt(*walkthrough, 5, "conv2.delta");
        EXPECT_EQ(deltas.padding, 2);
        Index inside = 0;
        for (const Focus& focus : step.focus) {
            if (focus.exhibit != deltas.id) continue;
            for (Index u = focus.row; u < focus.row + focus.height; ++u)
                for (Index v = focus.column; v < focus.column + focus.width; ++v) {
                    EXPECT_TRUE(u >= -2 && u < 6 && v >= -2 && v < 6);
                    inside += u >= 0 && u < 4 && v >= 0 && v < 4 ? 1 : 0;
                }
        }
        Index named = 0;
        for (const Cell& cell : madeOf(step.explanations[0])) named += cell.tensor == deltas.tensor ? 1 : 0;
        EXPECT_EQ(inside, named) << "row " << row;
    }
}

TEST(DeltaBlocks, TurnChipsSolidOneByOneAndSayWhereTheyWereComputed) {
    const auto walkthrough = walkthroughOf("L23");
    const auto solid = [&](Index i) {
        const auto chips = walkthrough->step(i).chips;
        return std::count_if(chips.begin(), chips.end(), [](const Chip& chip) { return chip.isKnown; });
    };
    EXPECT_EQ(walkthrough->step(1).chips.size(), 3u);
    EXPECT_EQ(solid(1), 0);
    EXPECT_EQ(solid(2), 1);
    EXPECT_EQ(solid(3), 2);
    EXPECT_EQ(solid(stepCalled(*walkthrough, "slope")), 3);
    const std::optional<Earlier> earlier = walkthrough->step(2).chips[0].earlier;
    ASSERT_TRUE(earlier.has_value());
    EXPECT_EQ(earlier->walkthrough, "L21");
    EXPECT_EQ(walkthroughOf("L19")->step(2).chips[0].earlier->walkthrough, "L16");
}

TEST(DeltaBlocks, PointAtTheStepThatComputesAllDeltas) {
    for (const LessonNetwork& network : {pencilStart(), randomNetwork(6)}) {
        const auto block = deltaBlockFor(*network, "conv1.delta");
        ASSERT_TRUE(block.has_value());
        const auto walkthrough = walkthroughOf(block->walkthrough, {{"network", network}});
        EXPECT_EQ(block->step, walkthrough->stepCount() - 1);
        EXPECT_FALSE(deltaBlockFor(*network, "fc2.delta").has_value());
    }
}

TEST(DeltaBlocks, ShareTheDeltaOutWhereThePoolingIsAMean) {
    const auto network = randomNetwork(7, pencilWith("average_pool", 2, 2));
    for (const char* id : {"L21", "L23"}) {
        const auto walkthrough = walkthroughOf(id, {{"network", network}});
        for (Index i = 0; i < walkthrough->stepCount(); ++i) {
            const Step step = walkthrough->step(i);
            EXPECT_EQ(step.text.find("winner"), std::string::npos) << step.text;
            EXPECT_EQ(step.text.find("won "), std::string::npos) << step.text;
        }
        const Step pooling = walkthrough->step(stepCalled(*walkthrough, "through the pooling"));
        EXPECT_EQ(pooling.formula, "average-pool-delta");
        EXPECT_NE(pooling.text.find("share"), std::string::npos);
    }
}

TEST(DeltaBlocks, AddUpWhatComesBackFromOverlappingWindows) {
    const auto network = randomNetwork(8, pencilWith("max_pool", 3, 1));
    const Tensor<double> picture = penguinPicture();
    bool hasSeveral = false;
    for (double row = 0; row < 6; ++row) {
        const auto walkthrough = walkthroughOf("L23", {{"network", network}, {"row", row}, {"column", row}});
        const Step pooling = walkthrough->step(stepCalled(*walkthrough, "through the pooling"));
        const std::size_t won = pooling.explanations[0].expression.arguments.size();
        EXPECT_GE(won, 1u);
        EXPECT_EQ(pooling.text.find(joinText("won ", won, " windows")) != std::string::npos, won > 1)
            << pooling.text;
        hasSeveral = hasSeveral || won > 1;
    }
    EXPECT_TRUE(hasSeveral);
}

TEST(DeltaBlocks, NameTheSettingAndItsRangeWhenANumberIsNotThere) {
    EXPECT_EQ(errorOf("L19", {{"unit", 4.0}}),
              "unit: 4, expected a whole number from 0 to 3 for this network");
    EXPECT_EQ(errorOf("L21", {{"input", 8.0}}),
              "input: 8, expected a whole number from 0 to 7 for this network");
    EXPECT_EQ(errorOf("L23", {{"row", 6.0}}), "row: 6, expected a whole number from 0 to 5 for this network");
    EXPECT_EQ(errorOf("L23", {{"column", 1.5}}),
              "column: 1.5, expected a whole number from 0 to 5 for this network");
    EXPECT_EQ(errorOf("L23", {{"map", 5.0}, {"network", randomNetwork(1)}}), "");
}

TEST(DeltaBlocks, TakeTheLastNumberWhereTheStandardOneIsNotThere) {
    const auto walkthrough = walkthroughOf("L23", {{"network", randomNetwork(3, smallNetwork())}});
    EXPECT_EQ(walkthrough->step(1).explanations[0].cell, (Cell{"pool1.output", 0, {0, 1, 1}}));
    EXPECT_EQ(errorOf("L23", {{"network", randomNetwork(3, smallNetwork())}, {"row", 3.0}}),
              "row: 3, expected a whole number from 0 to 1 for this network");
}

TEST(DeltaBlocks, RefuseANumberThatNoWindowReads) {
    Architecture architecture = pencilNetwork();
    architecture.layers[3].options["stride"] = 2;
    const auto network = randomNetwork(9, architecture);
    EXPECT_EQ(errorOf("L23", {{"network", network}, {"row", 5.0}}),
              "column: nothing of conv2 reads map 0, row 5, column 2, choose another");
    const auto walkthrough = walkthroughOf("L23", {{"network", network}, {"row", 4.0}});
    for (Index i = 0; i < walkthrough->stepCount(); ++i) EXPECT_FALSE(walkthrough->step(i).text.empty());
}

}  // namespace
}  // namespace deltascope
