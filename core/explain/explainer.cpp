#include "core/explain/explainer.h"

#include <algorithm>

namespace deltascope {
namespace {

constexpr std::string_view gradientEnding = "_gradient", newEnding = "_new";

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

}  // namespace

template <typename Scalar>
Result<Explanation> Explainer<Scalar>::explain(const Cell& cell) const {
    const QuotedTensor<Scalar>* tensor = ledger_.find(cell.tensor);
    if (!tensor) return failure("there is no '", cell.tensor, "', expected one of: ", knownNames(ledger_));
    if (auto fine = checkPlace(cell, *tensor, pass_.batch()); !fine) return tl::unexpected(fine.error());
    const Index offset = tensor->shape().offset(cell.index);
    LayerExplanation explained = explainIn(*tensor, cell.example, offset);
    return Explanation{cell, tensor->leaf(cell.example, offset).value, explained.formula,
                       std::move(explained.expression)};
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainIn(const QuotedTensor<Scalar>& tensor, Index example,
                                              Index offset) const {
    const std::string& name = tensor.name;
    if (name == "loss.output") {
        return explainLoss(network_.architecture().loss,
                           quoted(network_.layerName(network_.layerCount()) + ".output"), quoted("label"),
                           example);
    }
    for (int l = 0; l <= network_.layerCount(); ++l) {
        if (l > 0 && name == network_.layerName(l) + ".output") {
            return network_.layer(l).explainOutput(sceneOf(l), example, offset);
        }
        if (name == network_.layerName(l) + ".delta") return explainDelta(l, example, offset);
    }
    for (std::size_t p = 0; p < network_.parameterCount(); ++p) {
        if (name == network_.parameterName(p) + std::string(gradientEnding))
            return explainGradient(p, offset);
        if (name == network_.parameterName(p) + std::string(newEnding)) return explainUpdate(p, offset);
    }
    return {"given", tensor.leaf(example, offset)};
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainDelta(int l, Index example, Index offset) const {
    const int last = network_.layerCount();
    const LossKind loss = network_.architecture().loss;
    const QuotedTensor<Scalar>& predictions = quoted(network_.layerName(last) + ".output");
    if (l == last) return explainLossDelta(loss, predictions, quoted("label"), example, offset);
    if (l == last - 1 && network_.endsInSoftmaxCrossEntropy()) {
        return explainSoftmaxCrossEntropyDelta(predictions, quoted("label"), example, offset);
    }
    return network_.layer(l + 1).explainInputDelta(sceneOf(l + 1), example, offset);
}

/// A parameter's gradient is the mean of the examples' shares; with one example the share itself.
template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainGradient(std::size_t parameter, Index offset) const {
    const int l = layerOf(parameter);
    const LayerScene<Scalar> scene = sceneOf(l);
    const std::size_t within = parameter - network_.parametersOf(l).first;
    LayerExplanation first = network_.layer(l).explainGradient(scene, within, 0, offset);
    if (pass_.batch() == 1) return first;
    std::vector<Expression> shares{std::move(first.expression)};
    for (Index example = 1; example < pass_.batch(); ++example) {
        shares.push_back(network_.layer(l).explainGradient(scene, within, example, offset).expression);
    }
    return {"batch-mean", node(Operation::mean, std::move(shares))};
}

template <typename Scalar>
LayerExplanation Explainer<Scalar>::explainUpdate(std::size_t parameter, Index offset) const {
    const std::string& name = network_.parameterName(parameter);
    Expression change = productOf({constantLeaf(static_cast<double>(ledger_.rate())),
                                   quoted(name + std::string(gradientEnding)).leaf(0, offset)});
    return {"sgd-update", node(Operation::difference, {quoted(name).leaf(0, offset), std::move(change)})};
}

template <typename Scalar>
LayerScene<Scalar> Explainer<Scalar>::sceneOf(int l) const {
    LayerScene<Scalar> scene{quoted(network_.layerName(l - 1) + ".output"),
                             quoted(network_.layerName(l) + ".output"),
                             quoted(network_.layerName(l) + ".delta"),
                             {}};
    const auto [first, last] = network_.parametersOf(l);
    for (std::size_t p = first; p < last; ++p) scene.parameters.push_back(quoted(network_.parameterName(p)));
    return scene;
}

template <typename Scalar>
int Explainer<Scalar>::layerOf(std::size_t parameter) const {
    int l = 1;
    while (network_.parametersOf(l).second <= parameter) ++l;
    return l;
}

template class Explainer<float>;
template class Explainer<double>;

}  // namespace deltascope
