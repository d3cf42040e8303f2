#include "core/data/digit_sets.h"

#include <gtest/gtest.h>

#include <atomic>

#include "core/data/digit_image.h"
#include "core/data/labelled_drawings.h"
#include "tests/support/core/temporary_folder.h"

namespace deltascope {
namespace {

bool goOn(double) { return true; }

TEST(SyntheticDigitSet, HoldsATenthOutAndShowsWhatTheProgramDraws) {
    ThreadTeam team(2);
    const auto set = readDigits({DigitChoice::Kind::synthetic, "", 50, false}, 9, team, goOn);
    ASSERT_TRUE(set);
    EXPECT_EQ(set->training->size(), 45);
    EXPECT_EQ(set->heldOut->size(), 5);
    std::vector<float> got(784), expected(784);
    set->heldOut->picture(2, 0, got);
    syntheticExamples(9, 50)->picture(47, 0, expected);
    for (std::size_t i = 0; i < 784; ++i) ASSERT_NEAR(got[i], expected[i], 0.5 / 255 + 1e-6);
    EXPECT_EQ(set->heldOut->label(2), 7);
}

TEST(SyntheticDigitSet, StopsWhenToldAndSaysHowFarItIs) {
    ThreadTeam team(2);
    std::atomic<int> calls = 0;
    const auto stopped = readDigits({DigitChoice::Kind::synthetic, "", 5000, false}, 9, team,
                                    [&](double share) { return ++calls < 3 && share <= 1; });
    EXPECT_FALSE(stopped);
    EXPECT_LT(calls, 60);
}

TEST(AFolderOfDigits, ThatIsNotThereIsNamed) {
    ThreadTeam team(1);
    const auto set = readDigits({DigitChoice::Kind::folder, "/nowhere/mnist"}, 1, team, goOn);
    ASSERT_FALSE(set);
    EXPECT_NE(set.error().message.find("/nowhere/mnist"), std::string::npos);
}

TEST(OwnDrawings, AreCollectedAndHeldOutInPart) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "new" / "drawings.bin";
    ThreadTeam team(1);
    const DigitChoice choice{DigitChoice::Kind::drawings, file.string()};
    const auto none = readDigits(choice, 1, team, goOn);
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().message.find("teach some in Draw"), std::string::npos);
    std::vector<float> picture(784);
    for (int i = 0; i < 10; ++i) {
        picture[static_cast<std::size_t>(i)] = 1;
        ASSERT_TRUE(addLabelledDrawing(file, picture, i));
    }
    const auto set = readDigits(choice, 1, team, goOn);
    ASSERT_TRUE(set) << set.error().message;
    EXPECT_EQ(set->training->size(), 8);
    EXPECT_EQ(set->heldOut->label(1), 9);
    std::vector<float> read(784);
    set->heldOut->picture(1, 0, read);
    EXPECT_EQ(read, picture);
    EXPECT_THROW((void)addLabelledDrawing(file, picture, 10), std::invalid_argument);
}

TEST(OwnDrawings, InADamagedFileAreRefused) {
    const TemporaryFolder folder;
    const auto file = folder.file("drawings.bin", std::string(786, '\1'));
    EXPECT_NE(readLabelledDrawings(file).error().message.find("786 bytes"), std::string::npos);
    const auto label = folder.file("label.bin", std::string(785, '\x0b'));
    EXPECT_NE(readLabelledDrawings(label).error().message.find("label 11"), std::string::npos);
}

TEST(ADigitChoice, ReadsBackAsItWasWritten) {
    const DigitChoice choice{DigitChoice::Kind::folder, "/some where/\"x\"", 77, true};
    EXPECT_EQ(parseChoice(choiceText(choice)), choice);
    EXPECT_FALSE(parseChoice(R"({"kind": "faces"})"));
}

}  // namespace
}  // namespace deltascope
