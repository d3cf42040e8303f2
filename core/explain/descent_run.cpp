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
    : pictures_(pictures), labels_(labels), rate_(rate), updates_(updates), network_(network) {
    require(updates >= 0 && updates <= mostUpdates(network), updates, " updates: expected 0 to ",
            mostUpdates(network), " for this network");
    first_ = std::make_shared<const WorkedExample<double>>(network, pictures, labels, rate);
}

Index DescentRun::mostUpdates(const Network<double>& network) {
    const Index bytes = network.weightCount() * static_cast<Index>(sizeof(double));
    return std::min(keptUpdates, keptBytes / std::max<Index>(1, bytes) - 1);
}

std::string DescentRun::nameAt(Index t, const std::string& tensor) {
    return t == 0 ? tensor : joinText(t, ":", tensor);
}

Example DescentRun::example(Index t) const {
    if (t == 0) return first_;
    for (const auto& [time, example] : recent_)
        if (time == t) return example;
    Network<double> network = network_;
    network.parameters() = momentAt(t).parameters;
    recent_.emplace_front(
        t, std::make_shared<const WorkedExample<double>>(std::move(network), pictures_, labels_, rate_));
    if (recent_.size() > keptPasses) recent_.pop_back();
    return recent_.front().second;
}

const DescentRun::Moment& DescentRun::momentAt(Index t) const {
    require(t >= 0 && t <= updates_, "time ", t, ": expected 0 to ", updates_);
    while (static_cast<Index>(moments_.size()) <= t) addMoment();
    return moments_[static_cast<std::size_t>(t)];
}

void DescentRun::addMoment() const {
    if (!moments_.empty()) {
        for (std::size_t p = 0; p < network_.parameterCount(); ++p) {
            network_.parameters()[p] = descended(network_.parameters()[p], pass_.gradients[p], rate_);
        }
    }
    pass_ = network_.run(pictures_, labels_);
    moments_.push_back({network_.parameters(), pass_.meanLoss(), pass_.predictions()});
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
