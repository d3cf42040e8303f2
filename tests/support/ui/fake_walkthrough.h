#pragma once

#include "core/explain/sheet.h"
#include "core/lesson/walkthrough.h"

namespace deltascope {

/// Three steps over an input, weights, two output maps and an aside: what L4 does not have.
class FakeWalkthrough final : public Walkthrough {
  public:
    FakeWalkthrough() {
        Tensor<double> input({2, 2}, {1, -2, 3, 4}), outputs({2, 1, 2}, {0.5, -1, 1e300, 2});
        Exhibit aside{"aside", "Aside", "", "", Role::plain, ValueScale::intensity, Tensor<double>({28, 28})};
        aside.isAside = true;
        exhibits_ = {{"input", "Input", "a", "in.output", Role::activation, ValueScale::intensity, input},
                     {"w", "Weights", "w", "fc.weight", Role::weight, ValueScale::signedValue, input},
                     {"out", "Output", "z", "fc.output", Role::result, ValueScale::signedValue, outputs},
                     aside};
        exhibits_[1].tensorShape = {1, 1, 2, 2};
        sheet_.give("in.output", input);
        sheet_.give("fc.weight", input.reshaped({1, 1, 2, 2}));
    }
    const std::vector<Exhibit>& exhibits() const override { return exhibits_; }
    Index stepCount() const override { return 3; }
    Step step(Index i) const override {
        Step step;
        step.explanations = {{Cell{"fc.output", 0, {0, 0, i % 2}}, 0.5, "fc-forward", constantLeaf(0.5)}};
        step.focus = {{"input", Role::activation, 0, i / 2, i % 2, 1, 1},
                      {"out", Role::result, i / 2, 0, i % 2, 1, 1}};
        step.known = {{"out", i + 1}};
        return step;
    }
    const CellSource& source() const override { return sheet_; }

  private:
    Sheet sheet_;
    std::vector<Exhibit> exhibits_;
};

}  // namespace deltascope
