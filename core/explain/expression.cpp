#include "core/explain/expression.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/base/text.h"

namespace deltascope {
namespace {

using Arguments = std::vector<Expression>;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
double sigmoidSlope(double x) { return sigmoid(x) * (1 - sigmoid(x)); }
double tanhSlope(double x) { return 1 - std::tanh(x) * std::tanh(x); }
double relu(double x) { return x > 0 ? x : 0; }
double reluSlope(double x) { return x > 0 ? 1 : 0; }

double sum(const Arguments& arguments) {
    return std::accumulate(arguments.begin(), arguments.end(), 0.0,
                           [](double total, const Expression& e) { return total + e.value; });
}

double product(const Arguments& arguments) {
    return std::accumulate(arguments.begin(), arguments.end(), 1.0,
                           [](double total, const Expression& e) { return total * e.value; });
}

double maximum(const Arguments& arguments) {
    const auto less = [](const Expression& a, const Expression& b) { return a.value < b.value; };
    return std::max_element(arguments.begin(), arguments.end(), less)->value;
}

/// What an operation is called, how many arguments it takes, and how it computes.
struct OperationTraits {
    std::string_view name;
    std::size_t least, most;
    double (*compute)(const Arguments&);
};

constexpr std::size_t any = static_cast<std::size_t>(-1);

template <double (*function)(double)>
double ofFirst(const Arguments& a) {
    return function(a[0].value);
}

/// In the order of the enumeration.
const OperationTraits traits[] = {
    {"cell", 0, 0, nullptr},
    {"constant", 0, 0, nullptr},
    {"sum", 0, any, sum},
    {"product", 1, any, product},
    {"difference", 1, any, [](const Arguments& a) { return 2 * a[0].value - sum(a); }},
    {"quotient", 2, 2, [](const Arguments& a) { return a[0].value / a[1].value; }},
    {"negate", 1, 1, [](const Arguments& a) { return -a[0].value; }},
    {"max", 1, any, maximum},
    {"mean", 1, any, [](const Arguments& a) { return sum(a) / static_cast<double>(a.size()); }},
    {"sigmoid", 1, 1, ofFirst<sigmoid>},
    {"sigmoid'", 1, 1, ofFirst<sigmoidSlope>},
    {"tanh", 1, 1, ofFirst<std::tanh>},
    {"tanh'", 1, 1, ofFirst<tanhSlope>},
    {"relu", 1, 1, ofFirst<relu>},
    {"relu'", 1, 1, ofFirst<reluSlope>},
    {"exp", 1, 1, ofFirst<std::exp>},
    {"ln", 1, 1, ofFirst<std::log>},
};

const OperationTraits& traitsOf(Operation operation) { return traits[static_cast<std::size_t>(operation)]; }

}  // namespace

Expression cellLeaf(Cell cell, double value) { return {Operation::cell, value, std::move(cell), {}}; }

Expression constantLeaf(double value) { return {Operation::constant, value, {}, {}}; }

Expression node(Operation operation, Arguments arguments) {
    const OperationTraits& trait = traitsOf(operation);
    const bool fits = arguments.size() >= trait.least && arguments.size() <= trait.most;
    require(trait.compute && fits, "operation ", trait.name, " over ", arguments.size(), " arguments");
    const double value = trait.compute(arguments);
    return {operation, value, {}, std::move(arguments)};
}

Expression sumOf(Arguments terms) { return node(Operation::sum, std::move(terms)); }

Expression productOf(Arguments factors) { return node(Operation::product, std::move(factors)); }

std::string_view operationName(Operation operation) { return traitsOf(operation).name; }

}  // namespace deltascope
