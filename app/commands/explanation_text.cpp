#include "app/commands/explanation_text.h"

#include <algorithm>

#include "app/commands/text_table.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/explain/cell_source.h"

namespace deltascope {
namespace {

/// How tightly an operation binds; an argument that binds less tightly than its parent needs parentheses.
int binding(const Expression& expression) {
    switch (expression.operation) {
        case Operation::sum:
        case Operation::difference:
            return expression.arguments.size() == 1 ? 4 : 1;
        case Operation::product:
        case Operation::quotient:
            return expression.arguments.size() == 1 ? 4 : 2;
        case Operation::negate:
            return 3;
        default:
            return 4;
    }
}

std::string leafText(const Expression& leaf, LeafText leaves, Index batch) {
    if (leaf.operation == Operation::cell && leaves == LeafText::address) return cellText(leaf.cell, batch);
    return factorText(leaf.value, 6);
}

std::string joined(const Expression& expression, const std::string& separator, int minimum, LeafText leaves,
                   Index batch) {
    std::string text;
    for (const Expression& argument : expression.arguments) {
        const std::string inner = expressionText(argument, leaves, batch);
        text += (text.empty() ? "" : separator) +
                (binding(argument) < minimum ? joinText("(", inner, ")") : inner);
    }
    return text.empty() ? "0" : text;
}

/// One line for all terms from position `first` on.
std::vector<std::string> foldedRow(const std::vector<const Expression*>& terms, std::size_t first) {
    double rest = 0;
    for (std::size_t i = first; i < terms.size(); ++i) rest += terms[i]->value;
    return {
        first == 0 ? "   " : "  +", joinText("... ", terms.size() - first, " smaller terms"), "=", "", "=",
        shortNumber(rest, 6)};
}

}  // namespace

std::string expressionText(const Expression& expression, LeafText leaves, Index batch) {
    switch (expression.operation) {
        case Operation::cell:
        case Operation::constant:
            return leafText(expression, leaves, batch);
        case Operation::sum:
            return joined(expression, " + ", 1, leaves, batch);
        case Operation::difference:
            return joined(expression, " - ", 2, leaves, batch);
        case Operation::product:
            return joined(expression, " * ", 2, leaves, batch);
        case Operation::quotient:
            return joined(expression, " / ", 3, leaves, batch);
        case Operation::negate:
            return joinText("-", joined(expression, "", 4, leaves, batch));
        default:
            break;
    }
    return joinText(operationName(expression.operation), "(", joined(expression, ", ", 0, leaves, batch),
                    ")");
}

std::string explanationText(const Explanation& explanation, const ExplanationStyle& style) {
    const bool isSum =
        explanation.expression.operation == Operation::sum && !explanation.expression.arguments.empty();
    std::vector<const Expression*> terms;
    if (!isSum) terms.push_back(&explanation.expression);
    for (const Expression& term : explanation.expression.arguments) {
        if (isSum) terms.push_back(&term);
    }
    const bool isFolded = terms.size() > style.mostTerms;
    if (isFolded) terms = largestFirst(explanation.expression);
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < std::min(terms.size(), style.mostTerms); ++i) {
        rows.push_back({rows.empty() ? "   " : "  +",
                        expressionText(*terms[i], LeafText::address, style.batch), "=",
                        expressionText(*terms[i], LeafText::value), "=", shortNumber(terms[i]->value, 6)});
    }
    if (isFolded) rows.push_back(foldedRow(terms, style.mostTerms));
    return joinText(cellText(explanation.cell, style.batch), " =\n", alignedTable(rows, "llllll"), "  = ",
                    shortNumber(explanation.value, 6), "\n");
}

}  // namespace deltascope
