#include "core/lesson/step_about.h"

namespace deltascope {

Explanation explanationOf(const CellSource& source, const std::string& tensor, Index offset, Index example) {
    const auto values = source.values(tensor, example);
    require(values.has_value(), "a step about ", tensor, ": ", values ? "" : values.error().message);
    auto explanation = source.explain(cellAtOffset(tensor, values->shape(), offset, example));
    require(explanation.has_value(), "a step about ", tensor, ": ",
            explanation ? "" : explanation.error().message);
    return *explanation;
}

Step stepAbout(const CellSource& source, const std::string& tensor, Index offset, Index example) {
    Step step;
    step.explanations = {explanationOf(source, tensor, offset, example)};
    step.formula = step.explanations[0].formula;
    step.terms = {"result"};
    return step;
}

}  // namespace deltascope
