#pragma once

#include <string_view>
#include <vector>

#include "core/explain/cell.h"

namespace deltascope {

/// How a node of an expression makes its value from its arguments.
enum class Operation {
    cell,          ///< a leaf: the value of another cell
    constant,      ///< a leaf: a number that belongs to no cell (padding's 0, a learning rate)
    sum,           ///< of all arguments; 0 without any
    product,       ///< of all arguments
    difference,    ///< the first argument less all others
    quotient,      ///< the first argument divided by the second
    negate,        ///< -x
    maximum,       ///< the largest argument, the first of equals
    mean,          ///< the arguments' sum divided by their number
    sigmoid,       ///< 1 / (1 + e^-x)
    sigmoidSlope,  ///< sigmoid(x) (1 - sigmoid(x))
    tanh,
    tanhSlope,  ///< 1 - tanh(x)^2
    relu,       ///< max(0, x)
    reluSlope,  ///< 1 for x > 0, else 0
    exponential,
    logarithm,  ///< natural
};

/// How a number came about: a tree whose leaves are cells and constants. Every node carries its value,
/// computed in double from the leaves' values when the node is made, so that it can be held against the
/// kernel's result.
struct Expression {
    Operation operation = Operation::constant;
    double value = 0;
    Cell cell;                          ///< for Operation::cell
    std::vector<Expression> arguments;  ///< empty for leaves
};

Expression cellLeaf(Cell cell, double value);
Expression constantLeaf(double value);
/// The node `operation` over `arguments`. Throws std::invalid_argument for a number of arguments that it
/// can't take.
Expression node(Operation operation, std::vector<Expression> arguments);

Expression sumOf(std::vector<Expression> terms);
Expression productOf(std::vector<Expression> factors);

/// The name in JSON and text: "sum", "sigmoid'", "ln" ...; "cell" and "constant" for leaves.
std::string_view operationName(Operation operation);

/// A number together with how it came about.
struct Explanation {
    Cell cell;
    double value = 0;  ///< what the kernel computed
    std::string_view
        formula;  ///< id of the typeset formula: a file name below resources/formulas without its ending
    Expression expression;  ///< whose value equals `value` up to rounding
};

}  // namespace deltascope
