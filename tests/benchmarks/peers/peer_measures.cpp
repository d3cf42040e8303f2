// The measures that every peer takes, taken of Deltascope: see tests/benchmarks/peers/compare.

#include <bench.h>

#include "core/network/initialise.h"
#include "core/training/metrics.h"
#include "core/training/trainer.h"

namespace deltascope {
namespace {

/// The pictures that all peers are given.
class PeerPictures final : public ExampleSource {
  public:
    explicit PeerPictures(int count) : data_(count) {}
    Index size() const override { return data_.n; }
    Index pixels() const override { return 28 * 28; }
    int label(Index i) const override { return data_.y[static_cast<std::size_t>(i)]; }
    void picture(Index i, std::uint64_t, std::span<float> out) const override {
        std::copy_n(data_.x.data() + i * pixels(), pixels(), out.begin());
    }

  private:
    bench::Data data_;
};

Network<float> lecture() {
    auto network = *Network<float>::make(lectureNetwork());
    initialise(network);
    return network;
}

class Measures {
  public:
    explicit Measures(const bench::Args& arguments)
        : pictures_(arguments.mode == "ready" ? 16 : bench::kImages),
          network_(lecture()),
          team_(arguments.threads),
          trainer_(network_, {.learningRate = 0.01}, team_),
          evaluator_(network_, team_) {
        network_.prepare(pass_, 1);
    }

    bench::Peer peer() {
        return {[this](int first, int batch) { train(first, batch); }, [this](int i) { forward(i); },
                [this](int i) { forwardAndBackward(i); },
                [this](int first, int batch) { evaluator_.evaluate(pictures_, first, first + batch); }};
    }

  private:
    void train(int first, int batch) {
        indices_.resize(static_cast<std::size_t>(batch));
        std::iota(indices_.begin(), indices_.end(), first);
        trainer_.train(pictures_, indices_, 1);
    }
    void forward(int i) {
        pictures_.picture(i, 0, pass_.outputs[0].values());
        network_.forward(pass_);
    }
    void forwardAndBackward(int i) {
        pictures_.picture(i, 0, pass_.outputs[0].values());
        pass_.labels.fill(0);
        pass_.labels.at({0, pictures_.label(i)}) = 1;
        network_.forwardWithLoss(pass_);
        network_.backward(pass_, false);
    }

    PeerPictures pictures_;
    Network<float> network_;
    ThreadTeam team_;
    Trainer<float> trainer_;
    Evaluator<float> evaluator_;
    Pass<float> pass_;
    std::vector<Index> indices_;
};

}  // namespace
}  // namespace deltascope

int main(int argc, char** argv) {
    const bench::Args arguments(argc, argv);
    deltascope::Measures measures(arguments);
    bench::drive("deltascope", arguments, measures.peer());
}
