#include "core/data/digit_image.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <limits>

#include "core/data/idx.h"
#include "tests/support/core/data_files.h"
#include "tests/support/core/data_pictures.h"

namespace deltascope {
namespace {

Tensor<float> digitOf(const GreyImage& picture) {
    auto digit = digitFromPicture(picture);
    EXPECT_TRUE(digit) << digit.error().message;
    return digit ? *digit : Tensor<float>(Shape{1, 28, 28});
}

std::string problem(const GreyImage& picture) {
    const auto digit = digitFromPicture(picture);
    return digit ? "" : digit.error().message;
}

GreyImage inverted(GreyImage picture) {
    for (float& value : picture.values) value = 1 - value;
    return picture;
}

GreyImage changed(GreyImage picture, auto change) {
    for (Index y = 0; y < picture.height; ++y) {
        for (Index x = 0; x < picture.width; ++x) {
            float& value = picture.values[static_cast<std::size_t>(y * picture.width + x)];
            value = change(value, x, y);
        }
    }
    return picture;
}

/// Rows and columns with ink: left, top, right, bottom (past the last).
std::array<Index, 4> inkBox(const Tensor<float>& digit) {
    std::array<Index, 4> box{28, 28, 0, 0};
    for (Index i = 0; i < digit.size(); ++i) {
        if (digit[i] <= 0.02F) continue;
        box = {std::min(box[0], i % 28), std::min(box[1], i / 28), std::max(box[2], i % 28 + 1),
               std::max(box[3], i / 28 + 1)};
    }
    return box;
}

Index longerSide(const Tensor<float>& digit) {
    const auto box = inkBox(digit);
    return std::max(box[2] - box[0], box[3] - box[1]);
}

TEST(DigitFromPicture, LooksLikeMnist) {
    for (int label = 0; label < 10; ++label) {
        for (const auto& [name, variation] : evaluationVariations()) {
            const Tensor<float> digit = digitOf(pictureOf(plainDigit(label), variation));
            EXPECT_EQ(digit.shape(), (Shape{1, 28, 28}));
            float mass = 0, x = 0, y = 0, darkest = 0;
            for (Index i = 0; i < digit.size(); ++i) {
                EXPECT_GE(digit[i], 0);
                mass += digit[i];
                x += digit[i] * static_cast<float>(i % 28);
                y += digit[i] * static_cast<float>(i / 28);
                darkest = std::max(darkest, digit[i]);
            }
            EXPECT_FLOAT_EQ(darkest, 1) << label << name;
            EXPECT_NEAR(x / mass, 14, 0.6) << label << name;
            EXPECT_NEAR(y / mass, 14, 0.6) << label << name;
            EXPECT_GE(longerSide(digit), 19) << label << name;
            EXPECT_LE(longerSide(digit), 20) << label << name;
        }
    }
}

TEST(DigitFromPicture, GivesTheSameForLightInkOnDarkPaper) {
    for (int label = 0; label < 10; ++label) {
        const GreyImage picture = pictureOf(plainDigit(label));
        EXPECT_LT(difference(digitOf(picture), digitOf(inverted(picture))), 1e-3F) << label;
    }
}

TEST(DigitFromPicture, DoesNotDependOnPlaceOrSize) {
    for (int label = 0; label < 10; ++label) {
        const Tensor<float> large =
            digitOf(pictureOf(plainDigit(label), {.extent = 0.8F, .penWidth = 0.08F}));
        const Tensor<float> corner =
            digitOf(pictureOf(plainDigit(label), {.extent = 0.8F, .place = {0, 1}, .penWidth = 0.08F}));
        const Tensor<float> small =
            digitOf(pictureOf(plainDigit(label), {.extent = 0.4F, .place = {1, 0}, .penWidth = 0.04F}));
        EXPECT_LT(differenceUpToAPixel(large, corner), 0.15F) << label;
        EXPECT_LT(differenceUpToAPixel(large, small), 0.2F) << label;
    }
}

TEST(DigitFromPicture, DoesNotDependOnContrast) {
    const GreyImage picture = pictureOf(plainDigit(5));
    const GreyImage faint = changed(picture, [](float v, Index, Index) { return 0.6F + 0.1F * v; });
    EXPECT_LT(difference(digitOf(picture), digitOf(faint)), 1e-3F);
}

TEST(DigitFromPicture, SeesThroughGrainAndUnevenLight) {
    for (int label = 0; label < 10; ++label) {
        const GreyImage picture = pictureOf(plainDigit(label), {.extent = 0.7F, .place = {0.2F, 0.4F}});
        Random random(3);
        const GreyImage photo = changed(picture, [&](float v, Index x, Index y) {
            const float light = 0.5F + 0.001F * static_cast<float>(x) + 0.0008F * static_cast<float>(y);
            return light - 0.4F * (1 - v) + 0.02F * static_cast<float>(random.normal());
        });
        EXPECT_LT(differenceUpToAPixel(digitOf(picture), digitOf(photo)), 0.25F) << label;
    }
}

TEST(DigitFromPicture, IgnoresDustFarFromTheDigitAndInsideIt) {
    const GreyImage clean = pictureOf(plainDigit(0), {.extent = 0.5F});
    GreyImage dusty = clean;
    for (const Index at : {5, 60, 190}) paint(dusty, at, 190, at + 3, 193, 0);
    paint(dusty, 3, 10, 5, 12, 0.2F);
    paint(dusty, 99, 99, 101, 101, 0);
    EXPECT_LT(difference(digitOf(clean), digitOf(dusty)), 0.02F);
}

TEST(DigitFromPicture, KeepsSeparateStrokes) {
    const auto bar = [](GreyImage picture) {
        paint(picture, 60, 20, 140, 34, 0);
        return picture;
    };
    GreyImage body = blankPicture(200, 200, 1);
    paint(body, 60, 60, 74, 180, 0);
    const auto box = inkBox(digitOf(bar(body)));
    EXPECT_EQ(box[3] - box[1], 20);
    EXPECT_GE(box[2] - box[0], 10) << "the bar of a 5 is part of it, far from the rest as it may be";
}

TEST(DigitFromPicture, KeepsThinLinesVisible) {
    GreyImage picture = blankPicture(1000, 1000, 1);
    paint(picture, 500, 100, 501, 900, 0);
    const Tensor<float> line = digitOf(picture);
    float mass = 0;
    for (const float ink : line.values()) mass += ink;
    EXPECT_GT(mass, 20) << "as a pencil line in MNIST, not a hair";
    EXPECT_LT(mass, 60);
    EXPECT_EQ(longerSide(line), 20);
}

TEST(DigitFromPicture, ShowsTheLoopsOfASmallDigitDrawnWithAThickPen) {
    GreyImage ring = blankPicture(160, 160, 1);
    paint(ring, 20, 20, 70, 70, 0);
    paint(ring, 43, 43, 47, 47, 1);
    const Tensor<float> digit = digitOf(ring);
    int paper = 0;
    for (Index y = 10; y < 18; ++y)
        for (Index x = 10; x < 18; ++x) paper += digit.at({0, y, x}) < 0.2F;
    EXPECT_GE(paper, 36) << "a hole of 6x6 at least, where it had been smaller than two pixels";
    EXPECT_EQ(longerSide(digit), 20);
}

TEST(DigitFromPicture, EnlargesSmallPictures) {
    GreyImage picture = blankPicture(9, 9, 1);
    paint(picture, 4, 1, 5, 8, 0);
    EXPECT_EQ(longerSide(digitOf(picture)), 20);
    EXPECT_EQ(problem({2, 2, {0, 1, 1, 1}}), "");
}

TEST(DigitFromPicture, HandlesPicturesOfExtremeShapeInLinearTime) {
    GreyImage wide = blankPicture(20000, 10, 1);
    paint(wide, 100, 4, 19900, 6, 0);
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(longerSide(digitOf(wide)), 20);
    GreyImage tall = blankPicture(3, 20000, 0);
    paint(tall, 1, 50, 2, 19000, 1);
    EXPECT_EQ(longerSide(digitOf(tall)), 20);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}

TEST(DigitFromPicture, SaysThatThereIsNoInk) {
    EXPECT_TRUE(contains(problem(blankPicture(100, 80, 1)), "no ink found"));
    EXPECT_TRUE(contains(problem(blankPicture(100, 80, 0.4F)), "all one colour"));
    EXPECT_TRUE(contains(problem(blankPicture(1, 1, 0)), "1x1"));
    EXPECT_TRUE(contains(problem(blankPicture(0, 0, 0)), "0x0"));
    EXPECT_TRUE(contains(problem(blankPicture(1, 20000, 0)), "1x20000"));
    Random random(1);
    const GreyImage paper = changed(blankPicture(200, 200, 0.8F), [&](float v, Index, Index) {
        return v + 0.03F * static_cast<float>(random.normal());
    });
    EXPECT_TRUE(contains(problem(paper), "no ink found")) << problem(paper);
    GreyImage broken = blankPicture(10, 10, 1);
    broken.values[5] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(contains(problem(broken), "not finite"));
    EXPECT_THROW(digitFromPicture({5, 5, {1, 2}}), std::invalid_argument);
}

TEST(DigitFromPicture, LeavesMnistAsItIs) {
    const std::filesystem::path folder = std::filesystem::path(DELTASCOPE_DATA) / "mnist";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "MNIST is not there: " << folder;
    const auto mnist = readMnist(folder, MnistPart::training);
    ASSERT_TRUE(mnist);
    int same = 0;
    for (Index i = 0; i < 300; ++i) {
        GreyImage picture = blankPicture(28, 28, 0);
        std::ranges::transform(mnist->image(i), picture.values.begin(),
                               [](std::uint8_t ink) { return static_cast<float>(ink) / 255; });
        const float apart = differenceUpToAPixel(digitOf(picture), *digitAsIs(picture));
        same += apart < 0.01F;
        EXPECT_LT(apart, 0.65F) << i << ": half a pixel more on a line of one and a half at most";
    }
    EXPECT_GT(same, 200) << "of 300; the others have thin lines, which are widened";
}

TEST(DigitAsIs, TakesTheBrightnessOf28x28) {
    GreyImage picture = blankPicture(28, 28, 0.25F);
    picture.values[29] = 1;
    const auto digit = digitAsIs(picture);
    ASSERT_TRUE(digit);
    EXPECT_EQ(digit->at({0, 1, 1}), 1);
    EXPECT_EQ(digit->at({0, 0, 0}), 0.25F);
    const auto wrong = digitAsIs(blankPicture(28, 29, 0));
    ASSERT_FALSE(wrong);
    EXPECT_TRUE(contains(wrong.error().message, "28x29 pixels, expected 28x28"));
}

}  // namespace
}  // namespace deltascope
