#pragma once

#include "core/lesson/network_exhibits.h"
#include "core/lesson/walkthroughs/chain_rule.h"

namespace deltascope {

/// What tells one of the blocks "adjusting the weights" from the others; sizes and numbers come from the
/// network.
struct WeightBlock {
    const char *id, *slug, *title, *subtitle;
    const char* layer;  ///< whose weights
    /// Formulas: the chain, its two factors as chips, and what the second of them is.
    const char *chain, *known, *factor, *where;
    bool endsInLoss;  ///< whether all weights of the network are updated at the end, and the loss compared
    std::vector<SettingSpec> settings;  ///< the first indices of the weight's tensor: row, or map and channel
};

/// One row or kernel of a layer on one example, and what stands around it. The exhibits are cut out of their
/// tensors: "input", "weight", "output", "delta", "gradient", "updated" by their tensors' names. A row is
/// laid out like the numbers that it is multiplied by.
struct WeightDerivation {
    NetworkExample example;
    const WeightBlock& block;
    int layer;
    Exhibit input, weight, output, delta, gradient, updated;
    Index unit;  ///< map or unit that the weights help to make

    /// `part`: the row, or map * channels + channel.
    WeightDerivation(NetworkExample on, const WeightBlock& which, Index part);

    const Network<double>& network() const { return example->network(); }
    bool isConvolution() const { return layerKindOf(network(), layer) == "conv2d"; }
    std::string tensor(const char* quantity) const { return network().layerName(layer) + quantity; }
    Index size() const { return weight.values.size(); }  ///< weights in the row or kernel
    Explanation explain(const Cell& cell) const { return *example->explain(cell); }
    /// How the gradient and the new value of weight `n` of the row or kernel came about.
    Explanation gradientOf(Index n) const { return explain(cellOf(gradient, n).value()); }
    Explanation updateOf(Index n) const { return explain(cellOf(updated, n).value()); }
    double rate() const { return example->explainer().ledger().rate(); }
};

/// "0.35 - 0.5 × (-0.034) = 0.367", from an update's explanation.
std::string updateText(const Explanation& update);

/// How many steps derive the first weight and update it; the first of them is the walkthrough's first.
Index derivationSteps(const WeightDerivation& lesson);
/// These steps: what is wanted, the chain, what is known, "where", the product (for a kernel the sum, both
/// views), the update.
StepMakers derivation(const std::shared_ptr<const WeightDerivation>& lesson);

}  // namespace deltascope
