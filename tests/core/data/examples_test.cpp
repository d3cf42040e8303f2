#include "core/data/examples.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <tuple>

#include "core/base/parallel.h"
#include "core/data/synthetic_digits.h"
#include "tests/support/core/data_pictures.h"

namespace deltascope {
namespace {

using Picture = std::vector<float>;

Picture pictureAt(const Examples& source, Index i, std::uint64_t epoch) {
    Picture picture(784, -1.0F);
    source->picture(i, epoch, picture);
    return picture;
}

/// Pictures whose pixels all equal 10 times their number, labels 0, 1, 2 ...
std::shared_ptr<const LabelledImages> evenImages(Index count) {
    auto images = std::make_shared<LabelledImages>(LabelledImages{count, 28, 28, {}, {}});
    for (Index i = 0; i < count; ++i) {
        images->pixels.insert(images->pixels.end(), 784, static_cast<std::uint8_t>(10 * i));
        images->labels.push_back(static_cast<std::uint8_t>(i));
    }
    return images;
}

std::vector<PenDigit> penDigits() {
    std::vector<PenDigit> digits;
    for (int label = 0; label < 10; ++label) digits.push_back({plainDigit(label), label, 1});
    return digits;
}

const Augmentation augmented{3, DistortionOptions{}};

TEST(ImageExamples, ShowBytesAsInkAndDistortFromEpochOne) {
    const Examples plain = imageExamples(evenImages(6)), bent = imageExamples(evenImages(6), augmented);
    EXPECT_EQ(plain->size(), 6);
    EXPECT_EQ(plain->pixels(), 784);
    EXPECT_EQ(plain->label(4), 4);
    EXPECT_EQ(pictureAt(plain, 5, 0), Picture(784, 50.0F / 255));
    EXPECT_EQ(pictureAt(plain, 5, 3), pictureAt(plain, 5, 0));
    EXPECT_EQ(pictureAt(bent, 5, 0), pictureAt(plain, 5, 0));
    EXPECT_NE(pictureAt(bent, 5, 1), pictureAt(plain, 5, 0));
}

TEST(PenExamples, ShowInEpochZeroWhatTheCanvasShows) {
    const Examples source = penExamples(penDigits(), {augmented});
    for (Index i = 0; i < 10; ++i) {
        const auto canvas = digitFromPicture(pictureOf(plainDigit(static_cast<int>(i)), {}, 160));
        ASSERT_TRUE(canvas);
        EXPECT_EQ(pictureAt(source, i, 0), Picture(canvas->values().begin(), canvas->values().end()));
        EXPECT_EQ(source->label(i), i);
    }
    EXPECT_NE(pictureAt(source, 3, 1), pictureAt(source, 3, 2));
}

TEST(PenExamples, KeepAFixedVariationWhenAsked) {
    PenExampleOptions options;
    options.alwaysFixed = true;
    const Examples source = penExamples(penDigits(), options);
    EXPECT_EQ(pictureAt(source, 3, 1), pictureAt(source, 3, 0));
    options.fixed.penWidth = 0.12F;
    EXPECT_NE(pictureAt(penExamples(penDigits(), options), 3, 0), pictureAt(source, 3, 0));
}

TEST(SyntheticExamples, NeverRepeatADigit) {
    const Examples source = syntheticExamples(7, 25);
    EXPECT_EQ(source->label(24), 4);
    EXPECT_NE(pictureAt(source, 4, 0), pictureAt(source, 14, 0));
    EXPECT_NE(pictureAt(source, 4, 0), pictureAt(source, 4, 1));
    // Epoch 2 starts two whole tens-rounded rounds on, so the labels stay right.
    const auto drawn = digitFromPicture(rasterize(syntheticDigit(7, 2 * 30 + 4).drawing, 160));
    EXPECT_EQ(pictureAt(source, 4, 2), Picture(drawn->values().begin(), drawn->values().end()));
}

TEST(Sources, GiveTheSameFromAnyNumberOfThreads) {
    const Examples source = concatenated({{imageExamples(evenImages(20), augmented), 2},
                                          {penExamples(penDigits(), {augmented}), 3},
                                          {syntheticExamples(1, 30, augmented), 1}});
    const auto count = static_cast<std::size_t>(source->size());
    ASSERT_EQ(count, 100U);
    std::vector<Picture> alone(count), together(count);
    for (std::size_t i = 0; i < count; ++i) alone[i] = pictureAt(source, static_cast<Index>(i), 4);
    ThreadTeam(4).forEach(count,
                          [&](std::size_t i) { together[i] = pictureAt(source, static_cast<Index>(i), 4); });
    EXPECT_EQ(alone, together);
}

TEST(Concatenated, PutsSourcesInARowAndShowsRepeatsDifferently) {
    const Examples pens = penExamples(penDigits(), {augmented});
    const Examples images = imageExamples(evenImages(3));
    const Examples both = concatenated({{images, 1}, {pens, 2}});
    ASSERT_EQ(both->size(), 23);
    EXPECT_EQ(both->label(2), 2);
    EXPECT_EQ(both->label(3), 0);
    EXPECT_EQ(both->label(22), 9);
    EXPECT_EQ(pictureAt(both, 2, 1), pictureAt(images, 2, 1));
    EXPECT_EQ(pictureAt(both, 7, 0), pictureAt(both, 17, 0)) << "nothing random in epoch 0";
    EXPECT_NE(pictureAt(both, 7, 1), pictureAt(both, 17, 1));
    EXPECT_NE(pictureAt(both, 17, 1), pictureAt(both, 7, 2)) << "no repeat shows what another epoch shows";
}

TEST(InTurn, ShowsEverySourceAsOftenAsTheOthers) {
    const auto all = evenImages(6);
    const Examples images = imageExamples(all);
    const Examples turns = inTurn({subset(images, 0, 2), subset(images, 2, 2), subset(images, 4, 2)});
    EXPECT_EQ(turns->size(), 2);
    EXPECT_EQ(turns->pixels(), 784);
    EXPECT_EQ(turns->label(1), 1);
    EXPECT_EQ(pictureAt(turns, 1, 0), pictureAt(images, 1, 0)) << "the first one for evaluation";
    for (Index i = 0; i < 2; ++i) {
        std::set<Picture> seen;
        for (std::uint64_t epoch = 1; epoch <= 3; ++epoch) seen.insert(pictureAt(turns, i, epoch));
        EXPECT_EQ(seen.size(), 3U);
        EXPECT_EQ(pictureAt(turns, i, 4), pictureAt(turns, i, 1));
    }
    EXPECT_NE(pictureAt(turns, 0, 1)[0] + 10.0F / 255, pictureAt(turns, 1, 1)[0])
        << "not all examples from one source";
    EXPECT_THROW(inTurn({}), std::invalid_argument);
    EXPECT_THROW(inTurn({images, subset(images, 0, 2)}), std::invalid_argument);
}

TEST(Subset, ShowsARange) {
    const Examples part = subset(imageExamples(evenImages(10)), 4, 3);
    EXPECT_EQ(part->size(), 3);
    EXPECT_EQ(part->label(2), 6);
    EXPECT_EQ(pictureAt(part, 2, 0), Picture(784, 60.0F / 255));
    EXPECT_EQ(subset(part, 3, 0)->size(), 0);
}

TEST(Sources, RefuseWhatTheyCannotShow) {
    EXPECT_THROW(imageExamples(std::make_shared<LabelledImages>(LabelledImages{0, 20, 20, {}, {}})),
                 std::invalid_argument);
    EXPECT_THROW(penExamples({PenDigit{}}), std::invalid_argument);
    const Examples images = imageExamples(evenImages(3));
    EXPECT_THROW(subset(images, 2, 2), std::invalid_argument);
    EXPECT_THROW(concatenated({{images, 0}}), std::invalid_argument);
    EXPECT_THROW(concatenated({{nullptr, 1}}), std::invalid_argument);
    Picture room(784), tooSmall(783);
    EXPECT_THROW(images->picture(3, 0, room), std::invalid_argument);
    EXPECT_THROW(images->picture(-1, 0, room), std::invalid_argument);
    EXPECT_THROW(images->picture(0, 0, tooSmall), std::invalid_argument);
    EXPECT_THROW(std::ignore = subset(images, 0, 2)->label(2), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
