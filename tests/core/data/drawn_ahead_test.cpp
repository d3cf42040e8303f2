#include "core/data/drawn_ahead.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "core/data/synthetic_digits.h"

namespace deltascope {
namespace {

std::vector<PenDigit> someDigits(std::uint64_t count) {
    std::vector<PenDigit> digits;
    for (std::uint64_t i = 0; i < count; ++i) digits.push_back(syntheticDigit(1, i));
    return digits;
}

TEST(DrawnAhead, KeepsThePicturesOfAnEpochForAnyNumberOfThreads) {
    const Examples source = penExamples(someDigits(130));
    ThreadTeam alone(1), team(3);
    const auto images = drawnAhead(*source, 2, team, [](double) { return true; });
    ASSERT_TRUE(images);
    EXPECT_EQ(images->pixels, drawnAhead(*source, 2, alone, [](double) { return true; })->pixels);
    ASSERT_EQ(images->count, 130);
    std::vector<float> picture(784);
    source->picture(125, 2, picture);
    for (std::size_t i = 0; i < 784; ++i) {
        ASSERT_NEAR(static_cast<float>(images->image(125)[i]) / 255, picture[i], 0.5 / 255 + 1e-6);
    }
    EXPECT_EQ(images->labels[125], 5);
}

TEST(DrawnAhead, SaysHowFarItIsAndStopsWhenTold) {
    const Examples source = penExamples(someDigits(300));
    ThreadTeam team(1);
    std::vector<double> shares;
    drawnAhead(*source, 0, team, [&](double share) { return shares.push_back(share), true; });
    EXPECT_EQ(shares.back(), 1);
    EXPECT_EQ(shares.size(), 3U);
    EXPECT_FALSE(drawnAhead(*source, 0, team, [](double) { return false; }));
}

}  // namespace
}  // namespace deltascope
