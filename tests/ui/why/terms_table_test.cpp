#include "ui/why/terms_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace deltascope {
namespace {

Role plainRole(const Cell&) { return Role::activation; }

Expression cell(Index i, double value) { return cellLeaf({"x.output", 0, {i}}, value); }

TermsTable tableOf(Expression expression, std::size_t mostRows = 12) {
    Explanation explanation;
    explanation.value = expression.value;
    explanation.expression = std::move(expression);
    return termsTable(explanation, plainRole, mostRows);
}

QString textOf(const TermRow& row) {
    QString text;
    for (const TermPiece& piece : row.pieces) text += piece.text;
    return text;
}

double sumOfRows(const TermSection& section) {
    return std::accumulate(section.rows.begin(), section.rows.end(), 0.0,
                           [](double sum, const TermRow& row) { return sum + row.value; });
}

TEST(TermsTable, ShowsProductsWithTheirSum) {
    const auto table = tableOf(
        sumOf({productOf({cell(0, 9), constantLeaf(-2)}), productOf({cell(1, 1.5), constantLeaf(1)})}));
    ASSERT_EQ(table.sections.size(), 1U);
    const TermSection& section = table.sections[0];
    EXPECT_EQ(textOf(section.rows[0]), QStringLiteral("9.0×−2"));
    EXPECT_EQ(section.rows[0].valueText, QStringLiteral("−18.0"));
    EXPECT_EQ(section.totalLabel, QStringLiteral("Sum"));
    EXPECT_EQ(section.totalText, QStringLiteral("−16.5"));
    EXPECT_TRUE(section.rows[0].pieces[0].cell.has_value());
    EXPECT_FALSE(section.rows[0].pieces[2].cell.has_value());
}

TEST(TermsTable, FoldsTheSmallestTermsAndKeepsTheTotal) {
    std::vector<Expression> terms;
    for (Index i = 0; i < 100; ++i)
        terms.push_back(productOf({cell(i, static_cast<double>(i)), constantLeaf(i % 2 ? 1 : -1)}));
    const auto table = tableOf(sumOf(std::move(terms)));
    const TermSection& section = table.sections[0];
    ASSERT_EQ(section.rows.size(), 12U);
    EXPECT_EQ(section.rows[0].value, 99);
    EXPECT_EQ(section.rows[1].value, -98);
    EXPECT_TRUE(section.rows.back().isFolded);
    EXPECT_TRUE(textOf(section.rows.back()).contains(QLatin1String("89 more")));
    EXPECT_EQ(sumOfRows(section), 50);
    EXPECT_EQ(section.total, 50);
}

TEST(TermsTable, KeepsTheOrderOfAWindowThatFits) {
    std::vector<Expression> terms;
    for (Index i = 0; i < 9; ++i) terms.push_back(cell(i, static_cast<double>(i % 3)));
    const auto table = tableOf(sumOf(std::move(terms)));
    for (Index i = 0; i < 9; ++i)
        EXPECT_EQ(table.sections[0].rows[static_cast<std::size_t>(i)].pieces[0].cell->index[0], i);
}

TEST(TermsTable, MarksTheFirstOfTheLargestCandidates) {
    const auto table = tableOf(node(Operation::maximum, {cell(0, 4), cell(1, 8), cell(2, 8), cell(3, 7)}));
    EXPECT_EQ(table.sections[0].totalLabel, QStringLiteral("Largest"));
    EXPECT_FALSE(table.sections[0].rows[0].isWinner);
    EXPECT_TRUE(table.sections[0].rows[1].isWinner);
    EXPECT_FALSE(table.sections[0].rows[2].isWinner);
}

TEST(TermsTable, NamesTheCountOfAMean) {
    const auto table = tableOf(node(Operation::mean, {cell(0, 1), cell(1, 2), cell(2, 6)}));
    EXPECT_EQ(table.sections[0].totalLabel, QStringLiteral("Mean of 3"));
    EXPECT_EQ(table.sections[0].total, 3);
}

TEST(TermsTable, GivesTheSumBelowASoftmaxALinesOfItsOwn) {
    std::vector<Expression> exponentials;
    for (Index i = 0; i < 5; ++i)
        exponentials.push_back(node(Operation::exponential, {cell(i, static_cast<double>(i) / 2)}));
    Expression own = exponentials[1];
    const auto table = tableOf(node(Operation::quotient, {std::move(own), sumOf(std::move(exponentials))}));
    ASSERT_EQ(table.sections.size(), 2U);
    EXPECT_EQ(table.sections[0].rows.size(), 5U);
    EXPECT_TRUE(textOf(table.sections[1].rows[0]).startsWith(QLatin1String("exp(")));
    EXPECT_TRUE(textOf(table.sections[1].rows[0]).contains(u'÷'));
    EXPECT_TRUE(table.sections[1].totalLabel.isEmpty());
    EXPECT_FALSE(table.sections[1].rows[0].valueText.isEmpty());
}

TEST(TermsTable, GivesASlopeThatSomethingIsMultipliedByALineOfItsOwn) {
    const auto table = tableOf(productOf({cell(0, 0.5), node(Operation::sigmoidSlope, {cell(1, 0)})}));
    ASSERT_EQ(table.sections.size(), 2U);
    EXPECT_EQ(textOf(table.sections[0].rows[0]), QStringLiteral("σ′(0)"));
    EXPECT_EQ(table.sections[0].rows[0].valueText, QStringLiteral("0.25"));
    EXPECT_EQ(textOf(table.sections[1].rows[0]), QStringLiteral("0.5×0.25"));
    EXPECT_EQ(table.sections[1].rows[0].valueText, QStringLiteral("0.125"));
}

TEST(TermsTable, WritesADifferenceThatIsMultipliedInBrackets) {
    const auto square =
        tableOf(productOf({constantLeaf(0.5), node(Operation::difference, {cell(0, 3), cell(1, 1)})}));
    EXPECT_EQ(textOf(square.sections[0].rows[0]), QStringLiteral("0.5×(3−1)"));
    EXPECT_EQ(square.sections[0].rows[0].valueText, QStringLiteral("1"));
}

TEST(TermsTable, WritesManyEqualFactorsAsAPower) {
    const auto table = tableOf(productOf(std::vector<Expression>(8, constantLeaf(2))));
    EXPECT_EQ(textOf(table.sections[0].rows[0]), QStringLiteral("2⁸"));
    EXPECT_EQ(table.sections[0].rows[0].valueText, QStringLiteral("256"));
    std::vector<Expression> others(4, constantLeaf(2));
    others.push_back(constantLeaf(3));
    EXPECT_EQ(textOf(tableOf(productOf(others)).sections[0].rows[0]), QStringLiteral("2×2×2×2×3"));
}

TEST(TermsTable, SurvivesEmptySumsAndNumbersThatAreNotFinite) {
    EXPECT_EQ(tableOf(sumOf({})).sections[0].totalText, QStringLiteral("0"));
    const auto table = tableOf(sumOf({cell(0, std::nan("")), cell(1, 1e300), cell(2, -INFINITY)}));
    EXPECT_EQ(table.sections[0].rows[0].valueText, QStringLiteral("nan"));
    EXPECT_EQ(table.sections[0].rows[2].valueText, QStringLiteral("−∞"));
}

}  // namespace
}  // namespace deltascope
