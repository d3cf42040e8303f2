#include "core/network/ledger.h"

#include <algorithm>
#include <numeric>

namespace deltascope {

template <typename Scalar>
Tensor<Scalar> descended(Tensor<Scalar> parameter, const Tensor<Scalar>& gradient, Scalar rate) {
    for (Index i = 0; i < parameter.size(); ++i) parameter[i] -= rate * gradient[i];
    return parameter;
}

template <typename Scalar>
Ledger<Scalar>::Ledger(const Network<Scalar>& network, const Pass<Scalar>& pass, Scalar rate)
    : network_(network), pass_(pass), rate_(rate) {
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        updated_.push_back(descended(network.parameters()[p], pass.gradients[p], rate));
    }
    if (pass.batch() > 1) computeShares();
    for (int l = 0; l <= network.layerCount(); ++l) quoteLayer(l);
    const int last = network.layerCount();
    tensors_.push_back({{"label", &pass.labels}, TensorKind::label, last});
    tensors_.push_back({{"loss.output", &pass.losses}, TensorKind::loss, last});
    if (shares_.empty()) return;
    const auto losses = pass.losses.values();
    meanLoss_[0] =
        std::accumulate(losses.begin(), losses.end(), Scalar(0)) / static_cast<Scalar>(losses.size());
    tensors_.push_back({{"loss.mean", &meanLoss_, false}, TensorKind::meanLoss, last});
}

/// A pass for each example alone: the batch's own pass has already added them up.
template <typename Scalar>
void Ledger<Scalar>::computeShares() {
    for (const auto& parameter : network_.parameters()) {
        shares_.emplace_back(Shape{pass_.batch(), parameter.size()});
    }
    const Shape label{1, network_.classCount()};
    for (Index example = 0; example < pass_.batch(); ++example) {
        const Pass<Scalar> alone =
            network_.run(Tensor<Scalar>(network_.outputShape(0), pass_.outputs[0].slice(example)),
                         Tensor<Scalar>(label, pass_.labels.slice(example)));
        for (std::size_t p = 0; p < shares_.size(); ++p) {
            const auto gradient = alone.gradients[p].values();
            std::copy(gradient.begin(), gradient.end(), shares_[p].slice(example).begin());
        }
    }
}

template <typename Scalar>
void Ledger<Scalar>::quoteLayer(int l) {
    const std::string& name = network_.layerName(l);
    const auto at = static_cast<std::size_t>(l);
    const auto [first, last] = network_.parametersOf(l);
    for (std::size_t p = first; p < last; ++p) {
        const std::string& parameter = network_.parameterName(p);
        tensors_.push_back({{parameter, &network_.parameters()[p], false}, TensorKind::parameter, l, p});
        tensors_.push_back(
            {{parameter + "_gradient", &pass_.gradients[p], false}, TensorKind::gradient, l, p});
        if (!shares_.empty()) {
            tensors_.push_back({{parameter + "_example_gradient", &shares_[p], true, updated_[p].shape()},
                                TensorKind::exampleGradient,
                                l,
                                p});
        }
        tensors_.push_back({{parameter + "_new", &updated_[p], false}, TensorKind::updated, l, p});
    }
    tensors_.push_back({{name + ".output", &pass_.outputs[at]}, TensorKind::output, l});
    tensors_.push_back({{name + ".delta", &pass_.deltas[at]}, TensorKind::delta, l});
}

template <typename Scalar>
const LedgerEntry<Scalar>* Ledger<Scalar>::find(std::string_view name) const {
    const auto found =
        std::find_if(tensors_.begin(), tensors_.end(), [&](const auto& t) { return t.name == name; });
    return found == tensors_.end() ? nullptr : &*found;
}

template <typename Scalar>
const LedgerEntry<Scalar>& Ledger<Scalar>::at(TensorKind kind, int layer, std::size_t parameter) const {
    const auto found = std::find_if(tensors_.begin(), tensors_.end(), [&](const auto& t) {
        return t.kind == kind && t.layer == layer && t.parameter == parameter;
    });
    require(found != tensors_.end(), "there is no such tensor in layer ", layer);
    return *found;
}

template Tensor<float> descended(Tensor<float>, const Tensor<float>&, float);
template Tensor<double> descended(Tensor<double>, const Tensor<double>&, double);
template class Ledger<float>;
template class Ledger<double>;

}  // namespace deltascope
