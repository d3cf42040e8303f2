#pragma once

#include <span>

#include "core/base/parallel.h"
#include "core/data/examples.h"
#include "core/network/network.h"
#include "core/training/gradient_sums.h"
#include "core/training/sgd.h"
#include "core/training/workplaces.h"

namespace deltascope {

/// What one training step saw before it changed the weights.
struct BatchReport {
    double loss = 0;    ///< mean over the batch
    Index correct = 0;  ///< examples whose largest prediction was the label
    Index examples = 0;
};

/// Trains a network batch by batch on several threads. A batch is cut into pieces of fixed size, each piece
/// has gradients of its own, and these are added in a fixed order: the weights come out the same to the bit
/// for any number of threads.
template <typename Scalar>
class Trainer {
  public:
    /// `network` and `team` must outlive the trainer.
    Trainer(Network<Scalar>& network, const SgdOptions& options, ThreadTeam& team);

    /// One step of gradient descent on the examples `indices` of `source` as they look in `epoch`.
    BatchReport train(const ExampleSource& source, std::span<const Index> indices, std::uint64_t epoch);
    /// One step on a single picture (the shape of the network's input): what "Teach it" does.
    BatchReport train(const Tensor<Scalar>& picture, int label);

    Sgd<Scalar>& optimizer() { return sgd_; }

  private:
    void begin(std::size_t pieces);
    void compute(ExamplePass<Scalar>& pass, std::size_t piece);
    BatchReport applyGradients(Index examples);
    /// So many neighbouring elements of one parameter, which one thread updates.
    struct Part {
        std::size_t parameter;
        Index first, size;
    };
    void applyPart(const Part& part, Scalar share);

    Network<Scalar>& network_;
    Sgd<Scalar> sgd_;
    ThreadTeam& team_;
    Workplaces<Scalar> workplaces_;
    GradientSums<Scalar> gradients_;
    std::vector<BatchReport> reports_;  ///< of the pieces
    std::vector<Part> parts_;           ///< all of the parameters
};

extern template class Trainer<float>;
extern template class Trainer<double>;

}  // namespace deltascope
