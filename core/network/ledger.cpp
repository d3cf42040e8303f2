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
    tensors_.push_back({"label", &pass.labels});
    tensors_.push_back({"loss.output", &pass.losses});
}

template <typename Scalar>
void Ledger<Scalar>::quoteLayer(int l) {
    const std::string& name = network_.layerName(l);
    const auto at = static_cast<std::size_t>(l);
    const auto [first, last] = network_.parametersOf(l);
    for (std::size_t p = first; p < last; ++p) {
        const std::string& parameter = network_.parameterName(p);
        tensors_.push_back({parameter, &network_.parameters()[p], false});
        tensors_.push_back({parameter + "_gradient", &pass_.gradients[p], false});
        tensors_.push_back({parameter + "_new", &updated_[p], false});
    }
    tensors_.push_back({name + ".output", &pass_.outputs[at]});
    tensors_.push_back({name + ".delta", &pass_.deltas[at]});
}

template <typename Scalar>
const QuotedTensor<Scalar>* Ledger<Scalar>::find(std::string_view name) const {
    const auto found =
        std::find_if(tensors_.begin(), tensors_.end(), [&](const auto& t) { return t.name == name; });
    return found == tensors_.end() ? nullptr : &*found;
}

template class Ledger<float>;
template class Ledger<double>;

}  // namespace deltascope
