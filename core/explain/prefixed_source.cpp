#include "core/explain/prefixed_source.h"

namespace deltascope {
namespace {

void prepend(const std::string& prefix, Cell& cell) { cell.tensor = prefix + cell.tensor; }

void prepend(const std::string& prefix, Expression& expression) {
    if (expression.operation == Operation::cell) prepend(prefix, expression.cell);
    for (Expression& argument : expression.arguments) prepend(prefix, argument);
}

void prepend(const std::string& prefix, Explanation& explanation) {
    prepend(prefix, explanation.cell);
    prepend(prefix, explanation.expression);
}

void prepend(const std::string& prefix, std::optional<Explanation>& explanation) {
    if (explanation) prepend(prefix, *explanation);
}

void prepend(const std::string& prefix, std::vector<Cell>& cells) {
    for (Cell& cell : cells) prepend(prefix, cell);
}

void prepend(const std::string& prefix, Proof& proof) { prepend(prefix, proof.nudged); }

}  // namespace

PrefixedSource::PrefixedSource(std::shared_ptr<const CellSource> source, std::string prefix)
    : source_(std::move(source)), prefix_(std::move(prefix)) {
    require(source_ != nullptr, "'", prefix_, "': expected a source of numbers, got none");
    for (const std::string& name : source_->tensors()) names_.push_back(prefix_ + name);
    known_.insert(names_.begin(), names_.end());
}

Result<std::string> PrefixedSource::stripped(const std::string& tensor) const {
    if (!has(tensor)) return failure("there is no '", tensor, "', expected one of: ", knownNames(*this));
    return tensor.substr(prefix_.size());
}

/// The source's answer about `cell`. Its errors begin with the cell's address, so that the prefix completes
/// them.
template <typename Ask>
auto PrefixedSource::ask(const Cell& cell, Ask ask) const -> decltype(ask(cell)) {
    const auto tensor = stripped(cell.tensor);
    if (!tensor) return tl::unexpected(tensor.error());
    auto answer = ask(Cell{*tensor, cell.example, cell.index});
    if (!answer) return failure(prefix_, answer.error().message);
    prepend(prefix_, *answer);
    return answer;
}

Result<Tensor<double>> PrefixedSource::values(const std::string& tensor, Index example) const {
    const auto inner = stripped(tensor);
    if (!inner) return tl::unexpected(inner.error());
    auto values = source_->values(*inner, example);
    if (!values) return failure(prefix_, values.error().message);
    return values;
}

Result<Explanation> PrefixedSource::explain(const Cell& cell) const {
    return ask(cell, [&](const Cell& inner) { return source_->explain(inner); });
}

Result<std::optional<Explanation>> PrefixedSource::otherView(const Cell& cell) const {
    return ask(cell, [&](const Cell& inner) { return source_->otherView(inner); });
}

Result<std::vector<Cell>> PrefixedSource::usedBy(const Cell& cell) const {
    return ask(cell, [&](const Cell& inner) { return source_->usedBy(inner); });
}

Result<Proof> PrefixedSource::prove(const Cell& cell) const {
    return ask(cell, [&](const Cell& inner) { return source_->prove(inner); });
}

}  // namespace deltascope
