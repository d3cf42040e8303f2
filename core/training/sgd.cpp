#include "core/training/sgd.h"

#include <cmath>

#include "core/tensor/eigen_views.h"

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
void Sgd<Scalar>::update(std::span<Tensor<Scalar>> parameters, std::span<const Tensor<Scalar>> gradients) {
    const auto rate = static_cast<Scalar>(options_.learningRate),
               momentum = static_cast<Scalar>(options_.momentum),
               decay = static_cast<Scalar>(options_.weightDecay);
    if (velocities_.size() != parameters.size()) {
        velocities_.assign(parameters.size(), {});
        for (std::size_t p = 0; p < parameters.size(); ++p)
            velocities_[p] = Tensor<Scalar>(parameters[p].shape());
    }
    for (std::size_t p = 0; p < parameters.size(); ++p) {
        ArrayView<Scalar> w(parameters[p].data(), parameters[p].size()),
            v(velocities_[p].data(), velocities_[p].size());
        v = momentum * v + (ConstArrayView<Scalar>(gradients[p].data(), gradients[p].size()) + decay * w);
        w -= rate * v;
    }
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
