#include "core/training/recorded_training.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/data/digit_sets.h"
#include "core/training/falling_rate.h"
#include "core/training/training_curve.h"
#include "core/training/training_plan.h"

namespace deltascope {
namespace {

Network<float> network(const TrainingPlan& plan = {}) { return *untrainedNetwork(plan); }

/// Digits that are drawn once, because a test asks for them again and again.
Examples digits(Index count = 120) {
    static std::map<Index, Examples> made;
    if (!made[count]) {
        ThreadTeam team(2);
        made[count] = readDigits({DigitChoice::Kind::synthetic, "", count, true}, 3, team, [](double) {
                          return true;
                      })->training;
    }
    return made[count];
}

const StepSettings small{{0.1, 0.9, 0.0001}, 16};

TEST(FallingRate, FallsAlongHalfACosineToAHundredth) {
    EXPECT_EQ(fallingRate(0.5, 0), 0.5);
    EXPECT_NEAR(fallingRate(0.5, 0.5), 0.5 * 0.505, 1e-15);
    EXPECT_NEAR(fallingRate(0.5, 1), 0.005, 1e-15);
    EXPECT_EQ(fallingRate(0.5, 7), fallingRate(0.5, 1));
}

TEST(TrainingSession, VisitsTheExamplesInTheOrderOfTheCommandLine) {
    ThreadTeam team(1);
    TrainingSession session(network(), digits(), 5, team);
    session.setSettings(small);
    for (std::uint64_t epoch = 1; epoch <= 2; ++epoch) {
        const EpochOrder order(digits()->size(), 16, 5, epoch);
        for (Index b = 0; b < order.batches(); ++b) {
            const auto expected = order.batch(b), got = session.nextBatch();
            ASSERT_TRUE(std::ranges::equal(expected, got)) << "epoch " << epoch << ", batch " << b;
            session.advance();
        }
    }
    EXPECT_EQ(session.position(), (TrainingPosition{14, 216, 3, 0}));
}

TEST(TrainingSession, BackAtASnapshotItTrainsAgainToTheSameBitsOnAnyThreads) {
    std::vector<std::vector<Tensor<float>>> weights;
    for (const int threads : {1, 2, 3}) {
        ThreadTeam team(threads);
        TrainingSession session(network(), digits(), 5, team);
        session.setSettings(small);
        for (int i = 0; i < 5; ++i) session.advance();
        const TrainingSnapshot early = session.snapshot();
        for (int i = 0; i < 9; ++i) session.advance();
        weights.push_back(session.network().parameters());
        session.restore(early);
        EXPECT_EQ(session.snapshot(), early);
        for (int i = 0; i < 9; ++i) session.advance();
        weights.push_back(session.network().parameters());
    }
    for (const auto& other : weights) EXPECT_EQ(other, weights[0]);
}

TEST(TrainingSession, RefusesWhatDoesNotFit) {
    ThreadTeam team(1);
    EXPECT_THROW(TrainingSession(network(), subset(digits(), 0, 0), 1, team), std::invalid_argument);
    EXPECT_THROW(TrainingSession(*Network<float>::make(pencilNetwork()), digits(), 1, team),
                 std::invalid_argument);
    TrainingSession session(network(), digits(), 1, team);
    EXPECT_THROW(session.setSettings({{-1, 0, 0}, 4}), std::invalid_argument);
    EXPECT_THROW(session.setSettings({{1, 0, 0}, 0}), std::invalid_argument);
    EXPECT_THROW(session.restore({}), std::invalid_argument);
}

class ARecordedTraining : public ::testing::Test {
  protected:
    ARecordedTraining() { session_.setSettings(small); }

    void train(int steps) {
        for (int i = 0; i < steps; ++i) training_.advance();
    }
    std::vector<Tensor<float>> weights() const { return session_.network().parameters(); }

    ThreadTeam team_{2};
    TrainingSession session_{network(), digits(), 5, team_};
    RecordedTraining training_{session_};
};

TEST_F(ARecordedTraining, BringsBackEveryMomentExactly) {
    std::vector<TrainingSnapshot> seen{session_.snapshot()};
    for (int i = 0; i < 40; ++i) {
        if (i == 21) session_.setSettings({{0.02, 0.5, 0}, 10});
        training_.advance();
        seen.push_back(session_.snapshot());
    }
    const StepSettings now = session_.settings();
    for (const Index step : {39, 3, 16, 17, 0, 31, 22, 40}) {
        EXPECT_TRUE(training_.goTo({0, step}));
        EXPECT_EQ(session_.snapshot(), seen[static_cast<std::size_t>(step)]) << "step " << step;
        EXPECT_EQ(session_.settings(), now) << "looking back changes no settings";
    }
}

TEST_F(ARecordedTraining, GoingOnFromThePastIsABranchAndTheOldLineStays) {
    train(30);
    const auto end = weights();
    training_.goTo({0, 12});
    train(18);
    EXPECT_EQ(training_.moment(), (Moment{1, 30}));
    EXPECT_EQ(weights(), end) << "same seed, same settings: same bits";
    training_.goTo({0, 12});
    session_.setSettings({{0.01, 0, 0}, 16});
    train(10);
    EXPECT_EQ(training_.moment(), (Moment{2, 22}));
    const auto other = weights();
    training_.goTo({0, 30});
    EXPECT_EQ(weights(), end);
    training_.goTo({2, 22});
    EXPECT_EQ(weights(), other);
    training_.goTo({2, 5});
    EXPECT_EQ(training_.history().origin(training_.moment()), (Moment{0, 5}));
}

TEST_F(ARecordedTraining, KeepsTheCurvesOfEveryLine) {
    train(8);
    training_.addHeldOut(2.0, 0.25);
    train(4);
    const auto points = training_.history().points({0, 12});
    EXPECT_EQ(points.size(), 12U);
    training_.goTo({0, 9});
    session_.setSettings({{0.5, 0, 0}, 16});
    train(3);
    const auto branch = training_.history().points(training_.moment());
    ASSERT_EQ(branch.size(), 12U);
    EXPECT_TRUE(std::equal(points.begin(), points.begin() + 9, branch.begin()));
    EXPECT_EQ(branch[9], points[9]) << "a step reports its loss before it changes the weights";
    EXPECT_NE(branch[10], points[10]);
    EXPECT_EQ(training_.history().heldOut({1, 12}), (std::vector<HeldOutPoint>{{8, 2.0F, 0.25F}}));
    EXPECT_TRUE(training_.history().heldOut({1, 7}).empty());
}

TEST_F(ARecordedTraining, DrawsEveryBranchBesideTheOthers) {
    train(8);
    training_.addHeldOut(2.0, 0.25);
    train(4);
    training_.goTo({0, 9});
    train(6);
    const auto lines = branchLines(training_.history(), 100, 8);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_EQ(lines[0].lastStep, 12);
    EXPECT_EQ(lines[0].curves.training.size(), 12U);
    EXPECT_EQ(lines[0].curves.heldOut.size(), 1U);
    EXPECT_EQ(lines[1].fork, 9);
    EXPECT_EQ(lines[1].lastStep, 15);
    ASSERT_EQ(lines[1].curves.training.size(), 6U) << "its own steps only";
    EXPECT_EQ(lines[1].curves.training[0].step, 10);
    EXPECT_EQ(lines[1].curves.training[0].loss, lines[0].curves.training[9].loss);
    EXPECT_TRUE(branchLines(training_.history(), 100, 1)[0].curves.training.empty());
}

TEST_F(ARecordedTraining, BringsBackEveryMomentOfAFallingRate) {
    session_.setSettings({{0.1, 0.9, 0}, 16, 2});
    EXPECT_EQ(session_.optimizer().options().learningRate, 0.1);
    std::vector<TrainingSnapshot> seen{session_.snapshot()};
    const Index epoch = (digits()->size() + 15) / 16;
    for (Index i = 0; i < 3 * epoch; ++i) {
        const double rate = session_.optimizer().options().learningRate;
        training_.advance();
        if (i < 2 * epoch) {
            EXPECT_LT(session_.optimizer().options().learningRate, rate) << "step " << i;
        } else {
            EXPECT_NEAR(session_.optimizer().options().learningRate, 0.001, 1e-12) << "past its end";
        }
        seen.push_back(session_.snapshot());
    }
    for (const Index step : {epoch, Index{3}, 2 * epoch}) {
        training_.goTo({0, step});
        EXPECT_EQ(session_.snapshot(), seen[static_cast<std::size_t>(step)]) << "step " << step;
    }
    training_.goTo({0, epoch});
    EXPECT_NEAR(session_.optimizer().options().learningRate, fallingRate(0.1, 0.5), 1e-12);
    training_.advance();
    EXPECT_EQ(session_.snapshot(), seen[static_cast<std::size_t>(epoch) + 1]);
}

TEST_F(ARecordedTraining, StopsOnTheWayWhenTold) {
    train(15);  // the only snapshot is that of step 0
    int asked = 0;
    EXPECT_FALSE(training_.goTo({0, 14}, [&] { return ++asked <= 4; }));
    EXPECT_EQ(training_.moment(), (Moment{0, 4}));
    EXPECT_EQ(session_.position().step, 4);
    EXPECT_TRUE(training_.goTo({0, 14})) << "and goes on from there";
}

TEST_F(ARecordedTraining, ThinsOutSnapshotsToItsBudget) {
    const std::size_t one = session_.snapshot().bytes() * 2;
    RecordedTraining tight(session_, 5 * one);
    for (int i = 0; i < 400; ++i) {
        tight.advance();
        ASSERT_LE(tight.history().snapshotBytes(), 5 * one);
    }
    EXPECT_GT(tight.history().interval(), TrainingHistory::standardInterval);
    const auto end = weights();
    tight.goTo({0, 1});
    tight.goTo({0, 400});
    EXPECT_EQ(weights(), end);
    EXPECT_LE(tight.stepsTo({0, 399}), tight.history().interval());
}

TEST_F(ARecordedTraining, NoticesThatItDivergesAndCanGoBack) {
    train(20);
    EXPECT_FALSE(training_.divergence());
    session_.setSettings({{2000, 0.9, 0}, 16});
    for (int i = 0; i < 60 && !training_.divergence(); ++i) train(1);
    ASSERT_TRUE(training_.divergence());
    const Divergence found = *training_.divergence();
    EXPECT_NE(found.reason.find("learning rate of 2000"), std::string::npos) << found.reason;
    EXPECT_GE(found.lastGood, 19);
    EXPECT_LT(found.lastGood, found.step);
    training_.goTo({0, found.lastGood});
    EXPECT_FALSE(training_.divergence());
    EXPECT_TRUE(hasFiniteWeights(session_.network()));
    training_.goTo({0, found.step});
    ASSERT_TRUE(training_.divergence()) << "it is told again on the way forward";
    EXPECT_EQ(training_.divergence()->reason, found.reason);
}

TEST(Divergence, IsALossThatIsNoNumberOrFarAboveTheStart) {
    const StepSettings settings;
    DivergenceWatch watch;
    for (int i = 0; i < 50; ++i) EXPECT_FALSE(watch.add(2.3 + 0.2 * (i % 3), settings));
    EXPECT_TRUE(watch.add(std::nan(""), settings));
    DivergenceWatch rising;
    for (int i = 0; i < 20; ++i) EXPECT_FALSE(rising.add(2.3, settings));
    EXPECT_FALSE(rising.add(9, settings)) << "a single bad batch is none";
    int more = 0;
    while (!rising.add(9, settings)) ++more;
    EXPECT_LT(more, 10);
}

}  // namespace
}  // namespace deltascope
