#include "core/training/gradient_check.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/base/random.h"
#include "core/data/examples.h"
#include "core/network/initialise.h"
#include "tests/support/core/golden.h"

namespace deltascope {
namespace {

constexpr double tolerance = 1e-6;
constexpr double infinite = std::numeric_limits<double>::infinity();

Network<double> randomNetwork(const Architecture& architecture, double gain, std::uint64_t seed) {
    Network<double> network = *Network<double>::make(architecture);
    initialise(network, {InitialScheme::xavier, gain, seed});
    return network;
}

Tensor<double> syntheticPicture(std::uint64_t seed, Index number) {
    Tensor<float> picture({1, 1, 28, 28});
    syntheticExamples(seed, number + 1)->picture(number, 0, picture.values());
    return picture.cast<double>();
}

void expectAgreement(const std::vector<GradientComparison>& comparisons) {
    for (const auto& c : comparisons) {
        EXPECT_TRUE(c.agrees(tolerance)) << c.parameter << " " << c.offset << ": " << c.analytic
                                         << " against " << c.numeric.slope << " +- " << c.numeric.uncertainty;
    }
}

Index measuredOf(const std::vector<GradientComparison>& comparisons) {
    return std::count_if(comparisons.begin(), comparisons.end(),
                         [](const auto& c) { return c.isMeasured(tolerance); });
}

TEST(GradientCheck, AgreesForEveryParameterOfThePencilNetwork) {
    DELTASCOPE_NEEDS_GOLDEN;
    const Golden& g = golden()["mini_network"];
    const auto network = withGoldenParameters(*Network<double>::make(pencilNetwork()), g["params"]);
    const auto comparisons = checkGradients(network, tensorFrom(g["x"]).reshaped({1, 1, 14, 14}),
                                            tensorFrom(g["y"]).reshaped({1, 5}));
    EXPECT_EQ(comparisons.size(), 106u);
    EXPECT_EQ(measuredOf(comparisons), 106);
    expectAgreement(comparisons);
}

TEST(GradientCheck, AgreesForPencilNetworksWithAnyWeights) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        SCOPED_TRACE(seed);
        const auto network = randomNetwork(pencilNetwork(), 1, seed);
        Tensor<double> picture({1, 1, 14, 14});
        Random random(seed);
        for (double& value : picture.values()) value = random.uniform();
        const int label = static_cast<int>(random.below(5));
        const auto comparisons = checkGradients(network, picture, oneHot<double>(std::span(&label, 1), 5));
        EXPECT_GE(measuredOf(comparisons), 105) << "of 106; a bend may lie too near";
        expectAgreement(comparisons);
    }
}

TEST(GradientCheck, AgreesForSamplesOfDigitNetworksWithAnyWeights) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        SCOPED_TRACE(seed);
        const int label = static_cast<int>(seed % 10);
        const auto comparisons =
            checkGradients(randomNetwork(lectureNetwork(), 2, seed), syntheticPicture(seed, label),
                           oneHot<double>(std::span(&label, 1), 10), 20, seed);
        EXPECT_EQ(comparisons.size(), 20u * 4 + 6 + 16 + 20 + 10);
        EXPECT_GT(measuredOf(comparisons), 120) << "of 132; the others are 0 or nearly";
        expectAgreement(comparisons);
    }
}

TEST(GradientCheck, AgreesForABatchWhoseLossIsAMean) {
    const auto network = randomNetwork(pencilNetwork(), 1, 5);
    Tensor<double> pictures({3, 1, 14, 14});
    Random random(5);
    for (double& value : pictures.values()) value = random.uniform();
    const std::array labels{4, 0, 2};
    const auto comparisons = checkGradients(network, pictures, oneHot<double>(labels, 5), 10);
    expectAgreement(comparisons);
    EXPECT_GT(measuredOf(comparisons), 0);
}

TEST(GradientCheck, PutsTheElementBack) {
    auto network = randomNetwork(pencilNetwork(), 1, 1);
    const auto before = network.parameters();
    const auto label = oneHot<double>(std::array{1}, 5);
    EXPECT_GT(numericGradient(network, Tensor<double>({1, 1, 14, 14}), label, 3, 1).step, 0);
    EXPECT_EQ(network.parameters(), before);
}

TEST(GradientCheck, NoticesAGradientThatIsWrong) {
    EXPECT_TRUE((GradientComparison{"w", 0, 1.0, {1.0000001, 1e-3, 1e-12}}.agrees(tolerance)));
    EXPECT_FALSE((GradientComparison{"w", 0, 1.0, {1.00001, 1e-3, 1e-12}}.agrees(tolerance)));
    EXPECT_FALSE((GradientComparison{"w", 0, 1e-12, {3e-12, 1e-3, 1e-12}}.agrees(tolerance)))
        << "small, but farther off than rounding explains";
    EXPECT_FALSE((GradientComparison{"w", 0, std::nan(""), {1, 1e-3, 1e-12}}.agrees(tolerance)));
    EXPECT_FALSE((GradientComparison{"w", 0, 0, {0, 0, infinite}}.agrees(tolerance)));
}

TEST(GradientCheck, TellsWhatDifferencesOfTheLossCannotMeasure) {
    const GradientComparison small{"w", 0, 1.5e-12, {1e-12, 1e-3, 1e-12}};
    EXPECT_TRUE(small.agrees(tolerance));
    EXPECT_FALSE(small.isMeasured(tolerance));
    const auto summaries = summarise({{"w", 0, 2, {2.000001, 1e-3, 1e-10}},
                                      small,
                                      {"w", 1, 2, {3, 1e-3, 1e-10}},
                                      {"b", 0, 0, {0, 1e-3, 0}}},
                                     tolerance);
    ASSERT_EQ(summaries.size(), 2u);
    EXPECT_EQ(summaries[0].parameter, "w");
    EXPECT_EQ(summaries[0].compared, 3);
    EXPECT_EQ(summaries[0].measured, 2);
    EXPECT_EQ(summaries[0].disagreeing, 1);
    EXPECT_DOUBLE_EQ(summaries[0].worst, 1.0 / 3);
    EXPECT_EQ(summaries[0].largestUnmeasured, 1.5e-12);
    EXPECT_EQ(summaries[0].blur, 1e-12);
    EXPECT_EQ(summaries[1].measured, 1) << "a derivative that is 0 exactly is measured exactly";
    EXPECT_EQ(summaries[1].worst, 0);
}

}  // namespace
}  // namespace deltascope
