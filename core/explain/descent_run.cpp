#include "core/explain/descent_run.h"

#include <algorithm>
#include <charconv>

namespace deltascope {
namespace {

using Example = std::shared_ptr<const WorkedExample<double>>;

constexpr std::string_view newEnding = "_new";
constexpr std::size_t keptPasses = 4;
constexpr Index keptBytes = 256 << 20;
constexpr Index keptUpdates = 10'000;

/// The weights after the example's update: the very numbers of its `_new` cells.
std::vector<Tensor<double>> updatedParameters(const WorkedExample<double>& example) {
    std::vector<Tensor<double>> updated(example.network().parameterCount());
    for (const auto& entry : example.explainer().ledger().tensors()) {
        if (entry.kind == TensorKind::updated) updated[entry.parameter] = *entry.tensor;
    }
    return updated;
}

/// The number before the colon of "20:loss.output", 0 without a colon; -1 for what is no time.
Index timeIn(const std::string& tensor) {
    const auto colon = tensor.find(':');
    if (colon == std::string::npos) return 0;
    Index time = -1;
    const auto [end, error] = std::from_chars(tensor.data(), tensor.data() + colon, time);
    const bool isNumber = error == std::errc() && end == tensor.data() + colon;
    return isNumber && time > 0 && tensor[0] != '0' ? time : -1;
}

}  // namespace

DescentRun::DescentRun(const Network<double>& network, const Tensor<double>& pictures,
                       const Tensor<double>& labels, double rate, Index updates)
    : start_(network),
      pictures_(pictures),
      labels_(labels),
      rate_(rate),
      updates_(updates),
      parameters_{network.parameters()} {
    require(updates >= 0 && updates <= mostUpdates(network), updates, " updates: expected 0 to ",
            mostUpdates(network), " for this network");
    first_ = example(0);
}

Index DescentRun::mostUpdates(const Network<double>& network) {
    const Index bytes = network.weightCount() * static_cast<Index>(sizeof(double));
    return std::min(keptUpdates, keptBytes / std::max<Index>(1, bytes) - 1);
}

std::string DescentRun::nameAt(Index t, const std::string& tensor) {
    return t == 0 ? tensor : joinText(t, ":", tensor);
}

Example DescentRun::example(Index t) const {
    require(t >= 0 && t <= updates_, "time ", t, ": expected 0 to ", updates_);
    if (t == 0 && first_) return first_;
    for (const auto& [time, example] : recent_)
        if (time == t) return example;
    Network<double> network = start_;
    network.parameters() = parametersAt(t);
    auto example =
        std::make_shared<const WorkedExample<double>>(std::move(network), pictures_, labels_, rate_);
    if (losses_.size() == static_cast<std::size_t>(t)) losses_.push_back(example->meanLoss());
    recent_.emplace_front(t, example);
    if (recent_.size() > keptPasses) recent_.pop_back();
    return example;
}

const std::vector<Tensor<double>>& DescentRun::parametersAt(Index t) const {
    while (static_cast<Index>(parameters_.size()) <= t) {
        parameters_.push_back(updatedParameters(*example(static_cast<Index>(parameters_.size()) - 1)));
    }
    return parameters_[static_cast<std::size_t>(t)];
}

double DescentRun::meanLoss(Index t) const {
    const auto at = static_cast<std::size_t>(t);
    if (t < 0 || at >= losses_.size()) return example(t)->meanLoss();
    return losses_[at];
}

Result<DescentRun::Place> DescentRun::placeOf(const std::string& tensor) const {
    const Index time = timeIn(tensor);
    const std::string name = time == 0 ? tensor : tensor.substr(tensor.find(':') + 1);
    const auto* entry = first_->explainer().ledger().find(name);
    if (time >= 0 && time <= updates_ && entry) return Place{time, name, entry->kind};
    const std::string times =
        updates_ == 0 ? "" : joinText(", after updates with 1: to ", updates_, ": in front");
    return failure("there is no '", tensor, "', expected one of: ", knownNames(*first_), times);
}

std::vector<std::string> DescentRun::tensors() const {
    const auto names = first_->tensors();
    std::vector<std::string> all;
    for (Index t = 0; t <= updates_; ++t)
        for (const std::string& name : names) all.push_back(nameAt(t, name));
    return all;
}

Result<Tensor<double>> DescentRun::values(const std::string& tensor, Index example) const {
    return placeOf(tensor).and_then([&](const Place& p) { return at(p.time).values(tensor, example); });
}

Result<Explanation> DescentRun::explain(const Cell& cell) const {
    const auto place = placeOf(cell.tensor);
    if (!place) return tl::unexpected(place.error());
    auto explained = at(place->time).explain(cell);
    if (!explained || place->time == 0 || place->kind != TensorKind::parameter) return explained;
    const Cell origin{nameAt(place->time - 1, joinText(place->tensor, newEnding)), 0, cell.index};
    return Explanation{cell, explained->value, "carried-over", cellLeaf(origin, explained->value)};
}

Result<std::optional<Explanation>> DescentRun::otherView(const Cell& cell) const {
    return placeOf(cell.tensor).and_then([&](const Place& p) { return at(p.time).otherView(cell); });
}

Result<std::vector<Cell>> DescentRun::usedBy(const Cell& cell) const {
    const auto place = placeOf(cell.tensor);
    if (!place) return tl::unexpected(place.error());
    auto users = at(place->time).usedBy(cell);
    if (!users || place->kind != TensorKind::updated || place->time == updates_) return users;
    const std::string parameter = place->tensor.substr(0, place->tensor.size() - newEnding.size());
    users->push_back({nameAt(place->time + 1, parameter), 0, cell.index});
    return users;
}

Result<Proof> DescentRun::prove(const Cell& cell) const {
    return placeOf(cell.tensor).and_then([&](const Place& p) { return at(p.time).prove(cell); });
}

}  // namespace deltascope
