#pragma once

#include <type_traits>

#include "core/kernels/lane_kernels.h"
#include "core/network/lane_pass.h"

namespace deltascope {

/// LanePass's interface on a plain Pass, for precisions that have no loops over lanes.
template <typename Scalar>
class RowPass {
  public:
    explicit RowPass(const Network<Scalar>& network) : network_(network) {}

    void begin(Index examples) {
        network_.prepare(pass_, examples);
        pass_.labels.fill(0);
        chosen_.resize(static_cast<std::size_t>(examples));
    }
    void setExample(Index i, std::span<const float> picture, int label) {
        std::copy(picture.begin(), picture.end(), pass_.outputs[0].slice(i).begin());
        pass_.labels.at({i, label}) = 1;
        chosen_[static_cast<std::size_t>(i)] = label;
    }
    void forward() { network_.forwardWithLoss(pass_); }
    void backward(std::span<Tensor<Scalar>> gradients) {
        network_.backward(pass_, false);
        const auto count = static_cast<Scalar>(examples());  // a pass holds means
        for (std::size_t p = 0; p < gradients.size(); ++p)
            for (Index i = 0; i < gradients[p].size(); ++i) gradients[p][i] = count * pass_.gradients[p][i];
    }

    Index examples() const { return pass_.batch(); }
    int label(Index i) const { return chosen_[static_cast<std::size_t>(i)]; }
    std::span<const Scalar> predictions(Index i) const { return pass_.predictions().slice(i); }
    Scalar loss(Index i) const { return pass_.losses[i]; }

  private:
    const Network<Scalar>& network_;
    Pass<Scalar> pass_;
    std::vector<int> chosen_;
};

/// A pass of up to laneCount examples, the fastest there is for the precision.
template <typename Scalar>
using ExamplePass = std::conditional_t<std::is_same_v<Scalar, float>, LanePass, RowPass<Scalar>>;

}  // namespace deltascope
