// The part of the session that walks: through the steps of backpropagation, and from number to number.

#include <algorithm>

#include "core/lesson/network_exhibits.h"
#include "ui/workspaces/network/network_session.h"
#include "ui/workspaces/network/tensor_panels.h"

namespace deltascope {
namespace {

/// The gradient that reaches deepest: the last one of backpropagation.
const std::string& firstGradient(const std::vector<BackwardStep>& steps) {
    const auto found =
        std::find_if(steps.rbegin(), steps.rend(), [](const auto& step) { return step.isGradient; });
    require(found != steps.rend(), "a network without weights has no update");
    return found->result();
}

/// The output's delta, and the other way round; any other tensor as it is.
std::string counterpart(const std::string& tensor, NumberMode mode) {
    const std::size_t dot = tensor.rfind('.');
    const bool isBoth = tensor.ends_with(".output") || tensor.ends_with(".delta");
    if (!isBoth || mode == NumberMode::gradients) return tensor;
    return tensor.substr(0, dot) + (mode == NumberMode::deltas ? ".delta" : ".output");
}

}  // namespace

void NetworkSession::goTo(int step) {
    step = std::clamp(step, 0, updateStep());
    step_ = step;
    if (step == 0) {
        mode_ = NumberMode::activations;
    } else if (step == updateStep()) {
        mode_ = NumberMode::gradients;
        const Cell gradient = largestCell(example(), firstGradient(steps_));
        return choose({gradient.tensor.substr(0, gradient.tensor.rfind('_')) + "_new", 0, gradient.index});
    } else {
        const BackwardStep& now = steps_[static_cast<std::size_t>(step) - 1];
        mode_ = now.isGradient ? NumberMode::gradients : NumberMode::deltas;
        choose(largestCell(example(), now.result()));
        return;
    }
    Q_EMIT changed();
}

void NetworkSession::goOn() {
    if (step_ == updateStep()) return useUpdate();
    goTo(step_ + 1);
}

bool NetworkSession::isComputed(const std::string& tensor) const {
    if (tensor.ends_with("_new")) return step_ == updateStep();
    return backwardStepOf(steps_, tensor) < step_;
}

bool NetworkSession::isFresh(const std::string& tensor) const {
    if (step_ == updateStep()) return tensor.ends_with("_new");
    return step_ > 0 && backwardStepOf(steps_, tensor) == step_ - 1;
}

void NetworkSession::setMode(NumberMode mode) {
    mode_ = mode;
    Cell cell = chosen();
    cell.tensor = counterpart(cell.tensor, mode);
    choose(cell);
}

void NetworkSession::setDifference(bool on) {
    isDifference_ = on && state().reference;
    Q_EMIT changed();
}

std::vector<NumberChange> NetworkSession::changes(std::size_t count) const {
    if (!reference()) return {};
    return largestChanges(*reference(), example(), shownTensors(network(), mode_, false), count);
}

void NetworkSession::choose(const Cell& cell) {
    if (example().explainer().find(cell)) chosen_ = {cell};
    Q_EMIT changed();
}

void NetworkSession::follow(const Cell& cell) {
    if (!example().explainer().find(cell)) return;
    chosen_.push_back(cell);
    mode_ = modeOf(cell.tensor);
    Q_EMIT changed();
}

void NetworkSession::goBack() {
    if (!canGoBack()) return;
    chosen_.pop_back();
    mode_ = modeOf(chosen().tensor);
    Q_EMIT changed();
}

void NetworkSession::setPinned(const std::optional<Cell>& cell) {
    pinned_ = cell;
    Q_EMIT changed();
}

}  // namespace deltascope
