#include "core/training/sgd.h"

#include <cmath>

namespace deltascope {

void SgdOptions::check() const {
    require(std::isfinite(learningRate) && learningRate > 0, "learning rate ", learningRate,
            ": expected above 0");
    require(momentum >= 0 && momentum < 1, "momentum ", momentum, ": expected 0 to below 1");
    require(std::isfinite(weightDecay) && weightDecay >= 0, "weight decay ", weightDecay,
            ": expected 0 or more");
}

template <typename Scalar>
void Sgd<Scalar>::setOptions(const SgdOptions& options) {
    options.check();
    options_ = options;
}

template <typename Scalar>
void Sgd<Scalar>::begin(std::span<const Tensor<Scalar>> parameters) {
    if (velocities_.size() == parameters.size()) return;
    velocities_.clear();
    for (const auto& parameter : parameters) velocities_.emplace_back(parameter.shape());
}

template <typename Scalar>
void Sgd<Scalar>::updatePart(std::size_t p, Tensor<Scalar>& parameter, Index first,
                             std::span<const Scalar> gradient) {
    const auto rate = static_cast<Scalar>(options_.learningRate),
               momentum = static_cast<Scalar>(options_.momentum),
               decay = static_cast<Scalar>(options_.weightDecay);
    Scalar* const w = parameter.data() + first;
    Scalar* const v = velocities_[p].data() + first;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        v[i] = momentum * v[i] + (gradient[i] + decay * w[i]);
        w[i] -= rate * v[i];
    }
}

template <typename Scalar>
void Sgd<Scalar>::update(std::span<Tensor<Scalar>> parameters, std::span<const Tensor<Scalar>> gradients) {
    begin(parameters);
    for (std::size_t p = 0; p < parameters.size(); ++p)
        updatePart(p, parameters[p], 0, gradients[p].values());
}

LayerExplanation explainUpdate(const SgdOptions& options, const Expression& weight,
                               const Expression& gradient, const std::optional<Expression>& velocity) {
    std::vector<Expression> step{gradient};
    if (options.momentum != 0 && velocity) {
        step.push_back(productOf({constantLeaf(options.momentum), *velocity}));
    }
    if (options.weightDecay != 0) step.push_back(productOf({constantLeaf(options.weightDecay), weight}));
    const bool isPlain = step.size() == 1;
    Expression change = productOf({constantLeaf(options.learningRate), isPlain ? gradient : sumOf(step)});
    return {isPlain ? "sgd-update" : "sgd-update-momentum",
            node(Operation::difference, {weight, std::move(change)})};
}

template class Sgd<float>;
template class Sgd<double>;

}  // namespace deltascope
