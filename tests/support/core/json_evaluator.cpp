#include "tests/support/core/json_evaluator.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

double fold(const std::string& op, const std::vector<double>& a) {
    double result = op == "sum" || op == "mean" ? 0 : op == "product" ? 1 : a.at(0);
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (op == "sum" || op == "mean") result += a[i];
        if (op == "product") result *= a[i];
        if (op == "difference" && i > 0) result -= a[i];
        if (op == "max") result = std::max(result, a[i]);
    }
    return op == "mean" ? result / static_cast<double>(a.size()) : result;
}

double applied(const std::string& op, double x) {
    const double s = 1 / (1 + std::exp(-x));
    if (op == "negate") return -x;
    if (op == "sigmoid") return s;
    if (op == "sigmoid'") return s * (1 - s);
    if (op == "tanh") return std::tanh(x);
    if (op == "tanh'") return 1 - std::pow(std::tanh(x), 2);
    if (op == "relu") return std::max(0.0, x);
    if (op == "relu'") return x > 0;
    if (op == "exp") return std::exp(x);
    if (op == "ln") return std::log(x);
    throw std::invalid_argument("no operation " + op);
}

}  // namespace

double evaluateJson(const Json& e) {
    if (e.contains("constant")) return e.at("constant");
    if (e.contains("cell")) return e.at("value");
    const std::string op = e.at("op");
    std::vector<double> a;
    for (const Json& argument : e.at("args")) a.push_back(evaluateJson(argument));
    if (op == "quotient") return a.at(0) / a.at(1);
    for (const char* many : {"sum", "mean", "product", "difference", "max"}) {
        if (op == many) return fold(op, a);
    }
    return applied(op, a.at(0));
}

std::vector<std::pair<std::string, double>> leavesOf(const Json& e) {
    if (e.contains("cell")) return {{e.at("cell").get<std::string>(), e.at("value").get<double>()}};
    std::vector<std::pair<std::string, double>> leaves;
    if (!e.contains("args")) return leaves;
    for (const Json& argument : e.at("args")) {
        const auto inner = leavesOf(argument);
        leaves.insert(leaves.end(), inner.begin(), inner.end());
    }
    return leaves;
}

}  // namespace deltascope
