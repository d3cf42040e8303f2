#include "core/training/training_session.h"

#include <algorithm>

#include "core/training/falling_rate.h"

namespace deltascope {

void StepSettings::check() const {
    sgd.check();
    require(batch >= 1, "batch size ", batch, ": expected 1 or more");
    require(fallingEpochs >= 0, "a rate that falls over ", fallingEpochs, " epochs: expected 0 or more");
}

std::size_t TrainingSnapshot::bytes() const {
    std::size_t count = 0;
    for (const auto* tensors : {&weights, &velocities})
        for (const Tensor<float>& tensor : *tensors) count += static_cast<std::size_t>(tensor.size());
    return count * sizeof(float);
}

TrainingSession::TrainingSession(Network<float> network, Examples source, std::uint64_t seed,
                                 ThreadTeam& team)
    : network_(std::move(network)),
      source_(std::move(source)),
      seed_(seed),
      trainer_(network_, settings_.sgd, team) {
    require(source_ && source_->size() > 0, "nothing to train on: the source has no examples");
    require(source_->pixels() == network_.outputShape(0).size(), "pictures of ", source_->pixels(),
            " values for a network on ", network_.outputShape(0).text());
}

void TrainingSession::setSettings(const StepSettings& settings) {
    settings.check();
    settings_ = settings;
    setRate();
}

/// Of the next step: a function of settings and position alone, so that any moment can be computed again.
void TrainingSession::setRate() {
    SgdOptions sgd = settings_.sgd;
    if (settings_.fallingEpochs > 0) {
        const double epochs = static_cast<double>(position_.epoch - 1) +
                              static_cast<double>(position_.offset) / static_cast<double>(source_->size());
        sgd.learningRate =
            fallingRate(sgd.learningRate, epochs / static_cast<double>(settings_.fallingEpochs));
    }
    trainer_.optimizer().setOptions(sgd);
}

std::span<const Index> TrainingSession::nextBatch() {
    if (orderEpoch_ != position_.epoch) {
        // The whole epoch as one batch, because the batch size may change within it.
        order_.emplace(source_->size(), source_->size(), seed_, static_cast<std::uint64_t>(position_.epoch));
        orderEpoch_ = position_.epoch;
    }
    const Index count = std::min(settings_.batch, source_->size() - position_.offset);
    return order_->batch(0).subspan(static_cast<std::size_t>(position_.offset),
                                    static_cast<std::size_t>(count));
}

BatchReport TrainingSession::advance() {
    const BatchReport report =
        trainer_.train(*source_, nextBatch(), static_cast<std::uint64_t>(position_.epoch));
    ++position_.step;
    position_.examples += report.examples;
    position_.offset += report.examples;
    if (position_.offset == source_->size()) {
        ++position_.epoch;
        position_.offset = 0;
    }
    setRate();
    return report;
}

TrainingSnapshot TrainingSession::snapshot() {
    return {position_, network_.parameters(), trainer_.optimizer().velocities()};
}

void TrainingSession::restore(const TrainingSnapshot& snapshot) {
    require(snapshot.weights.size() == network_.parameterCount(), "a snapshot of another network");
    require(snapshot.position.offset < source_->size(), "a snapshot of a training on other examples");
    network_.parameters() = snapshot.weights;
    trainer_.optimizer().setVelocities(snapshot.velocities);
    position_ = snapshot.position;
    setRate();
}

}  // namespace deltascope
