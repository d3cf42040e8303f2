#include "core/training/training_run.h"

#include <cmath>

#include "core/data/batches.h"
#include "core/training/falling_rate.h"

namespace deltascope {
namespace {

/// The weights as a running average over the steps: m <- m + a (w - m), with the first steps counted evenly
/// so that the start does not linger (a is at least 1 / step).
class WeightAverage {
  public:
    WeightAverage(const Network<float>& network, double share) : share_(share) {
        if (share_ > 0) mean_ = network.parameters();
    }
    void add(const Network<float>& network) {
        ++steps_;
        const auto a = static_cast<float>(std::max(share_, 1.0 / static_cast<double>(steps_)));
        for (std::size_t p = 0; p < mean_.size(); ++p) {
            const Tensor<float>& weights = network.parameters()[p];
            for (Index i = 0; i < weights.size(); ++i) mean_[p][i] += a * (weights[i] - mean_[p][i]);
        }
    }
    void moveInto(Network<float>& network) {
        if (share_ > 0 && steps_ > 0) network.parameters() = std::move(mean_);
    }

  private:
    double share_;
    std::uint64_t steps_ = 0;
    std::vector<Tensor<float>> mean_;
};

double rateAt(const TrainingOptions& options, Index step, Index steps) {
    if (!options.fallingRate) return options.sgd.learningRate;
    return fallingRate(options.sgd.learningRate, static_cast<double>(step) / static_cast<double>(steps));
}

void note(TrainingProgress& progress, const BatchReport& batch, Index step) {
    const double share = std::max(0.01, 1.0 / static_cast<double>(step + 1));
    const double accuracy = static_cast<double>(batch.correct) / static_cast<double>(batch.examples);
    progress.lastBatch = batch;
    progress.examplesSeen += batch.examples;
    progress.loss += share * (batch.loss - progress.loss);
    progress.accuracy += share * (accuracy - progress.accuracy);
}

}  // namespace

void TrainingOptions::check() const {
    sgd.check();
    require(batch >= 1, "batch size ", batch, ": expected 1 or more");
    require(epochs >= 1, "epochs ", epochs, ": expected 1 or more");
    require(averaging >= 0 && averaging < 1, "averaging ", averaging, ": expected 0 to below 1");
}

TrainingProgress runTraining(Network<float>& network, const ExampleSource& source,
                             const TrainingOptions& options, ThreadTeam& team,
                             const std::function<bool(const TrainingProgress&)>& report) {
    options.check();
    require(source.size() > 0, "nothing to train on: the source has no examples");
    Trainer<float> trainer(network, options.sgd, team);
    WeightAverage average(network, options.averaging);
    const Index stepsPerEpoch = (source.size() + options.batch - 1) / options.batch;
    TrainingProgress progress;
    progress.epochs = options.epochs;
    progress.examplesInAll = source.size() * options.epochs;
    bool goOn = true;
    for (Index epoch = 1, step = 0; epoch <= options.epochs && goOn; ++epoch) {
        progress.epoch = epoch;
        const EpochOrder order(source.size(), options.batch, options.seed, static_cast<std::uint64_t>(epoch));
        for (Index batch = 0; batch < order.batches() && goOn; ++batch, ++step) {
            SgdOptions sgd = options.sgd;
            sgd.learningRate = progress.learningRate = rateAt(options, step, stepsPerEpoch * options.epochs);
            trainer.optimizer().setOptions(sgd);
            note(progress, trainer.train(source, order.batch(batch), static_cast<std::uint64_t>(epoch)),
                 step);
            average.add(network);
            goOn = report(progress) && std::isfinite(progress.lastBatch.loss);
        }
    }
    average.moveInto(network);
    return progress;
}

}  // namespace deltascope
