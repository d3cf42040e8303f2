#include "core/lesson/walkthroughs/conv_numbers.h"

namespace deltascope {
namespace {

/// One element of an engine's tensor as a leaf.
Expression leafOf(const WorkedExample<double>& engine, const std::string& tensor,
                  const std::vector<Index>& index) {
    const Explanation there = *engine.explain({tensor, 0, index});
    return cellLeaf(there.cell, there.value);
}

Expression unflipped(const WorkedExample<double>& engine, const ConvExample& example, const Cell& cell) {
    const Shape &kernel = example.kernels.shape(), &delta = example.delta.shape();
    std::vector<Expression> terms;
    for (Index k = 0; k < kernel[0]; ++k)
        for (Index m = 0; m < kernel[2]; ++m)
            for (Index n = 0; n < kernel[3]; ++n) {
                const Index i = cell.index[1] + example.padding - kernel[2] + 1 + m,
                            j = cell.index[2] + example.padding - kernel[3] + 1 + n;
                const bool isInside = i >= 0 && i < delta[1] && j >= 0 && j < delta[2];
                terms.push_back(
                    productOf({isInside ? leafOf(engine, "conv1.delta", {k, i, j}) : constantLeaf(0),
                               leafOf(engine, "conv1.weight", {k, cell.index[0], m, n})}));
            }
    return sumOf(std::move(terms));
}

Expression measured(const WorkedExample<double>& engine, const Cell& delta) {
    const Proof proof = *engine.prove(delta);
    return node(Operation::quotient,
                {node(Operation::difference, {constantLeaf(proof.lossAbove), constantLeaf(proof.lossBelow)}),
                 constantLeaf(2 * proof.step)});
}

}  // namespace

std::shared_ptr<const Sheet> convNumbers(const WorkedExample<double>& engine, const ConvExample& example) {
    require(example.stride == 1, "the flip on padded deltas is shown for stride 1, got ", example.stride);
    const Shape& shape = example.input.shape();
    const std::string delta = readLayer(example) + ".delta";
    auto sheet = std::make_shared<Sheet>();
    sheet->define("unflipped", shape, "conv-delta-unflipped",
                  [&](Index i) { return unflipped(engine, example, cellAtOffset(delta, shape, i)); });
    sheet->define("measured", shape, "central-difference",
                  [&](Index i) { return measured(engine, cellAtOffset(delta, shape, i)); });
    if (!example.hasSigmoid) return sheet;
    sheet->define("slope", shape, "sigmoid-slope", [&](Index i) {
        return node(Operation::sigmoidSlope,
                    {leafOf(engine, "input.output", cellAtOffset("", shape, i).index)});
    });
    return sheet;
}

}  // namespace deltascope
