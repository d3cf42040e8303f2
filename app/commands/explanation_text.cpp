#include "app/commands/explanation_text.h"

#include "app/commands/text_table.h"
#include "core/base/number_text.h"
#include "core/base/text.h"

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

std::string leafText(const Expression& leaf, LeafText leaves) {
    if (leaf.operation == Operation::cell && leaves == LeafText::address) return cellText(leaf.cell);
    const std::string number = shortNumber(leaf.value, 6);
    return leaf.value < 0 ? "(" + number + ")" : number;
}

std::string joined(const Expression& expression, const std::string& separator, int minimum, LeafText leaves) {
    std::string text;
    for (const Expression& argument : expression.arguments) {
        const std::string inner = expressionText(argument, leaves);
        text += (text.empty() ? "" : separator) + (binding(argument) < minimum ? "(" + inner + ")" : inner);
    }
    return text.empty() ? "0" : text;
}

}  // namespace

std::string expressionText(const Expression& expression, LeafText leaves) {
    switch (expression.operation) {
        case Operation::cell:
        case Operation::constant:
            return leafText(expression, leaves);
        case Operation::sum:
            return joined(expression, " + ", 1, leaves);
        case Operation::difference:
            return joined(expression, " - ", 2, leaves);
        case Operation::product:
            return joined(expression, " * ", 2, leaves);
        case Operation::quotient:
            return joined(expression, " / ", 3, leaves);
        case Operation::negate:
            return "-" + joined(expression, "", 4, leaves);
        default:
            break;
    }
    return std::string(operationName(expression.operation)) + "(" + joined(expression, ", ", 0, leaves) + ")";
}

std::string explanationText(const Explanation& explanation) {
    const Expression& whole = explanation.expression;
    const bool isSum = whole.operation == Operation::sum && !whole.arguments.empty();
    std::vector<std::vector<std::string>> rows;
    for (const Expression& term : isSum ? whole.arguments : std::vector{whole}) {
        rows.push_back({rows.empty() ? "   " : "  +", expressionText(term, LeafText::address), "=",
                        expressionText(term, LeafText::value), "=", shortNumber(term.value, 6)});
    }
    return joinText(cellText(explanation.cell), " =\n", alignedTable(rows, "llllll"), "  = ",
                    shortNumber(explanation.value, 6), "\n");
}

}  // namespace deltascope
