#pragma once

#include "core/base/result.h"
#include "core/network/ledger.h"
#include "core/training/sgd.h"

namespace deltascope {

/// Answers "why this number?" for any cell of one pass: finds who computed it and asks that layer, the loss
/// or the optimizer for the expression over the cells it was made of. Network and pass must outlive it.
template <typename Scalar>
class Explainer {
  public:
    /// `pass` as for Ledger; `rate` is the learning rate in explanations of `_new` cells.
    Explainer(const Network<Scalar>& network, const Pass<Scalar>& pass, Scalar rate = Scalar(0.1))
        : network_(network), pass_(pass), ledger_(network, pass, rate) {}

    const Network<Scalar>& network() const { return network_; }
    const Pass<Scalar>& pass() const { return pass_; }
    const Ledger<Scalar>& ledger() const { return ledger_; }

    /// The tensor that `cell` lies in, or what is wrong with its address.
    Result<const LedgerEntry<Scalar>*> find(const Cell& cell) const;
    /// How `cell` came about, or what is wrong with its address. Cells that nothing computed (input, label, a
    /// parameter's value) are explained by themselves: an expression of one leaf.
    Result<Explanation> explain(const Cell& cell) const;
    /// The same number seen another way, where the lecture has two views of it: a convolution's delta as full
    /// correlation with the flipped kernel, its gradient as what every output cell adds. Else nothing.
    Result<std::optional<Explanation>> otherView(const Cell& cell) const;

  private:
    LayerExplanation explainIn(const LedgerEntry<Scalar>& tensor, Index example, Index offset) const;
    LayerExplanation explainDelta(int l, Index example, Index offset) const;
    LayerExplanation explainShare(const LedgerEntry<Scalar>& tensor, Index example, Index offset) const;
    LayerExplanation explainGradient(const LedgerEntry<Scalar>& tensor, Index offset) const;
    LayerExplanation explainMeanLoss(const LedgerEntry<Scalar>& tensor) const;
    LayerExplanation explainUpdated(const LedgerEntry<Scalar>& tensor, Index offset) const;
    std::optional<LayerExplanation> otherViewIn(const LedgerEntry<Scalar>& tensor, Index example,
                                                Index offset) const;
    bool isScoresDelta(int l) const;
    LayerScene<Scalar> sceneOf(int l) const;

    const Network<Scalar>& network_;
    const Pass<Scalar>& pass_;
    Ledger<Scalar> ledger_;
};

extern template class Explainer<float>;
extern template class Explainer<double>;

}  // namespace deltascope
