#include "core/training/divergence.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"

namespace deltascope {
namespace {

constexpr Index window = 10;
constexpr double tooFar = 2;

std::string overshot(const StepSettings& settings) {
    std::string text = "With a learning rate of " + shortNumber(settings.sgd.learningRate);
    if (settings.sgd.momentum > 0) text += " and momentum " + shortNumber(settings.sgd.momentum);
    return text + " each step overshoots the valley instead of descending into it";
}

}  // namespace

std::optional<Divergence> DivergenceWatch::add(double loss, const StepSettings& settings) {
    ++step_;
    if (!std::isfinite(loss)) {
        return Divergence{step_, lastGood_,
                          joinText("The loss of batch ", step_, " is no finite number. ", overshot(settings),
                                   ", until the numbers leave the range of floating point.")};
    }
    const double share = 1.0 / static_cast<double>(std::min(step_, window));
    running_ += share * (loss - running_);
    if (step_ <= window) start_ = running_;
    if (loss <= start_) lastGood_ = step_ - 1;  // the loss is that of the weights before the step
    if (running_ <= tooFar * start_) return std::nullopt;
    return Divergence{step_, lastGood_,
                      joinText("The loss has risen to ", shortNumber(running_, 3), ", from ",
                               shortNumber(start_, 3), " at the start. ", overshot(settings), ".")};
}

bool hasFiniteWeights(const Network<float>& network) {
    return std::ranges::all_of(network.parameters(), [](const Tensor<float>& parameter) {
        return std::ranges::all_of(parameter.values(), [](float weight) { return std::isfinite(weight); });
    });
}

}  // namespace deltascope
