#include "core/data/distortion.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "tests/support/core/data_pictures.h"

namespace deltascope {
namespace {

using Picture = std::array<float, 784>;

Picture five() {
    const auto digit = digitFromPicture(pictureOf(plainDigit(5)));
    Picture picture;
    std::ranges::copy(digit->values(), picture.begin());
    return picture;
}

Picture apply(const Picture& picture, const DistortionOptions& options, std::uint64_t seed = 1) {
    Random random(seed);
    Picture result;
    distorted(picture, random, options, result);
    return result;
}

PenPoint centreOf(const Picture& picture) {
    float x = 0, y = 0, mass = 0;
    for (std::size_t i = 0; i < picture.size(); ++i) {
        x += picture[i] * static_cast<float>(i % 28);
        y += picture[i] * static_cast<float>(i / 28);
        mass += picture[i];
    }
    return {x / mass, y / mass};
}

TEST(Distorted, ChangesNothingWhenAllBoundsAreZero) {
    const Picture picture = five(), result = apply(picture, {0, 0, 0, 0, 0});
    for (std::size_t i = 0; i < picture.size(); ++i) EXPECT_NEAR(result[i], picture[i], 1e-4);
}

TEST(Distorted, ShiftsWithinItsBoundAndAsFarAsIt) {
    const Picture picture = five();
    const PenPoint before = centreOf(picture);
    float furthest = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const PenPoint after =
            centreOf(apply(picture, {.shift = 2, .rotation = 0, .scale = 0, .shear = 0, .elastic = 0}, seed));
        furthest = std::max({furthest, std::abs(after.x - before.x), std::abs(after.y - before.y)});
    }
    EXPECT_LE(furthest, 2.01F);
    EXPECT_GT(furthest, 1.8F);
}

TEST(Distorted, TurnsAboutTheMiddle) {
    Picture bar{};
    for (std::size_t x = 4; x < 24; ++x) bar[14 * 28 + x] = bar[13 * 28 + x] = 1;
    float steepest = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Picture turned =
            apply(bar, {.shift = 0, .rotation = 0.3F, .scale = 0, .shear = 0, .elastic = 0}, seed);
        float xy = 0, xx = 0;
        for (std::size_t i = 0; i < turned.size(); ++i) {
            const float x = static_cast<float>(i % 28) - 13.5F, y = static_cast<float>(i / 28) - 13.5F;
            xy += turned[i] * x * y;
            xx += turned[i] * x * x;
        }
        EXPECT_NEAR(centreOf(turned).x, 13.5F, 0.1);
        EXPECT_NEAR(centreOf(turned).y, 13.5F, 0.1);
        steepest = std::max(steepest, std::abs(std::atan(xy / xx)));
    }
    EXPECT_NEAR(steepest, 0.3F, 0.03);
}

TEST(Distorted, BendsSmoothlyWithinItsBound) {
    // The picture is its own ruler: value = column / 28, so the change is the horizontal displacement.
    Picture ramp;
    for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = static_cast<float>(i % 28) / 28;
    const Picture bent = apply(ramp, {.shift = 0, .rotation = 0, .scale = 0, .shear = 0, .elastic = 3});
    float largest = 0;
    for (std::size_t y = 5; y < 23; ++y) {
        for (std::size_t x = 5; x < 22; ++x) {
            const std::size_t i = y * 28 + x;
            const float move = (bent[i] - ramp[i]) * 28, next = (bent[i + 1] - ramp[i + 1]) * 28;
            largest = std::max(largest, std::abs(move));
            EXPECT_LT(std::abs(next - move), 3 * 2 / 7.0F)
                << "a step of the grid changes by 2 bounds at most";
        }
    }
    EXPECT_LE(largest, 3.0F);
    EXPECT_GT(largest, 0.3F);
}

TEST(Distorted, StaysInRangeHoweverFar) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        for (const float value : apply(five(), {30, 3, 0.9F, 2, 50}, seed)) {
            EXPECT_GE(value, 0);
            EXPECT_LE(value, 1);
        }
    }
}

TEST(DistortionOptions, AreMultipliedTogether) {
    const DistortionOptions twice = DistortionOptions{1, 2, 3, 4, 5}.times(2);
    EXPECT_EQ(twice.shift, 2);
    EXPECT_EQ(twice.rotation, 4);
    EXPECT_EQ(twice.scale, 6);
    EXPECT_EQ(twice.shear, 8);
    EXPECT_EQ(twice.elastic, 10);
    const Picture image = five(), same = apply(image, DistortionOptions{}.times(0), 1);
    for (std::size_t i = 0; i < image.size(); ++i) ASSERT_NEAR(same[i], image[i], 1e-4F);
}

TEST(Distorted, RefusesOtherSizes) {
    Random random(1);
    std::array<float, 10> small{};
    EXPECT_THROW(distorted(small, random, {}, small), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
