#include "core/layers/softmax.h"

#include <cmath>

#include "core/tensor/eigen_views.h"

namespace deltascope {
namespace {

/// e^(z - shift) as an expression; without a shift plainly e^z, as the lecture writes it.
Expression exponential(Expression score, double shift) {
    if (shift != 0) score = node(Operation::difference, {std::move(score), constantLeaf(shift)});
    return node(Operation::exponential, {std::move(score)});
}

}  // namespace

template <typename Scalar>
Softmax<Scalar>::Softmax(const Shape& input, const LayerOptions&) : Layer<Scalar>(input, input) {
    require(input.rank() == 1 && input.size() > 0, "softmax expected a vector of scores, got ", input.text());
}

template <typename Scalar>
void Softmax<Scalar>::forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>>,
                              Tensor<Scalar>& output, Scratch<Scalar>&) const {
    const Index examples = input.shape()[0], classes = this->inputShape().size();
    const ConstMatrixView<Scalar> z(input.data(), examples, classes);
    MatrixView<Scalar> p(output.data(), examples, classes);
    p = (z.colwise() - z.rowwise().maxCoeff()).array().exp();
    p.array().colwise() /= p.rowwise().sum().eval().array();
}

template <typename Scalar>
void Softmax<Scalar>::backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                               std::span<Tensor<Scalar>>, Scratch<Scalar>&) const {
    if (!inputDelta) return;
    const Index examples = in.input.shape()[0], classes = this->inputShape().size();
    const ConstMatrixView<Scalar> p(in.output.data(), examples, classes),
        delta(in.outputDelta.data(), examples, classes);
    const auto common = delta.cwiseProduct(p).rowwise().sum().eval();
    MatrixView<Scalar>(inputDelta->data(), examples, classes) = p.cwiseProduct(delta.colwise() - common);
}

/// Every share has all exponentials below its fraction line.
template <typename Scalar>
std::vector<Link> Softmax<Scalar>::linksFrom(Index) const {
    std::vector<Link> links;
    for (Index k = 0; k < this->inputShape().size(); ++k) links.push_back({k});
    return links;
}

template <typename Scalar>
LayerExplanation Softmax<Scalar>::explainOutput(const LayerScene<Scalar>& scene, Index example,
                                                Index offset) const {
    const auto scores = scene.input.tensor->slice(example);
    const double largest = static_cast<double>(*std::max_element(scores.begin(), scores.end()));
    const double shift = std::abs(largest) < 500 ? 0 : largest;  // e^710 would be too large for a double
    std::vector<Expression> exponentials;
    for (Index k = 0; k < this->inputShape().size(); ++k) {
        exponentials.push_back(exponential(scene.input.leaf(example, k), shift));
    }
    Expression own = exponentials[static_cast<std::size_t>(offset)];
    return {"softmax-forward", node(Operation::quotient, {std::move(own), sumOf(std::move(exponentials))})};
}

template <typename Scalar>
LayerExplanation Softmax<Scalar>::explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                                    Index offset) const {
    std::vector<Expression> products;
    for (Index i = 0; i < this->inputShape().size(); ++i) {
        products.push_back(productOf({scene.outputDelta.leaf(example, i), scene.output.leaf(example, i)}));
    }
    Expression bracket =
        node(Operation::difference, {scene.outputDelta.leaf(example, offset), sumOf(std::move(products))});
    return {"softmax-delta", productOf({scene.output.leaf(example, offset), std::move(bracket)})};
}

LayerKind softmaxKind() { return layerKind<Softmax>("softmax", "softmax", "shares that sum to 1"); }

template class Softmax<float>;
template class Softmax<double>;

}  // namespace deltascope
