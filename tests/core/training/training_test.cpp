#include <gtest/gtest.h>

#include <numeric>

#include "core/network/initialise.h"
#include "core/training/training_run.h"
#include "tests/support/core/random_tensor.h"

namespace deltascope {
namespace {

Network<float> lectureFrom(std::uint64_t seed, double gain = 1) {
    Network<float> network = *Network<float>::make(lectureNetwork());
    initialise(network, {InitialScheme::xavier, gain, seed});
    return network;
}

std::vector<Index> firstIndices(Index count) {
    std::vector<Index> indices(static_cast<std::size_t>(count));
    std::iota(indices.begin(), indices.end(), Index{0});
    return indices;
}

TEST(Trainer, GivesTheSameWeightsToTheBitForAnyNumberOfThreads) {
    const Examples source = syntheticExamples(3, 100);
    std::vector<Network<float>> networks;
    for (const int threads : {1, 2, 3}) {
        Network<float> network = lectureFrom(1);
        ThreadTeam team(threads);
        Trainer<float> trainer(network, {0.1, 0.9, 0.001}, team);
        for (std::uint64_t epoch = 1; epoch <= 3; ++epoch) trainer.train(*source, firstIndices(37), epoch);
        networks.push_back(network);
    }
    EXPECT_EQ(networks[0].parameters(), networks[1].parameters());
    EXPECT_EQ(networks[0].parameters(), networks[2].parameters());
}

TEST(Trainer, StepsAlongTheMeanGradientOfTheWholeBatch) {
    const Examples source = syntheticExamples(3, 19);  // pieces of 8, 8 and 3
    const Network<double> start = lectureFrom(1).cast<double>();
    Network<double> trained = start;
    ThreadTeam team(2);
    const BatchReport report =
        Trainer<double>(trained, {0.5, 0, 0}, team).train(*source, firstIndices(19), 1);
    Tensor<double> pictures({19, 1, 28, 28});
    std::vector<int> labels;
    std::vector<float> picture(784);
    for (Index i = 0; i < 19; ++i) {
        source->picture(i, 1, picture);
        std::copy(picture.begin(), picture.end(), pictures.slice(i).begin());
        labels.push_back(source->label(i));
    }
    const Pass<double> pass = start.run(pictures, oneHot<double>(labels, 10));
    for (std::size_t p = 0; p < start.parameterCount(); ++p) {
        for (Index i = 0; i < start.parameters()[p].size(); ++i) {
            ASSERT_NEAR(trained.parameters()[p][i], start.parameters()[p][i] - 0.5 * pass.gradients[p][i],
                        1e-12);
        }
    }
    EXPECT_NEAR(report.loss,
                std::accumulate(pass.losses.values().begin(), pass.losses.values().end(), 0.0) / 19, 1e-12);
}

TEST(Trainer, TeachesASinglePicture) {
    Network<float> network = lectureFrom(1);
    ThreadTeam team(1);
    Trainer<float> trainer(network, {0.1, 0, 0}, team);
    const Tensor<float> picture = randomTensor<float>({1, 28, 28}, 9, 0, 1);
    for (int step = 0; step < 30; ++step) trainer.train(picture, 7);
    const Pass<float> pass = network.run(picture);
    EXPECT_EQ(answerOf<float>(pass.predictions().slice(0)), 7);
    EXPECT_THROW(trainer.train(picture, 10), std::invalid_argument);
    EXPECT_THROW(trainer.train(Tensor<float>({1, 27, 28}), 1), std::invalid_argument);
}

TEST(Evaluate, CountsEveryExampleOnceInItsPlace) {
    const Network<float> network = lectureFrom(1);
    const Examples source = syntheticExamples(5, 150);
    ThreadTeam one(1), three(3);
    const Evaluation a = evaluate(network, *source, one), b = evaluate(network, *source, three);
    EXPECT_EQ(a.examples, 150);
    EXPECT_EQ(a.confusion, b.confusion);
    EXPECT_EQ(a.loss, b.loss);
    Index inAll = 0, onDiagonal = 0;
    for (std::size_t row = 0; row < 10; ++row) {
        inAll += std::accumulate(a.confusion[row].begin(), a.confusion[row].end(), Index{0});
        onDiagonal += a.confusion[row][row];
    }
    EXPECT_EQ(inAll, 150);
    EXPECT_EQ(onDiagonal, a.correct);
}

TEST(TrainingRun, LearnsSyntheticDigits) {
    Network<float> network = lectureFrom(1, 2);
    ThreadTeam team;
    TrainingOptions options;
    options.sgd = {0.1, 0.9, 0};
    options.epochs = 6;
    const TrainingProgress end = runTraining(network, *syntheticExamples(1, 3000), options, team,
                                             [](const TrainingProgress&) { return true; });
    EXPECT_EQ(end.examplesSeen, end.examplesInAll);
    EXPECT_GT(evaluate(network, *syntheticExamples(2, 500), team).accuracy(), 0.85);
}

TEST(TrainingRun, EndsAtTheSameWeightsToTheBitForAnyNumberOfThreads) {
    const Examples source = syntheticExamples(4, 150, {1, DistortionOptions{}});
    TrainingOptions options;
    options.sgd = {0.2, 0.9, 0.0001};
    options.epochs = 2;
    options.averaging = 0.1;
    std::vector<Network<float>> networks;
    for (const int threads : {1, 2, 4}) {
        networks.push_back(lectureFrom(2, 2));
        ThreadTeam team(threads);
        runTraining(networks.back(), *source, options, team, [](const TrainingProgress&) { return true; });
    }
    EXPECT_NE(networks[0].parameters(), lectureFrom(2, 2).parameters());
    EXPECT_EQ(networks[0].parameters(), networks[1].parameters());
    EXPECT_EQ(networks[0].parameters(), networks[2].parameters());
}

TEST(TrainingRun, StopsWhereItIsToldToAndWhereTheLossBlowsUp) {
    const Examples source = syntheticExamples(1, 64);
    ThreadTeam team(1);
    TrainingOptions options;
    Network<float> network = lectureFrom(1);
    int reports = 0;
    const auto stopped =
        runTraining(network, *source, options, team, [&](const TrainingProgress&) { return ++reports < 3; });
    EXPECT_EQ(stopped.examplesSeen, 3 * options.batch);
    for (auto& parameter : network.parameters()) parameter.fill(std::nanf(""));
    const auto blownUp =
        runTraining(network, *source, options, team, [](const TrainingProgress&) { return true; });
    EXPECT_EQ(blownUp.examplesSeen, options.batch);
    EXPECT_FALSE(std::isfinite(blownUp.loss));
}

TEST(TrainingRun, AveragesTheWeightsWhereAsked) {
    const Examples source = syntheticExamples(1, 64);
    ThreadTeam team(1);
    TrainingOptions options;
    options.epochs = 1;
    options.averaging = 0.25;
    options.fallingRate = false;
    Network<float> network = lectureFrom(1), plain = lectureFrom(1);
    std::vector<float> weights;
    const auto all = [](const TrainingProgress&) { return true; };
    runTraining(plain, *source, {options.sgd, 32, 1, false, 1, 0}, team, [&](const TrainingProgress&) {
        weights.push_back(plain.parameters()[0][0]);
        return true;
    });
    runTraining(network, *source, options, team, all);
    ASSERT_EQ(weights.size(), 2u);
    EXPECT_NEAR(network.parameters()[0][0], (weights[0] + weights[1]) / 2, 1e-6)
        << "the first steps count evenly";
}

}  // namespace
}  // namespace deltascope
