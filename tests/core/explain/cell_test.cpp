#include "core/explain/cell.h"

#include <gtest/gtest.h>

#include "tests/support/core/pencil_example.h"

namespace deltascope {
namespace {

TEST(ParseCell, ReadsEveryAddressThatCellTextPrints) {
    for (const Index batch : {1, 3}) {
        const auto example = pencilExample({.batch = batch, .bias = 1});
        forEachCell(example->explainer(), [&](const Cell& cell) {
            const auto read = parseCell(cellText(cell, batch));
            ASSERT_TRUE(read.has_value()) << cellText(cell, batch);
            ASSERT_EQ(*read, cell) << cellText(cell, batch);
        });
    }
}

TEST(ParseCell, TakesTheInputsShortAndItsFullName) {
    const Cell pixel{"input.output", 2, {0, 3, 4}};
    EXPECT_EQ(*parseCell("input@2[0,3,4]"), pixel);
    EXPECT_EQ(*parseCell("input.output@2[0,3,4]"), pixel);
    EXPECT_EQ(*parseCell("after.input[1]"), (Cell{"after.input.output", 0, {1}}));
    EXPECT_EQ(parseCell("input.delta[0,3,4]")->tensor, "input.delta");
    EXPECT_EQ(*parseCell("loss.output"), (Cell{"loss.output", 0, {}}));
    EXPECT_EQ(*parseCell("loss.output@1"), (Cell{"loss.output", 1, {}}));
}

TEST(ParseCell, SaysWhatAnAddressLooksLike) {
    for (const char* text : {"",       "[1]",    "@1[2]",   "x[",      "x[]",
                             "x[1",    "x[1,",   "x[1,]",   "x[,1]",   "x[1]]",
                             "x[1] ",  "x[ 1]",  "x[1, 2]", "x[-1]",   "x[-0]",
                             "x[+1]",  "x[1.5]", "x[a]",    "x[1;2]",  "x[99999999999999999999]",
                             "x@",     "x@[1]",  "x@a[1]",  "x@-1[1]", "x@1@2[1]",
                             "x[1]@1", "x@1 [1]"}) {
        const auto cell = parseCell(text);
        ASSERT_FALSE(cell.has_value()) << text;
        EXPECT_EQ(cell.error().message.find(joinText("'", text, "' is no address")), 0U) << text;
        EXPECT_NE(cell.error().message.find("conv1.output[2,5,5]"), std::string::npos) << text;
    }
}

TEST(CellText, PrintsTheAddress) {
    EXPECT_EQ(cellText({"conv1.output", 0, {2, 5, 5}}), "conv1.output[2,5,5]");
    EXPECT_EQ(cellText({"input.output", 0, {0, 3, 4}}), "input[0,3,4]");
    EXPECT_EQ(cellText({"conv1.delta", 2, {2, 5, 5}}, 3), "conv1.delta@2[2,5,5]");
    EXPECT_EQ(cellText({"loss.output", 0, {}}), "loss.output");
}

TEST(CellAtOffset, CountsRowByRow) {
    EXPECT_EQ(cellAtOffset("x", {2, 3, 4}, 23, 1), (Cell{"x", 1, {1, 2, 3}}));
    EXPECT_EQ(cellAtOffset("x", {}, 0), (Cell{"x", 0, {}}));
    EXPECT_THROW(cellAtOffset("x", {2, 3}, 6), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
