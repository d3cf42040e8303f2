#include "core/explain/worked_example.h"

#include "core/explain/uses.h"

namespace deltascope {

template <typename Scalar>
std::vector<std::string> WorkedExample<Scalar>::tensors() const {
    std::vector<std::string> names;
    for (const auto& tensor : explainer_.ledger().tensors()) names.push_back(tensor.name);
    return names;
}

template <typename Scalar>
Result<Tensor<double>> WorkedExample<Scalar>::values(const std::string& name, Index example) const {
    const auto* tensor = explainer_.ledger().find(name);
    if (!tensor) return failure("there is no '", name, "', expected one of: ", knownNames(*this));
    if (!tensor->hasExamples) return tensor->tensor->template cast<double>();
    if (example < 0 || example >= batch()) {
        return failure(name, "@", example, ": there are ", batch(), " examples");
    }
    return Tensor<Scalar>(tensor->shape(), tensor->tensor->slice(example)).template cast<double>();
}

template <typename Scalar>
Result<std::vector<Cell>> WorkedExample<Scalar>::usedBy(const Cell& cell) const {
    return usesOf(explainer_, cell);
}

template class WorkedExample<float>;
template class WorkedExample<double>;

}  // namespace deltascope
