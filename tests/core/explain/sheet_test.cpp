#include "core/explain/sheet.h"

#include <gtest/gtest.h>

#include "core/base/text.h"

namespace deltascope {
namespace {

/// x = (3, 4), its squares, and their running sum.
Sheet squares() {
    Sheet sheet;
    sheet.give("x", {{2}, {3, 4}});
    sheet.define("square", {2}, "given", [&](Index i) {
        return productOf({sheet.leaf("x", i), sheet.leaf("x", i)});
    });
    sheet.define("total", {1, 2}, "weighted-sum", [&](Index i) {
        return i == 0 ? sumOf({sheet.leaf("square")})
                      : sumOf({sheet.leaf("total", i - 1), sheet.leaf("square", i)});
    });
    return sheet;
}

TEST(Sheet, ComputesItsFormulasFromWhatIsThere) {
    const Sheet sheet = squares();
    EXPECT_EQ(sheet.tensors(), (std::vector<std::string>{"x", "square", "total"}));
    EXPECT_EQ(*sheet.values("total"), Tensor<double>({1, 2}, {9, 25}));
    EXPECT_EQ(sheet.value("square", 1), 16);
    EXPECT_EQ(sheet.batch(), 1);
    const Explanation total = *sheet.explain({"total", 0, {0, 1}});
    EXPECT_EQ(total.value, 25);
    EXPECT_EQ(total.formula, "weighted-sum");
    EXPECT_EQ(cellText(total.expression.arguments[0].cell), "total[0,0]");
    EXPECT_EQ(total.expression.arguments[0].value, 9);
}

TEST(Sheet, ExplainsWhatWasGivenByItself) {
    const Explanation given = *squares().explain({"x", 0, {1}});
    EXPECT_EQ(given.formula, "given");
    EXPECT_EQ(given.expression.operation, Operation::cell);
    EXPECT_EQ(given.expression.cell, given.cell);
    EXPECT_EQ(given.expression.value, 4);
}

TEST(Sheet, ExplainsAFormulaByItsTermsWhateverItsTypesetFormulaIs) {
    EXPECT_EQ(squares().explain({"square", 0, {1}})->expression.operation, Operation::product);
}

TEST(Sheet, KnowsWhereANumberGoes) {
    const Sheet sheet = squares();
    EXPECT_EQ(*sheet.usedBy({"square", 0, {1}}), (std::vector<Cell>{{"total", 0, {0, 1}}}));
    EXPECT_EQ(*sheet.usedBy({"x", 0, {0}}), (std::vector<Cell>{{"square", 0, {0}}}));
    EXPECT_EQ(*sheet.usedBy({"total", 0, {0, 0}}), (std::vector<Cell>{{"total", 0, {0, 1}}}));
    EXPECT_TRUE(sheet.usedBy({"total", 0, {0, 1}})->empty());
}

TEST(Sheet, HasNeitherBatchNorSecondViewsNorDerivatives) {
    const Sheet sheet = squares();
    EXPECT_FALSE(sheet.otherView({"total", 0, {0, 0}})->has_value());
    EXPECT_EQ(sheet.prove({"total", 0, {0, 0}}).error().message, "total[0,0] is no derivative of a loss");
}

TEST(Sheet, SaysWhatIsWrongWithAnAddress) {
    const Sheet sheet = squares();
    const auto errorOf = [&](const Cell& cell) { return sheet.explain(cell).error().message; };
    EXPECT_EQ(errorOf({"y", 0, {0}}), "there is no 'y', expected one of: x, square, total");
    EXPECT_EQ(errorOf({"x", 0, {2}}), "x[2]: outside x, which is 2");
    EXPECT_EQ(errorOf({"x", 0, {-1}}), "x[-1]: outside x, which is 2");
    EXPECT_EQ(errorOf({"total", 0, {1}}), "total[1]: total is 1x2");
    EXPECT_EQ(errorOf({"x", 1, {0}}), "x@1[0]: there is no batch");
    EXPECT_FALSE(sheet.values("y").has_value());
    EXPECT_FALSE(sheet.usedBy({"x", 0, {2}}).has_value());
    EXPECT_FALSE(sheet.otherView({"x", 0, {2}}).has_value());
}

TEST(Sheet, TakesNoNameTwiceAndNoCellThatIsNotThereYet) {
    Sheet sheet = squares();
    EXPECT_THROW(sheet.give("x", {{1}, {0}}), std::invalid_argument);
    EXPECT_THROW(sheet.leaf("y"), std::invalid_argument);
    EXPECT_THROW(sheet.leaf("x", 2), std::invalid_argument);
    EXPECT_THROW(sheet.define("loop", {2}, "given", [&](Index i) { return sumOf({sheet.leaf("loop", i)}); }),
                 std::invalid_argument);
    EXPECT_EQ(*sheet.values("x"), Tensor<double>({2}, {3, 4}));
    EXPECT_EQ(sheet.tensors().size(), 3U) << "a formula that fails leaves nothing behind";
    EXPECT_TRUE(sheet.usedBy({"x", 0, {0}}).has_value());
}

}  // namespace
}  // namespace deltascope
