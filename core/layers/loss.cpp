#include "core/layers/loss.h"

#include <array>
#include <cmath>
#include <numeric>

namespace deltascope {
namespace {

template <typename Scalar>
Scalar crossEntropy(std::span<const Scalar> p, std::span<const Scalar> y) {
    Scalar loss = 0;
    for (std::size_t k = 0; k < p.size(); ++k) {
        if (y[k] != 0) loss -= y[k] * std::log(p[k]);
    }
    return loss;
}

template <typename Scalar>
Scalar halfSquaredError(std::span<const Scalar> p, std::span<const Scalar> y) {
    Scalar sum = 0;
    for (std::size_t k = 0; k < p.size(); ++k) sum += (p[k] - y[k]) * (p[k] - y[k]);
    return sum / 2;
}

template <typename Scalar>
Scalar weightedSum(std::span<const Scalar> p, std::span<const Scalar> y) {
    return std::inner_product(p.begin(), p.end(), y.begin(), Scalar(0));
}

template <typename Scalar>
void subtract(const Tensor<Scalar>& p, const Tensor<Scalar>& y, Tensor<Scalar>& result) {
    std::transform(p.values().begin(), p.values().end(), y.values().begin(), result.data(),
                   std::minus<Scalar>());
}

template <typename Scalar>
Expression differenceOf(const QuotedTensor<Scalar>& p, const QuotedTensor<Scalar>& y, Index example,
                        Index k) {
    return node(Operation::difference, {p.leaf(example, k), y.leaf(example, k)});
}

}  // namespace

std::span<const std::pair<LossKind, std::string_view>> lossNames() {
    static constexpr std::array names{
        std::pair{LossKind::crossEntropy, std::string_view("cross_entropy")},
        std::pair{LossKind::halfSquaredError, std::string_view("half_squared_error")},
        std::pair{LossKind::weightedSum, std::string_view("weighted_sum")}};
    return names;
}

std::string_view lossName(LossKind kind) { return lossNames()[static_cast<std::size_t>(kind)].second; }

template <typename Scalar>
void lossForward(LossKind kind, const Tensor<Scalar>& predictions, const Tensor<Scalar>& labels,
                 Tensor<Scalar>& losses) {
    const auto loss = kind == LossKind::crossEntropy       ? crossEntropy<Scalar>
                      : kind == LossKind::halfSquaredError ? halfSquaredError<Scalar>
                                                           : weightedSum<Scalar>;
    for (Index example = 0; example < losses.size(); ++example) {
        losses[example] = loss(predictions.slice(example), labels.slice(example));
    }
}

template <typename Scalar>
void lossBackward(LossKind kind, const Tensor<Scalar>& predictions, const Tensor<Scalar>& labels,
                  Tensor<Scalar>& deltas) {
    if (kind == LossKind::halfSquaredError) return subtract(predictions, labels, deltas);
    if (kind == LossKind::weightedSum) {
        std::copy_n(labels.data(), labels.size(), deltas.data());
        return;
    }
    std::transform(predictions.values().begin(), predictions.values().end(), labels.values().begin(),
                   deltas.data(), [](Scalar p, Scalar y) { return y == 0 ? Scalar(0) : -y / p; });
}

template <typename Scalar>
LayerExplanation explainLoss(LossKind kind, const QuotedTensor<Scalar>& predictions,
                             const QuotedTensor<Scalar>& labels, Index example) {
    std::vector<Expression> terms;
    for (Index k = 0; k < predictions.shape().size(); ++k) {
        if (kind == LossKind::halfSquaredError) {
            const Expression error = differenceOf(predictions, labels, example, k);
            terms.push_back(productOf({constantLeaf(0.5), error, error}));
        } else if (kind == LossKind::weightedSum) {
            terms.push_back(productOf({labels.leaf(example, k), predictions.leaf(example, k)}));
        } else if (labels.leaf(example, k).value != 0) {
            terms.push_back(productOf(
                {labels.leaf(example, k), node(Operation::logarithm, {predictions.leaf(example, k)})}));
        }
    }
    if (kind == LossKind::halfSquaredError) return {"half-squared-error", sumOf(std::move(terms))};
    if (kind == LossKind::weightedSum) return {"weighted-sum", sumOf(std::move(terms))};
    return {"cross-entropy", node(Operation::negate, {sumOf(std::move(terms))})};
}

template <typename Scalar>
LayerExplanation explainLossDelta(LossKind kind, const QuotedTensor<Scalar>& predictions,
                                  const QuotedTensor<Scalar>& labels, Index example, Index offset) {
    if (kind == LossKind::halfSquaredError) {
        return {"half-squared-error-delta", differenceOf(predictions, labels, example, offset)};
    }
    const Expression label = labels.leaf(example, offset);
    if (kind == LossKind::weightedSum) return {"weighted-sum-delta", sumOf({label})};
    if (label.value == 0) return {"cross-entropy-delta", node(Operation::negate, {label})};
    return {"cross-entropy-delta",
            node(Operation::negate, {node(Operation::quotient, {label, predictions.leaf(example, offset)})})};
}

template <typename Scalar>
void softmaxCrossEntropyBackward(const Tensor<Scalar>& predictions, const Tensor<Scalar>& labels,
                                 Tensor<Scalar>& scoreDeltas) {
    subtract(predictions, labels, scoreDeltas);
}

template <typename Scalar>
LayerExplanation explainSoftmaxCrossEntropyDelta(const QuotedTensor<Scalar>& predictions,
                                                 const QuotedTensor<Scalar>& labels, Index example,
                                                 Index offset) {
    return {"softmax-cross-entropy-delta", differenceOf(predictions, labels, example, offset)};
}

#define DELTASCOPE_INSTANTIATE(Scalar)                                                                   \
    template void lossForward(LossKind, const Tensor<Scalar>&, const Tensor<Scalar>&, Tensor<Scalar>&);  \
    template void lossBackward(LossKind, const Tensor<Scalar>&, const Tensor<Scalar>&, Tensor<Scalar>&); \
    template LayerExplanation explainLoss(LossKind, const QuotedTensor<Scalar>&,                         \
                                          const QuotedTensor<Scalar>&, Index);                           \
    template LayerExplanation explainLossDelta(LossKind, const QuotedTensor<Scalar>&,                    \
                                               const QuotedTensor<Scalar>&, Index, Index);               \
    template void softmaxCrossEntropyBackward(const Tensor<Scalar>&, const Tensor<Scalar>&,              \
                                              Tensor<Scalar>&);                                          \
    template LayerExplanation explainSoftmaxCrossEntropyDelta(const QuotedTensor<Scalar>&,               \
                                                              const QuotedTensor<Scalar>&, Index, Index);
DELTASCOPE_INSTANTIATE(float)
DELTASCOPE_INSTANTIATE(double)
#undef DELTASCOPE_INSTANTIATE

}  // namespace deltascope
