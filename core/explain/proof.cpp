#include "core/explain/proof.h"

#include <algorithm>
#include <cmath>

#include "core/explain/explainer.h"
#include "core/training/numeric_derivative.h"

namespace deltascope {
namespace {

/// A pass in double that can be run again with one of its numbers nudged.
class Nudge {
  public:
    template <typename Scalar>
    Nudge(const Network<Scalar>& network, const Pass<Scalar>& pass)
        : network_(network.template cast<double>()),
          pass_(network_.run(pass.outputs[0].template cast<double>(), pass.labels.template cast<double>())) {}

    const Network<double>& network() const { return network_; }
    const Pass<double>& pass() const { return pass_; }

    /// Points at an activation: the loss of its example, with the layers above it run again.
    void takeActivation(int layer, Index example, Index offset) {
        Tensor<double>& output = pass_.outputs[static_cast<std::size_t>(layer)];
        number_ = output.data() + example * (output.size() / pass_.batch()) + offset;
        layer_ = layer;
        example_ = example;
        original_ = *number_;
    }
    /// Points at a parameter of `layer`: the loss of `example`, or with -1 the mean loss of the batch.
    void takeParameter(int layer, std::size_t parameter, Index example, Index offset) {
        number_ = network_.parameters()[parameter].data() + offset;
        layer_ = layer - 1;
        example_ = example;
        original_ = *number_;
    }

    double lossAt(double change) {
        *number_ = original_ + change;
        network_.forwardWithLoss(pass_, layer_);
        *number_ = original_;
        if (example_ >= 0) return pass_.losses[example_];
        return pass_.meanLoss();
    }

  private:
    Network<double> network_;
    Pass<double> pass_;
    double* number_ = nullptr;
    double original_ = 0;
    int layer_ = 0;       ///< whose output is the last that stays as it is
    Index example_ = -1;  ///< whose loss counts; -1: the mean of all
};

}  // namespace

double Proof::relativeError() const {
    constexpr double floor = 1e-6;
    return std::abs(analytic - numeric) / std::max({std::abs(analytic), std::abs(numeric), floor});
}

template <typename Scalar>
Result<Proof> proveDerivative(const Network<Scalar>& network, const Pass<Scalar>& pass, const Cell& cell) {
    Nudge nudge(network, pass);
    const Explainer<double> explainer(nudge.network(), nudge.pass());
    const auto found = explainer.find(cell);
    if (!found) return tl::unexpected(found.error());
    const LedgerEntry<double>& tensor = **found;
    const Index offset = tensor.shape().offset(cell.index);
    Proof proof;
    proof.analytic = tensor.leaf(cell.example, offset).value;
    proof.nudged = cell;
    if (tensor.kind == TensorKind::delta) {
        proof.nudged.tensor = explainer.ledger().at(TensorKind::output, tensor.layer).name;
        nudge.takeActivation(tensor.layer, cell.example, offset);
    } else if (tensor.kind == TensorKind::gradient || tensor.kind == TensorKind::exampleGradient) {
        const bool isMean = tensor.kind == TensorKind::gradient;
        proof.nudged = {network.parameterName(tensor.parameter), 0, cell.index};
        nudge.takeParameter(tensor.layer, tensor.parameter, isMean ? -1 : cell.example, offset);
    } else {
        return failure(cellText(cell, pass.batch()),
                       " is no derivative of the loss, expected one of a .delta or a _gradient");
    }
    const auto measured = numericDerivative([&](double change) { return nudge.lossAt(change); });
    proof.numeric = measured.slope;
    proof.step = measured.step;
    proof.lossBelow = nudge.lossAt(-proof.step);
    proof.lossAbove = nudge.lossAt(proof.step);
    return proof;
}

template Result<Proof> proveDerivative(const Network<float>&, const Pass<float>&, const Cell&);
template Result<Proof> proveDerivative(const Network<double>&, const Pass<double>&, const Cell&);

}  // namespace deltascope
