#pragma once

#include "core/network/lane_plan.h"

namespace deltascope {

/// A pass of up to laneCount (16) examples side by side: what Pass is for explaining, this is for speed. It
/// keeps what the backward pass needs and no more, in memory that is allocated once.
class LanePass {
  public:
    /// `network` must outlive the pass; its weights may change between passes.
    explicit LanePass(const Network<float>& network);

    /// Begins a batch of `examples` (1 .. laneCount), all of which must then be set.
    void begin(Index examples);
    void setExample(Index i, std::span<const float> picture, int label);

    /// Fills predictions() and losses().
    void forward();
    /// After forward(): writes each parameter's gradient, summed over the examples, into `gradients`.
    void backward(std::span<Tensor<float>> gradients);

    Index examples() const { return examples_; }
    int label(Index i) const { return chosen_[static_cast<std::size_t>(i)]; }
    std::span<const float> predictions(Index i) const { return predictions_.slice(i); }
    float loss(Index i) const { return losses_[i]; }

  private:
    std::span<const Tensor<float>> parametersOf(const LaneStep& step) const;
    void forwardStep(std::size_t i);
    void backwardStep(std::size_t i, std::span<Tensor<float>> gradients);
    void forwardOneByOne(std::size_t i);
    void backwardOneByOne(std::size_t i, std::span<Tensor<float>> gradients, bool withInputDelta);
    std::size_t packLossDelta();

    const Network<float>& network_;
    std::vector<LaneStep> steps_;
    Index examples_ = 0;
    Scratch<float> pictures_;              ///< one a row, as they are set: lanes are far apart in memory
    std::vector<Scratch<float>> outputs_;  ///< lane blocks: 0 is the input, i + 1 what step i made
    Scratch<float> delta_, inputDelta_;    ///< of the step that the backward pass has come to
    std::vector<int> chosen_;
    Tensor<float> labels_, predictions_, losses_, scoreDeltas_;
    Tensor<float> rowInput_, rowOutput_, rowDelta_, rowInputDelta_;  ///< for layers that are no LaneLayer
    Scratch<float> scratch_;
};

}  // namespace deltascope
