#include "core/lesson/walkthroughs/weight_blocks.h"

#include "tests/support/core/golden.h"
#include "tests/support/core/lesson_networks.h"

namespace deltascope {
namespace {

/// One of the blocks with its tensors and the lecture's keys for them.
struct Block {
    const char *id, *layer, *group, *gradient, *updated;
};

const Block all[] = {{"L18", "fc2", "step3", "dL_dw4", "w4"},
                     {"L20", "fc1", "step5", "dL_dw3", "w3"},
                     {"L22", "conv2", "step7", "dL_dg2", "g2"},
                     {"L24", "conv1", "step9", "dL_dg1", "g1"}};

std::string tensorOf(const Block& block, const std::string& quantity) {
    return std::string(block.layer) + "." + quantity;
}

Index stepCalled(const Walkthrough& walkthrough, const std::string& title) {
    for (Index i = 0; i < walkthrough.stepCount(); ++i)
        if (walkthrough.step(i).title.find(title) == 0) return i;
    ADD_FAILURE() << "no step " << title;
    return 0;
}

/// The settings that choose part `part` of a layer with weights of this shape.
Settings choosing(const Shape& weights, Index part) {
    if (weights.rank() == 2) return {{"row", static_cast<double>(part)}};
    return {{"map", static_cast<double>(part / weights[1])},
            {"channel", static_cast<double>(part % weights[1])}};
}

TEST(WeightBlocks, EndInTheLecturesGradientsAndNewWeights) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network"];
    for (const Block& block : all) {
        const auto walkthrough = walkthroughOf(block.id);
        const Index gradients = stepCalled(*walkthrough, "All gradients");
        const Exhibit gradient = exhibitAt(*walkthrough, gradients, tensorOf(block, "weight_gradient")),
                      updated = exhibitAt(*walkthrough, gradients + 1, tensorOf(block, "weight_new"));
        EXPECT_EQ(gradient.knownFrom, gradients);
        EXPECT_EQ(updated.knownFrom, gradients + 1);
        EXPECT_LT(differenceFrom(g["backward_steps"][block.group][block.gradient], gradient.values), 1e-12);
        EXPECT_LT(differenceFrom(g["updated"][block.updated], updated.values), 1e-12);
    }
}

TEST(WeightBlocks, TakeEveryWeightOfTheChosenRowOrKernel) {
    DELTASCOPE_NEEDS_GOLDEN;
    for (const Block& block : all) {
        const Tensor<double> expected =
            tensorFrom(golden()["mini_network"]["backward_steps"][block.group][block.gradient]);
        const Shape weights = valuesOf(*walkthroughOf(block.id), tensorOf(block, "weight")).shape();
        const Index parts = weights.rank() == 2 ? weights[0] : weights[0] * weights[1],
                    size = weights.size() / parts;
        for (Index part = 0; part < parts; ++part) {
            const auto walkthrough = walkthroughOf(block.id, choosing(weights, part));
            const Index update = stepCalled(*walkthrough, "The update rule");
            EXPECT_NEAR(walkthrough->step(4).question->answer, expected[part * size], 1e-12);
            for (Index n = 1; n < size; ++n) {
                const Step step = walkthrough->step(update + n);
                EXPECT_NEAR(step.question->answer, expected[part * size + n], 1e-12)
                    << block.id << " " << step.title;
                EXPECT_EQ(weights.offset(step.explanations[0].cell.index), part * size + n);
                EXPECT_EQ(step.known[0].count, n + 1);
            }
            EXPECT_EQ(walkthrough->step(update + size).title.find("All gradients"), 0u);
        }
    }
}

TEST(WeightBlocks, UpdateByTheLearningRateOfTheSettings) {
    for (const Block& block : all) {
        const auto walkthrough = walkthroughOf(block.id, {{"rate", 0.25}});
        const Step step = walkthrough->step(stepCalled(*walkthrough, "The update rule"));
        const Index offset =
            valuesOf(*walkthrough, tensorOf(block, "weight")).shape().offset(step.explanations[0].cell.index);
        EXPECT_DOUBLE_EQ(step.question->answer,
                         valuesOf(*walkthrough, tensorOf(block, "weight"))[offset] -
                             0.25 * valuesOf(*walkthrough, tensorOf(block, "weight_gradient"))[offset]);
    }
}

TEST(WeightBlocks, TurnChipsSolidOneByOneAndSayWhereTheyWereComputed) {
    const char* const predecessors[] = {"L16", "L19", "L21", "L23"};
    for (std::size_t b = 0; b < std::size(all); ++b) {
        const auto walkthrough = walkthroughOf(all[b].id);
        for (Index i = 1; i <= 3; ++i) {
            const auto chips = walkthrough->step(i).chips;
            ASSERT_EQ(chips.size(), 2u);
            EXPECT_EQ(chips[0].isKnown, i > 1);
            EXPECT_EQ(chips[1].isKnown, i > 2);
        }
        const Step known = walkthrough->step(2);
        EXPECT_EQ(known.chips[0].earlier->walkthrough, predecessors[b]);
        EXPECT_EQ(known.earlier.back().walkthrough, "L16");
        EXPECT_EQ(walkthrough->step(3).chips[1].earlier->walkthrough, "L12");
    }
}

TEST(WeightBlocks, SeeAKernelsGradientTwoWaysThatAgree) {
    for (const LessonNetwork& network : {pencilStart(), randomNetwork(5)})
        for (const char* id : {"L22", "L24"}) {
            const auto walkthrough = walkthroughOf(id, {{"network", network}, {"map", 1.0}});
            const Explanation slid = walkthrough->step(4).explanations[0],
                              scattered = walkthrough->step(5).explanations[0];
            EXPECT_EQ(slid.cell, scattered.cell);
            EXPECT_EQ(slid.value, scattered.value);
            EXPECT_EQ(scattered.formula, "conv-gradient-scatter");
            EXPECT_NEAR(slid.expression.value, scattered.expression.value, 1e-12);
        }
}

TEST(WeightBlocks, ExplainTheBiasWhereThereIsOne) {
    const auto network = randomNetwork(6);
    for (const Block& block : all) {
        const auto walkthrough = walkthroughOf(block.id, {{"network", network}});
        const Step step = walkthrough->step(stepCalled(*walkthrough, "The biases"));
        const Index unit = walkthrough->step(0).explanations[0].cell.index[0];
        EXPECT_EQ(step.explanations[0].cell, (Cell{tensorOf(block, "bias_gradient"), 0, {unit}}));
        const auto plain = walkthroughOf(block.id);
        for (Index i = 0; i < plain->stepCount(); ++i) EXPECT_NE(plain->step(i).title, "The biases");
    }
}

TEST(WeightBlocks, ShowTheLossAfterTheUpdate) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& after = golden()["mini_network"]["after_update"];
    const auto walkthrough = walkthroughOf("L24");
    const Index last = walkthrough->stepCount() - 1;
    const Step step = walkthrough->step(last);
    EXPECT_NEAR(step.question->answer, after["loss"].get<double>(), 1e-12);
    EXPECT_NEAR(step.explanations[0].value, after["loss"].get<double>(), 1e-12);
    EXPECT_LT(differenceFrom(after["p"], exhibitAt(*walkthrough, last, "1:softmax.output").values), 1e-12);
    EXPECT_GT(exhibitAt(*walkthrough, last, "loss.output").values[0], step.question->answer);
}

TEST(WeightBlocks, BeginWithTheBlurKernelWhereThereIsOne) {
    const auto first = [](const LessonNetwork& network) {
        return walkthroughOf("L24", {{"network", network}})->step(0).explanations[0].cell;
    };
    EXPECT_EQ(first(pencilStart()), (Cell{"conv1.weight", 0, {1, 0, 0, 0}}));
    EXPECT_EQ(first(randomNetwork(3, smallNetwork())), (Cell{"conv1.weight", 0, {0, 0, 0, 0}}));
}

TEST(WeightBlocks, NameTheSettingAndItsRangeWhenAWeightIsNotThere) {
    EXPECT_EQ(errorOf("L18", {{"row", 5.0}}), "row: 5, expected a whole number from 0 to 4 for this network");
    EXPECT_EQ(errorOf("L20", {{"row", 0.5}}),
              "row: 0.5, expected a whole number from 0 to 3 for this network");
    EXPECT_EQ(errorOf("L22", {{"map", 2.0}}), "map: 2, expected a whole number from 0 to 1 for this network");
    EXPECT_EQ(errorOf("L24", {{"channel", 1.0}}),
              "channel: 1, expected a whole number from 0 to 0 for this network");
    EXPECT_EQ(errorOf("L22", {{"map", 15.0}, {"channel", 5.0}, {"network", randomNetwork(1)}}), "");
}

}  // namespace
}  // namespace deltascope
