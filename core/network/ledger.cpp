#include "core/network/ledger.h"

#include <algorithm>

namespace deltascope {

template <typename Scalar>
Ledger<Scalar>::Ledger(const Network<Scalar>& network, const Pass<Scalar>& pass, Scalar rate)
    : network_(network), pass_(pass), rate_(rate) {
    for (std::size_t p = 0; p < network.parameterCount(); ++p) {
        Tensor<Scalar> updated = network.parameters()[p];
        for (Index i = 0; i < updated.size(); ++i) updated[i] -= rate * pass.gradients[p][i];
        updated_.push_back(std::move(updated));
    }
    for (int l = 0; l <= network.layerCount(); ++l) quoteLayer(l);
    const int last = network.layerCount();
    tensors_.push_back({{"label", &pass.labels}, TensorKind::label, last});
    tensors_.push_back({{"loss.output", &pass.losses}, TensorKind::loss, last});
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

template class Ledger<float>;
template class Ledger<double>;

}  // namespace deltascope
