#pragma once

#include "core/base/result.h"
#include "core/network/ledger.h"

namespace deltascope {

/// Answers "why this number?" for any cell of one pass: finds who computed it and asks that layer, the loss
/// or the optimizer for the expression over the cells it was made of. Network and pass must outlive it.
template <typename Scalar>
class Explainer {
  public:
    /// `pass` as for Ledger; `rate` is the learning rate in explanations of `_new` cells.
    Explainer(const Network<Scalar>& network, const Pass<Scalar>& pass, Scalar rate = Scalar(0.1))
        : network_(network), pass_(pass), ledger_(network, pass, rate) {}

    const Ledger<Scalar>& ledger() const { return ledger_; }

    /// How `cell` came about, or what is wrong with its address. Cells that nothing computed (input, label, a
    /// parameter's value) are explained by themselves: an expression of one leaf.
    Result<Explanation> explain(const Cell& cell) const;

  private:
    LayerExplanation explainIn(const QuotedTensor<Scalar>& tensor, Index example, Index offset) const;
    LayerExplanation explainDelta(int l, Index example, Index offset) const;
    LayerExplanation explainGradient(std::size_t parameter, Index offset) const;
    LayerExplanation explainUpdate(std::size_t parameter, Index offset) const;
    LayerScene<Scalar> sceneOf(int l) const;
    int layerOf(std::size_t parameter) const;
    const QuotedTensor<Scalar>& quoted(std::string_view name) const { return *ledger_.find(name); }

    const Network<Scalar>& network_;
    const Pass<Scalar>& pass_;
    Ledger<Scalar> ledger_;
};

extern template class Explainer<float>;
extern template class Explainer<double>;

}  // namespace deltascope
