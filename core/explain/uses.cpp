#include "core/explain/uses.h"

#include <algorithm>
#include <set>

namespace deltascope {
namespace {

bool names(const Expression& expression, const Cell& cell) {
    if (expression.operation == Operation::cell) return expression.cell == cell;
    return std::any_of(expression.arguments.begin(), expression.arguments.end(),
                       [&](const Expression& argument) { return names(argument, cell); });
}

/// Offsets, in the tensor called `tensor`, of the cells of `example` that the expression names.
void collectOffsets(const Expression& expression, const std::string& tensor, const Shape& shape,
                    std::set<Index>& offsets) {
    if (expression.operation == Operation::cell && expression.cell.tensor == tensor) {
        offsets.insert(shape.offset(expression.cell.index));
    }
    for (const Expression& argument : expression.arguments) collectOffsets(argument, tensor, shape, offsets);
}

/// Collects the uses of one cell: the links between layers name candidates, their explanations decide.
template <typename Scalar>
class Search {
  public:
    Search(const Explainer<Scalar>& explainer, const Cell& cell, const LedgerEntry<Scalar>& tensor)
        : explainer_(explainer),
          network_(explainer.network()),
          cell_(cell),
          tensor_(tensor),
          offset_(tensor.shape().offset(cell.index)) {}

    std::vector<Cell> run() {
        switch (tensor_.kind) {
            case TensorKind::output:
                fromOutput();
                break;
            case TensorKind::delta:
                fromDelta();
                break;
            case TensorKind::parameter:
                fromParameter();
                break;
            case TensorKind::exampleGradient:
                tryCell(entry(TensorKind::gradient, tensor_.layer, tensor_.parameter), offset_);
                break;
            case TensorKind::gradient:
                tryCell(entry(TensorKind::updated, tensor_.layer, tensor_.parameter), offset_);
                break;
            case TensorKind::label:
                fromPredictions();
                break;
            case TensorKind::loss:
                if (explainer_.pass().batch() > 1) tryCell(entry(TensorKind::meanLoss, tensor_.layer), 0);
                break;
            case TensorKind::updated:
            case TensorKind::meanLoss:
                break;
        }
        return std::move(found_);
    }

  private:
    const LedgerEntry<Scalar>& entry(TensorKind kind, int layer, std::size_t parameter = 0) const {
        return explainer_.ledger().at(kind, layer, parameter);
    }

    /// What one example adds to the gradient of `parameter`.
    const LedgerEntry<Scalar>& share(int layer, std::size_t parameter) const {
        return entry(explainer_.ledger().shareKind(), layer, parameter);
    }

    /// Keeps element `offset` of `tensor` if its explanation names the cell.
    void tryCell(const LedgerEntry<Scalar>& tensor, Index offset) {
        Cell candidate = cellAtOffset(tensor.name, tensor.shape(), offset, tensor.hasExamples ? example_ : 0);
        if (names(explainer_.explain(candidate)->expression, cell_)) found_.push_back(std::move(candidate));
    }
    template <typename Offsets>
    void tryCells(const LedgerEntry<Scalar>& tensor, const Offsets& offsets) {
        for (const Index offset : offsets) tryCell(tensor, offset);
    }
    void tryAll(const LedgerEntry<Scalar>& tensor) {
        for (Index offset = 0; offset < tensor.shape().size(); ++offset) tryCell(tensor, offset);
    }

    void fromOutput() {
        example_ = cell_.example;
        const int l = tensor_.layer;
        if (l == network_.layerCount()) return fromPredictions();
        const std::vector<Link> links = network_.layer(l + 1).linksFrom(offset_);
        std::set<Index> outputs, weights;
        for (const Link& link : links) {
            outputs.insert(link.output);
            if (link.weight >= 0) weights.insert(link.weight);
        }
        tryCells(entry(TensorKind::output, l + 1), outputs);
        if (readsItsOutput(l)) tryAll(entry(TensorKind::delta, l - 1));
        tryCell(entry(TensorKind::delta, l), offset_);  // an activation's slope is taken at its input
        if (!weights.empty()) {
            tryCells(share(l + 1, network_.parametersOf(l + 1).first), weights);
        }
    }

    /// Predictions and labels meet in the loss and in the deltas that come straight from it.
    void fromPredictions() {
        example_ = cell_.example;
        const int last = network_.layerCount();
        tryCell(entry(TensorKind::loss, last), 0);
        if (readsItsOutput(last)) tryAll(entry(TensorKind::delta, last - 1));
        tryCell(entry(TensorKind::delta, last), offset_);
    }

    /// Whether the way back through layer `l` reads what the layer put out, as softmax's does: everywhere or
    /// nowhere.
    bool readsItsOutput(int l) const {
        if (l == 0) return false;
        const auto &output = entry(TensorKind::output, l), &delta = entry(TensorKind::delta, l - 1);
        const Cell first = cellAtOffset(delta.name, delta.shape(), 0);
        std::set<Index> offsets;
        collectOffsets(explainer_.explain(first)->expression, output.name, output.shape(), offsets);
        return !offsets.empty();
    }

    void fromDelta() {
        example_ = cell_.example;
        const int l = tensor_.layer;
        if (l == 0) return;
        std::set<Index> inputs, weights;
        for (Index input = 0; input < network_.outputShape(l - 1).size(); ++input)
            for (const Link& link : network_.layer(l).linksFrom(input)) {
                if (link.output != offset_) continue;
                inputs.insert(input);
                if (link.weight >= 0) weights.insert(link.weight);
            }
        tryCells(entry(TensorKind::delta, l - 1), inputs);
        const auto [first, last] = network_.parametersOf(l);
        if (first < last) tryCells(share(l, first), weights);
        for (std::size_t bias = first + 1; bias < last; ++bias) {
            tryAll(share(l, bias));
        }
    }

    /// A parameter's first axis says which map or unit it helps to make; its gradient names the inputs that
    /// it weighs.
    void fromParameter() {
        const int l = tensor_.layer;
        const auto &output = entry(TensorKind::output, l), &inputDelta = entry(TensorKind::delta, l - 1);
        const std::set<Index> inputs = weighedInputs();
        const Index mapSize = output.shape().inner().size(), map = cell_.index.front();
        for (example_ = 0; example_ < explainer_.pass().batch(); ++example_)
            for (Index i = 0; i < mapSize; ++i) tryCell(output, map * mapSize + i);
        for (example_ = 0; example_ < explainer_.pass().batch(); ++example_) tryCells(inputDelta, inputs);
        tryCell(entry(TensorKind::updated, l, tensor_.parameter), offset_);
    }

    std::set<Index> weighedInputs() const {
        const auto &input = entry(TensorKind::output, tensor_.layer - 1),
                   &gradient = share(tensor_.layer, tensor_.parameter);
        const Cell cell = cellAtOffset(gradient.name, gradient.shape(), offset_);
        std::set<Index> inputs;
        collectOffsets(explainer_.explain(cell)->expression, input.name, input.shape(), inputs);
        return inputs;
    }

    const Explainer<Scalar>& explainer_;
    const Network<Scalar>& network_;
    const Cell& cell_;
    const LedgerEntry<Scalar>& tensor_;
    Index offset_;
    Index example_ = 0;  ///< of the cells that are being tried
    std::vector<Cell> found_;
};

}  // namespace

template <typename Scalar>
Result<std::vector<Cell>> usesOf(const Explainer<Scalar>& explainer, const Cell& cell) {
    const auto tensor = explainer.find(cell);
    if (!tensor) return tl::unexpected(tensor.error());
    return Search<Scalar>(explainer, cell, **tensor).run();
}

template Result<std::vector<Cell>> usesOf(const Explainer<float>&, const Cell&);
template Result<std::vector<Cell>> usesOf(const Explainer<double>&, const Cell&);

}  // namespace deltascope
