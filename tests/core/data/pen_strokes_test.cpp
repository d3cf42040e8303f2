#include "core/data/pen_strokes.h"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "tests/support/core/data_files.h"

namespace deltascope {
namespace {

const std::string good = R"(.INCLUDE dene.doc
.LEXICON "0" "1"

.SEGMENT DIGIT    0 ? "8"
.COMMENT 8 12  224
.PEN_DOWN
 250  500
 0  0
.PEN_UP
.DT 100
.PEN_DOWN
.PEN_UP
.PEN_DOWN
 100 100
.PEN_UP

.SEGMENT DIGIT  1 ? "3"
.COMMENT 3 7 1
.PEN_DOWN
 10 20
.PEN_UP
)";

std::string replaced(const std::string& from, const std::string& to) {
    std::string text = good;
    return text.replace(text.find(from), from.size(), to);
}

std::string problem(const std::string& text) {
    const DataTestFolder folder;
    const auto read = readPenStrokes(folder.write("strokes", text));
    return read ? "" : read.error().message;
}

TEST(PenStrokes, BecomeDrawingsWithYDownwards) {
    const DataTestFolder folder;
    const auto read = readPenStrokes(folder.write("strokes", good));
    ASSERT_TRUE(read) << read.error().message;
    ASSERT_EQ(read->size(), 2U);
    const PenDigit& eight = read->front();
    EXPECT_EQ(eight.label, 8);
    EXPECT_EQ(eight.writer, 12);
    ASSERT_EQ(eight.drawing.strokes.size(), 2U) << "a stroke without points is none";
    EXPECT_EQ(eight.drawing.strokes[0].points[0], (PenPoint{0.5F, 0}));
    EXPECT_EQ(eight.drawing.strokes[0].points[1], (PenPoint{0, 1}));
    EXPECT_EQ(byWriters(*read, 7, 11).size(), 1U);
    EXPECT_EQ(byWriters(*read, 7, 12).size(), 2U);
}

TEST(PenStrokes, ErrorsNameTheLineAndWhatWasExpected) {
    EXPECT_TRUE(contains(problem(replaced("\"8\"", "\"x\"")), "line 4: expected a label"));
    EXPECT_TRUE(contains(problem(replaced("8 12", "7 12")), "line 5: expected .COMMENT"));
    EXPECT_TRUE(contains(problem(replaced("250  500", "250 high")), "line 7: expected a point"));
    EXPECT_TRUE(contains(problem(replaced("250  500", "250 300 400")), "line 7: expected a point"));
    EXPECT_TRUE(
        contains(problem(replaced("250  500", "250 501")), "line 7: point 250 501 lies off the tablet"));
    EXPECT_TRUE(contains(problem(replaced("250  500", "nan 1")), "line 7"));
    EXPECT_TRUE(
        contains(problem(replaced(".PEN_DOWN\n 250", " 250")), "line 6: a point while the pen is up"));
    EXPECT_TRUE(
        contains(problem(replaced(".PEN_UP\n.DT", ".PEN_DOWN")), "line 9: .PEN_DOWN while the pen is down"));
    EXPECT_TRUE(
        contains(problem(replaced(".PEN_DOWN\n 250", ".PEN_UP")), "line 6: .PEN_UP while the pen is up"));
    EXPECT_TRUE(contains(problem(".PEN_DOWN\n"), "line 1: .PEN_DOWN before the first .SEGMENT"));
}

TEST(PenStrokes, RefuseIncompleteFiles) {
    EXPECT_TRUE(contains(problem(""), "no digit found"));
    EXPECT_TRUE(contains(problem("hello\n"), "line 1: expected a point"));
    EXPECT_TRUE(contains(problem(good.substr(0, good.size() - 8)), "pen is down (cut off?)"));
    EXPECT_TRUE(contains(problem(good + ".SEGMENT DIGIT 2 ? \"1\"\n.COMMENT 1 1 1\n"), "has no points"));
    EXPECT_TRUE(
        contains(problem(replaced(".COMMENT 8 12  224", "")), "line 17: the digit before has no .COMMENT"));
    EXPECT_FALSE(readPenStrokes("/"));
}

TEST(PenStrokes, HaveTheirKnownCounts) {
    const auto path = std::filesystem::path(DELTASCOPE_DATA) / "pendigits" / "pendigits-orig.tra.gz";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "the pen strokes are not there: " << path;
    const auto read = readPenStrokes(path);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->size(), 7494U);
    std::set<int> writers;
    std::array<int, 10> labels{};
    for (const PenDigit& digit : *read) {
        writers.insert(digit.writer);
        ++labels.at(static_cast<std::size_t>(digit.label));
    }
    EXPECT_EQ(writers.size(), 30U);
    EXPECT_EQ(*writers.begin(), 1);
    EXPECT_EQ(*writers.rbegin(), 30);
    for (const int count : labels) EXPECT_GT(count, 700);
}

}  // namespace
}  // namespace deltascope
