#include "core/lesson/backward_steps.h"

#include <algorithm>

#include "core/lesson/network_exhibits.h"
#include "core/lesson/walkthroughs/nine_steps.h"

namespace deltascope {
namespace {

constexpr std::size_t lectureSteps = 9;

class StepList {
  public:
    explicit StepList(const Network<double>& network) : network_(network) {}

    std::vector<BackwardStep> make() {
        int known = startAtLoss();
        if (!hasWeights(known)) known = addDeltas(known);
        while (known > 0) {
            addGradients(known);
            known = addDeltas(known);
        }
        return std::move(steps_);
    }

  private:
    bool hasWeights(int l) const {
        const auto [first, last] = network_.parametersOf(l);
        return first < last;
    }
    std::string title(int l) const { return layerTitle(network_.layerName(l)); }
    std::string delta(int l) const { return network_.layerName(l) + ".delta"; }

    /// The deltas that come from the loss itself; returns the layer that they have reached.
    int startAtLoss() {
        const int last = network_.layerCount();
        steps_.push_back({"From the loss to the predictions",
                          "How does the loss change with each prediction?",
                          "∂L/∂p",
                          {delta(last)},
                          last});
        if (!network_.endsInSoftmaxCrossEntropy()) return last;
        steps_.push_back({"Through the softmax to the scores",
                          "Softmax and cross-entropy together leave prediction minus label.",
                          "δ " + title(last - 1),
                          {delta(last - 1)},
                          last - 1});
        return last - 1;
    }

    void addGradients(int l) {
        BackwardStep step{"Adjust the weights of " + title(l),
                          "Every weight's gradient is what it read times the delta of what it put out.",
                          "∇ " + title(l),
                          {},
                          l,
                          true};
        const auto [first, last] = network_.parametersOf(l);
        for (std::size_t p = first; p < last; ++p)
            step.computed.push_back(network_.parameterName(p) + "_gradient");
        steps_.push_back(step);
    }

    /// From layer l's delta down to the next layer with weights; below the last of those the deltas down to
    /// the input belong to the step before, because nobody needs them. Returns where the deltas arrived, 0:
    /// the end.
    int addDeltas(int l) {
        BackwardStep step{"", "", "", {}, 0};
        for (int at = l - 1; at >= 0; --at) {
            step.computed.push_back(delta(at));
            step.layer = at;
            if (at > 0 && hasWeights(at)) break;
        }
        if (step.layer == 0) {
            auto& before = steps_.back().computed;
            before.insert(before.end(), step.computed.begin(), step.computed.end());
            return 0;
        }
        step.title = "Backpropagate to " + title(step.layer);
        step.text = "The deltas go back through " + title(l) +
                    " and what lies below it, each step multiplied by its derivative.";
        step.symbol = "δ " + title(step.layer);
        steps_.push_back(step);
        return step.layer;
    }

    const Network<double>& network_;
    std::vector<BackwardStep> steps_;
};

/// Whether step i computes what the lecture's step i does.
bool isLectures(const BackwardStep& step, std::size_t i) {
    const auto theirs = nineStep(static_cast<Index>(i)).computed;
    return std::equal(
        theirs.begin(), theirs.end(), step.computed.begin(),
        step.computed.begin() + static_cast<std::ptrdiff_t>(std::min(theirs.size(), step.computed.size())));
}

}  // namespace

std::vector<BackwardStep> backwardSteps(const Network<double>& network) {
    std::vector<BackwardStep> steps = StepList(network).make();
    bool isLecture = steps.size() == lectureSteps;
    for (std::size_t i = 0; isLecture && i < steps.size(); ++i) isLecture = isLectures(steps[i], i);
    for (std::size_t i = 0; isLecture && i < steps.size(); ++i) {
        const NineStep words = nineStep(static_cast<Index>(i));
        steps[i].title = words.title;
        steps[i].text = words.text;
    }
    return steps;
}

int backwardStepOf(const std::vector<BackwardStep>& steps, const std::string& tensor) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const auto& computed = steps[i].computed;
        if (std::find(computed.begin(), computed.end(), tensor) != computed.end()) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace deltascope
