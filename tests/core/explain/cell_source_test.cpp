#include "core/explain/cell_source.h"

#include <gtest/gtest.h>

#include "core/explain/sheet.h"

namespace deltascope {
namespace {

TEST(CellSource, QuotesNumbersForFormulasOfOthers) {
    Sheet sheet;
    sheet.give("x", Tensor<double>({2, 2}, {1, 2, 4, 8}));
    const Expression leaf = leafOf(sheet, "x", 2), sum = sumOver(sheet, "x");
    EXPECT_EQ(cellText(leaf.cell), "x[1,0]");
    EXPECT_EQ(leaf.value, 4);
    EXPECT_EQ(sum.value, 15);
    ASSERT_EQ(sum.arguments.size(), 4u);
    EXPECT_EQ(cellText(sum.arguments[3].cell), "x[1,1]");
}

TEST(CellSource, RefusesToQuoteWhatIsNotThere) {
    Sheet sheet;
    sheet.give("x", Tensor<double>({2}, {1, 2}));
    EXPECT_THROW(leafOf(sheet, "x", 2), std::invalid_argument);
    EXPECT_THROW(leafOf(sheet, "x", -1), std::invalid_argument);
    EXPECT_THROW(leafOf(sheet, "y"), std::invalid_argument);
    EXPECT_THROW(sumOver(sheet, "y"), std::invalid_argument);
}

}  // namespace
}  // namespace deltascope
