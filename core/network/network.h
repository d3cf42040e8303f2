#pragma once

#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <vector>

#include "core/network/architecture.h"

namespace deltascope {

/// Everything that one pass through a network computes for a batch, kept so that it can be shown, explained
/// and used again without allocating. The first axis of every activation and delta is the example.
template <typename Scalar>
struct Pass {
    /// outputs[0] is the input, outputs[l] what layer l (counted from 1) made of it; the last are the
    /// predictions.
    std::vector<Tensor<Scalar>> outputs;
    /// deltas[l] = dL/d(outputs[l]) of every example on its own, not divided by the batch size.
    std::vector<Tensor<Scalar>> deltas;
    Tensor<Scalar> labels;                  ///< N x K, one-hot for a plain label
    Tensor<Scalar> losses;                  ///< N
    std::vector<Tensor<Scalar>> gradients;  ///< one a parameter: the mean over the batch
    Scratch<Scalar> scratch;

    const Tensor<Scalar>& predictions() const { return outputs.back(); }
    Index batch() const { return outputs.empty() ? 0 : outputs.front().shape()[0]; }
    /// The mean of the examples' losses, summed in double.
    double meanLoss() const {
        return std::accumulate(losses.values().begin(), losses.values().end(), 0.0) /
               static_cast<double>(losses.size());
    }
};

/// A chain of layers with its parameters' values: z = f_n(... f_1(x)). Passes don't change the network, so
/// several threads may run passes of their own through the same one.
template <typename Scalar>
class Network {
  public:
    /// A network with all parameters 0 (see initialise()), or what is impossible about the architecture.
    static Result<Network> make(const Architecture& architecture);

    const Architecture& architecture() const { return architecture_; }
    /// Layer l counts from 1; 0 is the input, which has a name and a shape but no layer.
    int layerCount() const { return static_cast<int>(layers_.size()); }
    const Layer<Scalar>& layer(int l) const { return *layers_[static_cast<std::size_t>(l) - 1]; }
    const std::string& layerName(int l) const;
    /// Shape of one example of outputs[l].
    const Shape& outputShape(int l) const;
    Index classCount() const { return outputShape(layerCount()).size(); }

    /// All parameters in order, "conv1.weight", "conv1.bias", ..., and their sizes and values.
    std::size_t parameterCount() const { return parameters_.size(); }
    const std::string& parameterName(std::size_t p) const { return parameterNames_[p]; }
    const ParameterSpec& parameterSpec(std::size_t p) const { return parameterSpecs_[p]; }
    const std::vector<Tensor<Scalar>>& parameters() const { return parameters_; }
    std::vector<Tensor<Scalar>>& parameters() { return parameters_; }
    /// The parameters of layer l as [first, last) in the order above.
    std::pair<std::size_t, std::size_t> parametersOf(int l) const;
    /// Number of weights and biases in all.
    Index weightCount() const;

    /// Fills pass.outputs for the batch in pass.outputs[0], which prepare() has sized and the caller has
    /// filled.
    void forward(Pass<Scalar>& pass) const { forwardFrom(pass, 0); }
    /// The same from pass.outputs[l] on, which somebody may have changed.
    void forwardFrom(Pass<Scalar>& pass, int l) const;
    /// forward(), from outputs[l] on, then pass.losses against pass.labels.
    void forwardWithLoss(Pass<Scalar>& pass, int l = 0) const;
    /// After forwardWithLoss(): pass.deltas of every layer and pass.gradients. The derivative with respect to
    /// the input picture (deltas[0]) is left out unless `withInputDelta`: training has no use for it.
    void backward(Pass<Scalar>& pass, bool withInputDelta = true) const;

    /// Sizes all of `pass` for `examples`, keeping memory that is large enough.
    void prepare(Pass<Scalar>& pass, Index examples) const;
    /// One pass forward over `pictures` (N x the input's shape, or exactly one example). Throws on another
    /// shape.
    Pass<Scalar> run(const Tensor<Scalar>& pictures) const;
    /// One pass forward and backward. `labels` is N x K.
    Pass<Scalar> run(const Tensor<Scalar>& pictures, const Tensor<Scalar>& labels) const;

    /// The same network in another precision.
    template <typename Other>
    Network<Other> cast() const {
        Network<Other> other = *Network<Other>::make(architecture_);
        for (std::size_t p = 0; p < parameters_.size(); ++p) {
            other.parameters()[p] = parameters_[p].template cast<Other>();
        }
        return other;
    }

    /// Whether the predictions come from softmax and go into cross-entropy, so that the scores' delta is p -
    /// y.
    bool endsInSoftmaxCrossEntropy() const;

  private:
    Result<void> addLayer(const LayerSpec& spec);
    std::span<const Tensor<Scalar>> valuesOf(int l) const;
    void scoresBackward(Pass<Scalar>& pass) const;

    Architecture architecture_;
    std::vector<std::shared_ptr<const Layer<Scalar>>>
        layers_;                               // immutable, so copies of the network share them
    std::vector<std::size_t> firstParameter_;  // of layer l at l - 1, and the end
    std::vector<std::string> parameterNames_;
    std::vector<ParameterSpec> parameterSpecs_;
    std::vector<Tensor<Scalar>> parameters_;
};

/// N x `classes`: row i is 1 at labels[i] and 0 elsewhere. Throws std::invalid_argument for a label out of
/// range.
template <typename Scalar>
Tensor<Scalar> oneHot(std::span<const int> labels, Index classes);

extern template class Network<float>;
extern template class Network<double>;

}  // namespace deltascope
