#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/explain/expression.h"
#include "core/tensor/tensor.h"

namespace deltascope {

/// A tensor of numbers that training changes, before it has values.
struct ParameterSpec {
    std::string name;  ///< "weight" or "bias", as in PyTorch
    Shape shape;       ///< weights: outputs first (maps x channels x M x N, units x inputs); biases: outputs
    Index fanIn =
        0;  ///< inputs that one output sums over; with fanOut it sets the scale of the initial values
    Index fanOut = 0;  ///< outputs that one input reaches; 0 marks a bias, which starts at 0
};

/// Memory that a pass keeps for the layers' intermediate results, so that it is allocated once and not per
/// step.
template <typename Scalar>
using Scratch = std::vector<Scalar, CacheLineAllocator<Scalar>>;

/// Room for `count` numbers, which may be anything. It only grows: resizing it to and fro from layer to layer
/// would write zeros every time.
template <typename Scalar>
Scalar* roomIn(Scratch<Scalar>& scratch, Index count) {
    if (std::ssize(scratch) < count) scratch.resize(static_cast<std::size_t>(count));
    return scratch.data();
}

/// The inputs of a layer's backward pass. Tensors hold a batch: N examples on the first axis.
template <typename Scalar>
struct BackwardInputs {
    const Tensor<Scalar>& input;
    const Tensor<Scalar>& output;
    const Tensor<Scalar>&
        outputDelta;  ///< dL/d(output) of every example on its own, not divided by the batch size
    std::span<const Tensor<Scalar>> parameters;
};

/// A tensor that an explanation may quote, under the name that cells use for it.
template <typename Scalar>
struct QuotedTensor {
    std::string name;
    const Tensor<Scalar>* tensor = nullptr;
    bool hasExamples =
        true;           ///< activations and deltas have a batch on their first axis, parameters have not
    Shape folded = {};  ///< of one example, where the tensor holds them as flat rows; else a scalar's

    /// The shape of one example.
    Shape shape() const {
        if (folded.rank() > 0) return folded;
        return hasExamples ? tensor->shape().inner() : tensor->shape();
    }
    /// The leaf for element `offset` (row-major, within one example).
    Expression leaf(Index example, Index offset) const {
        const Shape one = shape();
        const Index start = hasExamples ? example * one.size() : 0;
        return cellLeaf(cellAtOffset(name, one, offset, hasExamples ? example : 0),
                        static_cast<double>((*tensor)[start + offset]));
    }
};

/// The tensors around one layer that its explanations are made of.
template <typename Scalar>
struct LayerScene {
    QuotedTensor<Scalar> input, output, outputDelta;
    std::vector<QuotedTensor<Scalar>> parameters;
};

/// One way by which an input reaches an output.
struct Link {
    Index output = 0;   ///< offset of the output within one example
    Index weight = -1;  ///< offset, in the layer's first parameter, of the weight on this link; -1: none
};

/// A layer's answer to "why this number?": the formula's id (see Explanation) and the expression.
struct LayerExplanation {
    std::string_view formula;
    Expression expression;
};

/// One step of a network. A layer holds sizes only: values come in and go out, so one layer serves any number
/// of passes and threads at once. It computes fast and explains slowly, and tests hold the two equal for
/// every cell.
template <typename Scalar>
class Layer {
  public:
    Layer(Shape input, Shape output) : inputShape_(input), outputShape_(output) {}
    virtual ~Layer() = default;

    /// Shapes of one example: C x H x W for maps, D for a vector.
    const Shape& inputShape() const { return inputShape_; }
    const Shape& outputShape() const { return outputShape_; }
    virtual std::vector<ParameterSpec> parameters() const { return {}; }

    /// Writes the output of every example; `output` already has its shape.
    virtual void forward(const Tensor<Scalar>& input, std::span<const Tensor<Scalar>> parameters,
                         Tensor<Scalar>& output, Scratch<Scalar>& scratch) const = 0;
    /// Writes dL/d(input) of every example into `inputDelta` unless it is null, and each parameter's
    /// gradient, summed over the examples, into `gradients`.
    virtual void backward(const BackwardInputs<Scalar>& in, Tensor<Scalar>* inputDelta,
                          std::span<Tensor<Scalar>> gradients, Scratch<Scalar>& scratch) const = 0;

    /// Where input element `offset` goes: every output that reads it, row-major. It depends on sizes alone,
    /// so provenance can be walked forwards without computing anything.
    virtual std::vector<Link> linksFrom(Index offset) const = 0;

    /// How output element `offset` (row-major, within `example`) came about.
    virtual LayerExplanation explainOutput(const LayerScene<Scalar>& scene, Index example,
                                           Index offset) const = 0;
    /// How the derivative of the loss with respect to input element `offset` came about.
    virtual LayerExplanation explainInputDelta(const LayerScene<Scalar>& scene, Index example,
                                               Index offset) const = 0;
    /// How one example's share in the gradient of element `offset` of a parameter came about.
    virtual LayerExplanation explainGradient(const LayerScene<Scalar>& scene, std::size_t parameter,
                                             Index example, Index offset) const;
    /// The same number seen the lecture's other way, for layers that have two views of it; else nothing.
    virtual std::optional<LayerExplanation> otherInputDelta(const LayerScene<Scalar>&, Index /*example*/,
                                                            Index /*offset*/) const {
        return std::nullopt;
    }
    virtual std::optional<LayerExplanation> otherGradient(const LayerScene<Scalar>&,
                                                          std::size_t /*parameter*/, Index /*example*/,
                                                          Index /*offset*/) const {
        return std::nullopt;
    }

  private:
    Shape inputShape_, outputShape_;
};

/// Whole-number settings of a layer by name: {"maps", 6}, {"kernel_height", 5}, ...
using LayerOptions = std::map<std::string, Index>;

/// One setting that a kind of layer understands.
struct LayerOption {
    std::string name;
    Index standard;     ///< what holds where nothing is said
    Index least, most;  ///< what is allowed, both ends included
    std::string meaning;
};

/// A kind of layer: what an architecture may ask for. All kinds stand in catalogue.h.
struct LayerKind {
    std::string name;       ///< in files: "conv2d"
    std::string prefix;     ///< of its layers' names: "conv" gives conv1, conv2
    std::string operation;  ///< what the lecture calls it: "2D convolution"
    std::vector<LayerOption> options;
    /// Throws std::invalid_argument where the sizes are impossible (a kernel larger than its padded input).
    std::function<std::unique_ptr<Layer<float>>(const Shape& input, const LayerOptions&)> makeFloat;
    std::function<std::unique_ptr<Layer<double>>(const Shape& input, const LayerOptions&)> makeDouble;
};

/// The kind of layer that the class template `LayerType` implements; its constructor takes input shape and
/// options.
template <template <typename> class LayerType>
LayerKind layerKind(std::string name, std::string prefix, std::string operation,
                    std::vector<LayerOption> options = {}) {
    const auto make = []<typename Scalar>(const Shape& input, const LayerOptions& chosen) {
        return std::unique_ptr<Layer<Scalar>>(std::make_unique<LayerType<Scalar>>(input, chosen));
    };
    return {std::move(name),
            std::move(prefix),
            std::move(operation),
            std::move(options),
            [make](const Shape& input, const LayerOptions& chosen) {
                return make.template operator()<float>(input, chosen);
            },
            [make](const Shape& input, const LayerOptions& chosen) {
                return make.template operator()<double>(input, chosen);
            }};
}

extern template class Layer<float>;
extern template class Layer<double>;

}  // namespace deltascope
