#include "core/explain/descent_run.h"

#include <gtest/gtest.h>

#include "core/explain/source_list.h"
#include "core/lesson/lecture_network.h"
#include "tests/support/core/golden.h"

namespace deltascope {
namespace {

DescentRun penguinAlone(Index updates) {
    const int label = 0;
    return {*pencilStart(), penguinPicture().reshaped({1, 14, 14}), oneHot<double>(std::span(&label, 1), 5),
            0.5, updates};
}

DescentRun penguinAndChair(Index updates) {
    Tensor<double> pictures({2, 1, 14, 14});
    std::copy_n(penguinPicture().data(), 14 * 14, pictures.slice(0).begin());
    std::copy_n(chairPicture().data(), 14 * 14, pictures.slice(1).begin());
    const std::vector<int> labels{0, 2};  // penguin, chair
    return {*pencilStart(), pictures, oneHot<double>(std::span(labels), 5), 0.5, updates};
}

TEST(DescentRun, FallsAlongTheLecturesCurveForOnePicture) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& curve = golden()["mini_network"]["gradient_descent_curve_single_example"];
    ASSERT_GT(curve.size(), 10u);
    const DescentRun run = penguinAlone(static_cast<Index>(curve.size()) - 1);
    for (std::size_t t = 0; t < curve.size(); ++t) {
        EXPECT_NEAR(run.meanLoss(static_cast<Index>(t)), curve[t]["loss"].get<double>(), 1e-12) << t;
    }
}

TEST(DescentRun, PassesTheLecturesCheckpointsOfTheLongRun) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& batch = golden()["mini_network_batch"];
    const DescentRun run = penguinAndChair(400);
    for (const Golden& checkpoint : batch["long_run_checkpoints"]) {
        const auto t = checkpoint["iteration"].get<Index>();
        const Tensor<double>& p = run.example(t)->pass().predictions();
        const Tensor<double> penguin = tensorFrom(checkpoint["p_penguin_image"]),
                             chair = tensorFrom(checkpoint["p_chair_image"]);
        EXPECT_NEAR(run.meanLoss(t), checkpoint["mean_loss"].get<double>(), 1e-12) << t;
        for (Index k = 0; k < 5; ++k) {
            EXPECT_NEAR(p.at({0, k}), penguin[k], 1e-12) << t;
            EXPECT_NEAR(p.at({1, k}), chair[k], 1e-12) << t;
        }
    }
    EXPECT_LT(differenceFrom(batch["long_run_final_kernels_g1"], *run.values("400:conv1.weight_new")), 1e-12)
        << "the golden kernels are those after one more update";
}

TEST(DescentRun, GivesTheSameBitsInWhateverOrderTimesAreAsked) {
    const DescentRun forwards = penguinAndChair(20), backwards = penguinAndChair(20),
                     jumping = penguinAndChair(20);
    for (Index t = 0; t <= 20; ++t) forwards.example(t);
    for (Index t = 20; t >= 0; --t) backwards.example(t);
    for (Index t = 0; t <= 20; ++t) {
        const Index jumped = t * 8 % 21;
        ASSERT_EQ(jumping.meanLoss(jumped), forwards.meanLoss(jumped));
        for (const char* tensor : {"loss.output", "conv1.weight", "fc2.weight_gradient", "input.delta"}) {
            const std::string name = DescentRun::nameAt(t, tensor);
            EXPECT_EQ(*forwards.values(name), *backwards.values(name)) << name;
            EXPECT_EQ(*forwards.values(name), *jumping.values(name)) << name;
        }
    }
}

TEST(DescentRun, KeepsTheVeryNumbersThatItsPassesHave) {
    for (const DescentRun& run : {penguinAlone(30), penguinAndChair(30)})
        for (Index t = 0; t <= 30; ++t) {
            EXPECT_EQ(run.meanLoss(t), run.example(t)->meanLoss());
            EXPECT_EQ(run.predictions(t), run.example(t)->pass().predictions());
            if (t == 30) break;
            for (const char* parameter : {"conv1.weight", "conv2.weight", "fc1.weight", "fc2.weight"}) {
                EXPECT_EQ(*run.values(DescentRun::nameAt(t + 1, parameter)),
                          *run.values(DescentRun::nameAt(t, joinText(parameter, "_new"))));
            }
        }
}

TEST(DescentRun, MakesNoPassThatWasNotAskedFor) {
    const DescentRun run = penguinAlone(10'000);  // would take seconds
    EXPECT_EQ(run.example(0).get(), run.example(0).get());
    EXPECT_EQ(run.example(2).get(), run.example(2).get()) << "the last few passes are kept";
}

TEST(DescentRun, ExplainsAWeightByTheUpdateBeforeIt) {
    const DescentRun run = penguinAndChair(5);
    const Cell weight = *parseCell("3:conv1.weight[0,0,1,1]");
    const auto carried = run.explain(weight);
    EXPECT_EQ(carried->formula, "carried-over");
    ASSERT_EQ(madeOf(*carried).size(), 1u);
    EXPECT_EQ(cellText(madeOf(*carried)[0]), "2:conv1.weight_new[0,0,1,1]");
    EXPECT_EQ(carried->value, run.explain(madeOf(*carried)[0])->value);
    EXPECT_EQ(carried->value, run.example(3)->network().parameters()[0].at({0, 0, 1, 1}));
    EXPECT_EQ(cellText(madeOf(*run.explain(*parseCell("1:conv1.weight[0,0,1,1]")))[0]),
              "conv1.weight_new[0,0,1,1]");
    EXPECT_EQ(run.explain(*parseCell("conv1.weight[0,0,1,1]"))->formula, "given");
}

TEST(DescentRun, WalksBackFromALateWeightToTheStart) {
    const DescentRun run = penguinAlone(4);
    std::vector<std::string> way{"4:conv1.weight[1,0,2,2]"};
    while (way.size() < 20) {
        const std::vector<Cell> cells = madeOf(*run.explain(*parseCell(way.back())));
        if (cellText(cells.front()) == way.back()) break;
        way.push_back(cellText(cells.front()));
    }
    ASSERT_EQ(way.size(), 9u);
    EXPECT_EQ(way[1], "3:conv1.weight_new[1,0,2,2]");
    EXPECT_EQ(way[2], "3:conv1.weight[1,0,2,2]");
    EXPECT_EQ(way[8], "conv1.weight[1,0,2,2]");
}

TEST(DescentRun, SaysWhereANumberGoesAcrossUpdates) {
    const DescentRun run = penguinAlone(3);
    const auto users = run.usedBy(*parseCell("1:fc1.weight_new[2,3]"));
    ASSERT_EQ(users->size(), 1u);
    EXPECT_EQ(cellText(users->front()), "2:fc1.weight[2,3]");
    EXPECT_EQ(cellText(run.usedBy(*parseCell("fc1.weight_new[2,3]"))->front()), "1:fc1.weight[2,3]");
    EXPECT_TRUE(run.usedBy(*parseCell("3:fc1.weight_new[2,3]"))->empty()) << "the last update";
    const auto later = run.usedBy(*parseCell("2:fc1.weight[2,3]"));
    EXPECT_FALSE(later->empty());
    for (const Cell& user : *later) {
        EXPECT_EQ(user.tensor.substr(0, 2), "2:") << cellText(user);
    }
}

TEST(DescentRun, ExplainsProvesAndRoundTripsCellsOfEveryTime) {
    const DescentRun run = penguinAndChair(30);
    for (const std::string& tensor : run.tensors()) {
        const auto values = run.values(tensor);
        ASSERT_TRUE(values.has_value()) << tensor;
        const Cell cell = cellAtOffset(tensor, values->shape(), values->size() / 2);
        const auto explained = run.explain(cell);
        ASSERT_TRUE(explained.has_value()) << tensor;
        EXPECT_EQ(explained->value, (*values)[values->size() / 2]) << tensor;
        EXPECT_NEAR(explained->expression.value, explained->value, 1e-12) << tensor;
        EXPECT_EQ(*parseCell(cellText(cell, 2)), cell);
    }
    const auto proof = run.prove(*parseCell("20:conv2.weight_gradient[1,0,2,0]"));
    EXPECT_EQ(cellText(proof->nudged), "20:conv2.weight[1,0,2,0]");
    EXPECT_LT(proof->relativeError(), 1e-7);
    const auto other = run.otherView(*parseCell("20:conv1.weight_example_gradient@1[0,0,1,1]")).value();
    ASSERT_TRUE(other.has_value());
    EXPECT_EQ(other->formula, "conv-gradient-scatter");
    EXPECT_NEAR(other->expression.value, other->value, 1e-12);
    EXPECT_FALSE(run.otherView(*parseCell("20:conv1.weight_gradient[0,0,1,1]")).value().has_value())
        << "a mean has one view only";
}

TEST(DescentRun, SaysWhatIsWrongWithAName) {
    const DescentRun run = penguinAlone(9);
    for (const char* name : {"10:loss.output", "0:loss.output", "-1:loss.output", "x:loss.output",
                             ":loss.output", "03:loss.output", "3:conv9.output", "3:", ""}) {
        const auto explained = run.explain({name, 0, {}});
        ASSERT_FALSE(explained.has_value()) << name;
        const std::string& message = explained.error().message;
        EXPECT_EQ(message.find(joinText("there is no '", name, "'")), 0u) << message;
        EXPECT_NE(message.find("loss.output, after updates with 1: to 9:"), std::string::npos) << message;
    }
    EXPECT_EQ(run.explain({"3:conv1.output", 0, {0, 12, 0}}).error().message.find("3:conv1.output[0,12,0]"),
              0u);
    EXPECT_THROW(run.example(10), std::invalid_argument);
    EXPECT_THROW(run.example(-1), std::invalid_argument);
    EXPECT_THROW(run.meanLoss(10), std::invalid_argument);
}

TEST(DescentRun, RefusesMoreUpdatesThanItCanKeep) {
    EXPECT_THROW(penguinAlone(-1), std::invalid_argument);
    EXPECT_THROW(penguinAlone(DescentRun::mostUpdates(*pencilStart()) + 1), std::invalid_argument);
    const Network<double> large = *Network<double>::make(
        {Shape{1000}, withNames({{"fully_connected", "", {{"units", 1000}}}}), LossKind::weightedSum, {}});
    EXPECT_EQ(DescentRun::mostUpdates(large), (256 << 20) / (8 * large.weightCount()) - 1);
    EXPECT_EQ(penguinAlone(0).updates(), 0);
}

TEST(DescentRun, StandsBesideOtherSources) {
    const auto run =
        std::make_shared<const DescentRun>(*pencilStart(), penguinPicture().reshaped({1, 14, 14}),
                                           Tensor<double>({1, 5}, {1, 0, 0, 0, 0}), 0.5, 3);
    const SourceList list({{run, "slow."}});
    EXPECT_EQ(cellText(madeOf(*list.explain(*parseCell("slow.2:fc2.weight[0,0]")))[0]),
              "slow.1:fc2.weight_new[0,0]");
}

}  // namespace
}  // namespace deltascope
