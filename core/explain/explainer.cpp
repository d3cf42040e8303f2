#include "core/explain/explainer.h"

#include <algorithm>

namespace deltascope {
namespace {

template <typename Scalar>
std::string knownNames(const Ledger<Scalar>& ledger) {
    std::string names;
    for (const auto& tensor : ledger.tensors()) names += (names.empty() ? "" : ", ") + tensor.name;
    return names;
}

/// An error that says what is wrong with the cell's place in `tensor`, if anything.
template <typename Scalar>
Result<void> checkPlace(const Cell& cell, const QuotedTensor<Scalar>& tensor, Index batch) {
    const Shape shape = tensor.shape();
    bool inside = static_cast<int>(cell.index.size()) == shape.rank();
    for (int axis = 0; inside && axis < shape.rank(); ++axis) {
        const Index position = cell.index[static_cast<std::size_t>(axis)];
        inside = position >= 0 && position < shape[axis];
    }
    if (!inside) return failure(cellText(cell), ": outside ", cell.tensor, ", which is ", shape.text());
    if (cell.example >= 0 && cell.example < (tensor.hasExamples ? batch : 1)) return {};
    return failure(cellText(cell, 2), ": there are ", tensor.hasExamples ? batch : 1, " examples");
}

template <typename Scalar>
Explanation explanationOf(const Cell& cell, const QuotedTensor<Scalar>& tensor, LayerExplanation explained) {
    return {cell, tensor.leaf(cell.example, tensor.shape().offset(cell.index)).value, explained.formula,
            std::move(explained.expression)};
}

/// The mean over the batch of element `offset` of a tensor that has one for each example.
template <typename Scalar>
Expression meanOfExamples(const QuotedTensor<Scalar>& tensor, Index batch, Index offset) {
    std::vector<Expression> leaves;
    for (Index example = 0; example < batch; ++example) leaves.push_back(tensor.leaf(example, offset));
    return node(Operation::mean, std::move(leaves));
}

}  // namespace

template <typename Scalar>
Result<const LedgerEntry<Scalar>*> Explainer<Scalar>::find(const Cell& cell) const {
    const LedgerEntry<Scalar>* tensor = ledger_.find(cell.tensor);
    if (!tensor) return failure("there is no '", cell.tensor, "', expected one of: ", knownNames(ledger_));
    if (auto fine = checkPlace(cell, *tensor, pass_.batch()); !fine) return tl::unexpected(fine.error());
    return tensor;
}

template <typename Scalar>
Result<Explanation> Explainer<Scalar>::explain(const Cell& cell) const {
    const auto tensor = find(cell);
    if (!tensor) return tl::unexpected(tensor.error());
    const Index offset = (*tensor)->shape().offset(cell.index);
    return explanationOf(cell, **tensor, explainIn(**tensor, cell.example, offset));
}

template <typename Scalar>
Result<std::optional<Explanation>> Explainer<Scalar>::otherView(const Cell& cell) const {
    const auto tensor = find(cell);
    if (!tensor) return tl::unexpected(tensor.error());
    const Index offset = (*tensor)->shape().offset(cell.index);
    auto explained = otherViewIn(**tensor, cell.example, offset);
    if (!explained) return std::optional<Explanation>();
    return std::optional(explanationOf(cell, **tensor, std::move(*explained)));
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainIn(const LedgerEntry<Scalar>& tensor, Index example,
                                              Index offset) const {
    switch (tensor.kind) {
        case TensorKind::output:
            if (tensor.layer == 0) break;
            return network_.layer(tensor.layer).explainOutput(sceneOf(tensor.layer), example, offset);
        case TensorKind::delta:
            return explainDelta(tensor.layer, example, offset);
        case TensorKind::gradient:
            return explainGradient(tensor, offset);
        case TensorKind::exampleGradient:
            return explainShare(tensor, example, offset);
        case TensorKind::updated:
            return explainUpdated(tensor, offset);
        case TensorKind::loss:
            return explainLoss<Scalar>(network_.architecture().loss,
                                       ledger_.at(TensorKind::output, tensor.layer),
                                       ledger_.at(TensorKind::label, tensor.layer), example);
        case TensorKind::meanLoss:
            return explainMeanLoss(tensor);
        case TensorKind::parameter:
        case TensorKind::label:
            break;
    }
    return {"given", tensor.leaf(example, offset)};
}

/// Whether the scores' delta is taken as p - y straight from the loss instead of through softmax.
template <typename Scalar>
bool Explainer<Scalar>::isScoresDelta(int l) const {
    return l == network_.layerCount() - 1 && network_.endsInSoftmaxCrossEntropy();
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainDelta(int l, Index example, Index offset) const {
    const int last = network_.layerCount();
    const QuotedTensor<Scalar>&predictions = ledger_.at(TensorKind::output, last),
          &labels = ledger_.at(TensorKind::label, last);
    if (l == last) {
        return explainLossDelta(network_.architecture().loss, predictions, labels, example, offset);
    }
    if (isScoresDelta(l)) return explainSoftmaxCrossEntropyDelta(predictions, labels, example, offset);
    return network_.layer(l + 1).explainInputDelta(sceneOf(l + 1), example, offset);
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainShare(const LedgerEntry<Scalar>& tensor, Index example,
                                                 Index offset) const {
    const std::size_t within = tensor.parameter - network_.parametersOf(tensor.layer).first;
    return network_.layer(tensor.layer).explainGradient(sceneOf(tensor.layer), within, example, offset);
}

/// A parameter's gradient is the mean of the examples' gradients; with one example that one itself.
template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainGradient(const LedgerEntry<Scalar>& tensor, Index offset) const {
    if (pass_.batch() == 1) return explainShare(tensor, 0, offset);
    const auto& shares = ledger_.at(TensorKind::exampleGradient, tensor.layer, tensor.parameter);
    return {"batch-mean", meanOfExamples(shares, pass_.batch(), offset)};
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainMeanLoss(const LedgerEntry<Scalar>& tensor) const {
    return {"mean-loss", meanOfExamples(ledger_.at(TensorKind::loss, tensor.layer), pass_.batch(), 0)};
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainUpdated(const LedgerEntry<Scalar>& tensor, Index offset) const {
    const auto leafOf = [&](TensorKind kind) {
        return ledger_.at(kind, tensor.layer, tensor.parameter).leaf(0, offset);
    };
    return explainUpdate({static_cast<double>(ledger_.rate()), 0, 0}, leafOf(TensorKind::parameter),
                         leafOf(TensorKind::gradient));
}

template <typename Scalar>
std::optional<LayerExplanation> Explainer<Scalar>::otherViewIn(const LedgerEntry<Scalar>& tensor,
                                                               Index example, Index offset) const {
    if (tensor.kind == TensorKind::delta && tensor.layer < network_.layerCount()) {
        const LayerScene<Scalar> scene = sceneOf(tensor.layer + 1);
        const Layer<Scalar>& layer = network_.layer(tensor.layer + 1);
        // Where p - y was taken, the way through softmax is the other view.
        if (isScoresDelta(tensor.layer)) return layer.explainInputDelta(scene, example, offset);
        return layer.otherInputDelta(scene, example, offset);
    }
    if (tensor.kind != ledger_.shareKind()) return std::nullopt;
    const std::size_t within = tensor.parameter - network_.parametersOf(tensor.layer).first;
    return network_.layer(tensor.layer).otherGradient(sceneOf(tensor.layer), within, example, offset);
}

template <typename Scalar>
LayerScene<Scalar> Explainer<Scalar>::sceneOf(int l) const {
    LayerScene<Scalar> scene{ledger_.at(TensorKind::output, l - 1),
                             ledger_.at(TensorKind::output, l),
                             ledger_.at(TensorKind::delta, l),
                             {}};
    const auto [first, last] = network_.parametersOf(l);
    for (std::size_t p = first; p < last; ++p) {
        scene.parameters.push_back(ledger_.at(TensorKind::parameter, l, p));
    }
    return scene;
}

template class Explainer<float>;
template class Explainer<double>;

}  // namespace deltascope
