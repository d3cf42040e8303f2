#include "core/lesson/walkthroughs/training_rounds.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/network_exhibits.h"
#include "core/lesson/step_about.h"

namespace deltascope {
namespace {

/// The mean loss against the number of updates, up to `t`; the axes stay as they are while it grows, unless
/// the loss does.
Exhibit curveUpTo(const DescentRun& run, Index t) {
    Exhibit curve{"curve", "Loss after each update", "L", {}, Role::result};
    curve.form = Form::curve;
    curve.values = Tensor<double>({2, t + 1});
    double highest = 0;
    for (Index k = 0; k <= t; ++k) {
        curve.values.at({0, k}) = static_cast<double>(k);
        curve.values.at({1, k}) = run.meanLoss(k);
        if (std::isfinite(run.meanLoss(k))) highest = std::max(highest, run.meanLoss(k));
    }
    constexpr double room = 1.05;
    curve.domain = {0, static_cast<double>(run.updates()), 0, room * highest};
    return curve;
}

/// A row for each checkpoint: mean loss, then each picture's probability of its true class.
Exhibit tableUpTo(const DescentRun& run, Index t) {
    const std::vector<Index> times = checkpointsUpTo(t);
    Exhibit table{"table", "After updates: loss"};
    table.scale = ValueScale::none;
    table.values = Tensor<double>({static_cast<Index>(times.size()), 1 + run.batch()});
    for (Index row = 0; const Index time : times) {
        table.labels.push_back(std::to_string(time));
        table.values.at({row, 0}) = run.meanLoss(time);
        for (Index w = 0; w < run.batch(); ++w) {
            table.values.at({row, 1 + w}) = trueProbability(run, time, w);
        }
        ++row;
    }
    for (Index w = 0; w < run.batch(); ++w) {
        table.title += joinText(", p(", className(*run.example(0), trueClass(run, w)), ")");
    }
    return table;
}

/// Two pictures of two classes that share almost all of the probability, about evenly: a loss near ln 2.
bool isUndecided(const DescentRun& run, Index t) {
    constexpr double almostAll = 0.8, leastShare = 0.4, near = 0.05;
    if (run.batch() != 2 || trueClass(run, 0) == trueClass(run, 1)) return false;
    if (std::abs(run.meanLoss(t) - std::log(2.0)) > near) return false;
    for (const Index w : {0, 1}) {
        const double one = run.predictions(t).at({w, trueClass(run, 0)}),
                     other = run.predictions(t).at({w, trueClass(run, 1)});
        if (one + other < almostAll || std::min(one, other) < leastShare) return false;
    }
    return true;
}

bool isSure(const DescentRun& run, Index t) {
    constexpr double sure = 0.8;
    for (Index w = 0; w < run.batch(); ++w)
        if (trueProbability(run, t, w) < sure) return false;
    return true;
}

/// What there is to notice at time `t`.
std::string remarkAt(const DescentRun& run, Index t) {
    const double fall = run.meanLoss(t - 1) - run.meanLoss(t);
    if (!std::isfinite(fall))
        return "A loss that is no finite number helps nobody: start again with a smaller rate.";
    if (fall < 0)
        return joinText("It rose by ", shortNumber(-fall), ": the step was too long for the slope.");
    if (isUndecided(run, t)) {
        const auto example = run.example(0);
        return joinText("Each picture still looks half ", className(*example, trueClass(run, 0)), ", half ",
                        className(*example, trueClass(run, 1)),
                        ", so the loss hangs near ln 2 = ", shortNumber(std::log(2.0)), ".");
    }
    if (isSure(run, t)) {
        if (run.batch() > 1) return "The kernels have learned to tell the pictures apart.";
        return "The network has learned this picture.";
    }
    return joinText("It fell by ", shortNumber(fall), " with this update.");
}

std::vector<Exhibit> stageAt(const DescentRun& run, Index t) {
    std::vector<Exhibit> exhibits;
    for (Index w = 0; w < run.batch(); ++w) {
        exhibits.push_back(pictureExhibit(run, t, "softmax.output", w));
        exhibits.back().form = Form::bars;
    }
    exhibits.push_back(batchLossExhibit(run, t));
    exhibits.push_back(curveUpTo(run, t));
    exhibits.push_back(tableUpTo(run, t));
    exhibits.push_back(sharedExhibit(run, t, "conv1.weight"));
    return exhibits;
}

/// The kernel weight that the update before time `t` moved most, where it came from.
Explanation mostChanged(const DescentRun& run, Index t) {
    Cell cell = largestCell(*run.example(t - 1), "conv1.weight_gradient");
    cell.tensor = DescentRun::nameAt(t, "conv1.weight");
    return *run.explain(cell);
}

Step roundStep(const TrainingLoop& loop, Index t) {
    const DescentRun& run = *loop.run;
    Step step = stepAbout(run, batchLossAt(run, t));
    for (Index w = 0; w < run.batch(); ++w) {
        const std::string predictions = DescentRun::nameAt(t, "softmax.output");
        step.explanations.push_back(explanationOf(run, predictions, trueClass(run, w), w));
        step.focus.push_back({joinText("softmax.output@", w + 1), Role::activation, 0, trueClass(run, w)});
    }
    step.own = stageAt(run, t);
    for (const Exhibit& exhibit : step.own) step.shown.push_back(exhibit.id);
    step.explanations.push_back(mostChanged(run, t));
    if (const auto moved = focusOn(step.own.back(), step.explanations.back().cell, Role::weight)) {
        step.focus.push_back(*moved);
    }
    step.focus.push_back({"loss", Role::result});
    const Index before = t == 1 ? loop.lossStep() : loop.roundStep(t - 1);
    step.earlier = {{{batchLossAt(run, t - 1), 0, {}}, before}};
    step.title = joinText("After ", t, t == 1 ? " update" : " updates");
    step.text = joinText(run.batch() > 1 ? "The mean loss is " : "The loss is ", shortNumber(run.meanLoss(t)),
                         ": ", probabilitiesText(run, t), ". ", remarkAt(run, t));
    step.question = Question{"The loss now = ?", run.meanLoss(t)};
    return step;
}

}  // namespace

std::vector<Index> checkpointsUpTo(Index t) {
    std::vector<Index> times;
    for (const Index time : {0, 10, 50, 100, 200, 250, 300, 400, 500, 1000, 2000, 5000, 10000})
        if (time < t) times.push_back(time);
    times.push_back(t);
    return times;
}

Section roundsSection(const std::shared_ptr<const TrainingLoop>& loop) {
    return {loop->run->updates(), [loop](Index i) { return roundStep(*loop, i + 1); }};
}

}  // namespace deltascope
