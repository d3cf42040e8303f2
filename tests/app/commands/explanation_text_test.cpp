#include "app/commands/explanation_text.h"

#include <gtest/gtest.h>

#include <limits>

#include "core/explain/explanation_json.h"

namespace deltascope {
namespace {

Expression pixel(double value) { return cellLeaf({"input", 0, {0, 1, 2}}, value); }

std::string valuesOf(const Expression& expression) { return expressionText(expression, LeafText::value); }

}  // namespace

TEST(ExplanationText, WritesAddressesOrValues) {
    const Expression product = productOf({pixel(0.5), constantLeaf(-2)});
    EXPECT_EQ(expressionText(product, LeafText::address), "input[0,1,2] * (-2)");
    EXPECT_EQ(valuesOf(product), "0.5 * (-2)");
}

TEST(ExplanationText, ParenthesesKeepTheMeaning) {
    const Expression one = constantLeaf(1), two = constantLeaf(2), three = constantLeaf(3);
    const auto sum = sumOf({one, two});
    EXPECT_EQ(valuesOf(productOf({sum, three})), "(1 + 2) * 3");
    EXPECT_EQ(valuesOf(node(Operation::difference, {three, sum})), "3 - (1 + 2)");
    EXPECT_EQ(valuesOf(node(Operation::difference, {sum, three})), "(1 + 2) - 3");
    EXPECT_EQ(valuesOf(node(Operation::quotient, {three, productOf({one, two})})), "3 / (1 * 2)");
    EXPECT_EQ(valuesOf(node(Operation::negate, {sum})), "-(1 + 2)");
    EXPECT_EQ(valuesOf(node(Operation::sigmoid, {sum})), "sigmoid(1 + 2)");
}

TEST(ExplanationText, ASumIsWrittenTermByTerm) {
    const Expression sum = sumOf({productOf({pixel(0.5), constantLeaf(4)}), constantLeaf(1)});
    EXPECT_EQ(explanationText({{"conv1.output", 0, {0}}, 3, "conv-forward", sum}),
              "conv1.output[0] =\n"
              "     input[0,1,2] * 4  =  0.5 * 4  =  2\n"
              "  +  1                 =  1        =  1\n"
              "  = 3\n");
}

TEST(ExplanationText, JsonHasTheContractsShape) {
    const auto json = explanationJson({{"loss.output", 0, {}},
                                       0.5,
                                       "cross-entropy",
                                       node(Operation::negate, {productOf({pixel(-0.5), constantLeaf(1)})})});
    EXPECT_EQ(
        json.dump(),
        R"({"cell":"loss.output","value":0.5,"formula":"cross-entropy","expression":{"op":"negate",)"
        R"("value":0.5,"args":[{"op":"product","value":-0.5,"args":[{"cell":"input[0,1,2]","value":-0.5},)"
        R"({"constant":1.0}]}]}})");
}

TEST(ExplanationText, JsonHasNoNumberForWhatIsNotFinite) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_NE(explanationJson({{"x", 0, {}}, nan, "given", constantLeaf(nan)}).dump().find("\"value\":null"),
              std::string::npos);
}

}  // namespace deltascope
