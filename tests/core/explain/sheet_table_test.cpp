#include "core/explain/sheet.h"

#include <gtest/gtest.h>

namespace deltascope {
namespace {

/// Powers of two beside their halves: k, 2^k, 2^k / 2.
Sheet powers() {
    Sheet sheet;
    sheet.defineTable("powers", {4, 3}, {"given", "doubling", "halving"}, [&](Index offset) {
        const Index k = offset / 3;
        if (offset % 3 == 0) return constantLeaf(static_cast<double>(k));
        if (offset % 3 == 2) return productOf({sheet.leaf("powers", offset - 1), constantLeaf(0.5)});
        return k == 0 ? constantLeaf(1) : productOf({sheet.leaf("powers", offset - 3), constantLeaf(2)});
    });
    return sheet;
}

TEST(SheetTable, KeepsAFormulaForEachColumnOfATable) {
    const Sheet sheet = powers();
    const auto explain = [&](const char* cell) { return *sheet.explain(*parseCell(cell)); };
    EXPECT_EQ(explain("powers[3,1]").value, 8);
    EXPECT_EQ(explain("powers[3,1]").formula, "doubling");
    EXPECT_EQ(explain("powers[3,2]").value, 4);
    EXPECT_EQ(explain("powers[3,2]").formula, "halving");
    EXPECT_EQ(explain("powers[2,0]").formula, "given");
    EXPECT_EQ(madeOf(explain("powers[2,0]")), std::vector<Cell>{*parseCell("powers[2,0]")});
}

TEST(SheetTable, SaysWhereTheNumbersOfATableGo) {
    const Sheet sheet = powers();
    EXPECT_EQ(*sheet.usedBy(*parseCell("powers[1,1]")),
              (std::vector<Cell>{*parseCell("powers[1,2]"), *parseCell("powers[2,1]")}));
}

TEST(SheetTable, RefusesATableWithAnotherNumberOfColumns) {
    Sheet sheet;
    const auto zero = [](Index) { return constantLeaf(0); };
    EXPECT_THROW(sheet.defineTable("t", {2, 2}, {"given", "a", "b"}, zero), std::invalid_argument);
    EXPECT_THROW(sheet.defineTable("t", {}, {"given", "a", "b"}, zero), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
