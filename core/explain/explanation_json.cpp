#include "core/explain/explanation_json.h"

namespace deltascope {
namespace {

using Json = nlohmann::ordered_json;

Json expressionJson(const Expression& expression, Index batch) {
    if (expression.operation == Operation::constant) return {{"constant", expression.value}};
    if (expression.operation == Operation::cell) {
        return {{"cell", cellText(expression.cell, batch)}, {"value", expression.value}};
    }
    Json arguments = Json::array();
    for (const Expression& argument : expression.arguments) {
        arguments.push_back(expressionJson(argument, batch));
    }
    return {{"op", operationName(expression.operation)}, {"value", expression.value}, {"args", arguments}};
}

}  // namespace

Json explanationJson(const Explanation& explanation, Index batch) {
    return {{"cell", cellText(explanation.cell, batch)},
            {"value", explanation.value},
            {"formula", explanation.formula},
            {"expression", expressionJson(explanation.expression, batch)}};
}

}  // namespace deltascope
