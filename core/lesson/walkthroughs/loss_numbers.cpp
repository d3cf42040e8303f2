#include "core/lesson/walkthroughs/loss_numbers.h"

#include <cctype>

#include "core/lesson/walkthroughs/softmax_scores.h"

namespace deltascope {
namespace {

using Grid = Tensor<double>;
using Example = std::shared_ptr<const WorkedExample<double>>;

constexpr Index buildingClass = 1;  // gets the missing share (LECTURE 12.3-a)

Expression difference(Expression from, Expression what) {
    return node(Operation::difference, {std::move(from), std::move(what)});
}

/// What predictions `name`.p lead to; the formulas are those of the network's own loss.
void addLossOf(Sheet& sheet, const std::string& name) {
    const Grid p = *sheet.values(name + ".p"), y = *sheet.values("slide.y");
    const QuotedTensor<double> predictions{name + ".p", &p, false}, label{"slide.y", &y, false};
    sheet.define(name + ".difference", p.shape(), "softmax-cross-entropy-delta", [&](Index k) {
        return explainSoftmaxCrossEntropyDelta(predictions, label, 0, k).expression;
    });
    sheet.define(name + ".loss", {}, "cross-entropy", [&](Index) {
        return explainLoss(LossKind::crossEntropy, predictions, label, 0).expression;
    });
    sheet.define(name + ".sum", {}, "sum-of-all", [&](Index) { return sumOver(sheet, name + ".p"); });
    sheet.define(name + ".difference_sum", {}, "difference-of-sums",
                 [&](Index) { return difference(sheet.leaf(name + ".sum"), sumOver(sheet, "slide.y")); });
}

/// LECTURE 12.3-a, as printed.
void addSlide(Sheet& sheet) {
    const Grid p({5}, {0.5, 0, 0.1, 0.2, 0.1}), y({5}, {1, 0, 0, 0, 0});
    sheet.give("slide.p", p);
    sheet.give("slide.y", y);
    addLossOf(sheet, "slide");
    sheet.define("slide.half_squared_error", {}, "half-squared-error", [&](Index) {
        return explainLoss(LossKind::halfSquaredError, QuotedTensor<double>{"slide.p", &p, false},
                           QuotedTensor<double>{"slide.y", &y, false}, 0)
            .expression;
    });
}

void addRepairs(Sheet& sheet) {
    const Shape shape = sheet.values("slide.p")->shape();
    sheet.define("renormalised.p", shape, "renormalised", [&](Index k) {
        return node(Operation::quotient, {sheet.leaf("slide.p", k), sheet.leaf("slide.sum")});
    });
    addLossOf(sheet, "renormalised");
    sheet.define("slide.missing", {}, "missing-share",
                 [&](Index) { return difference(constantLeaf(1), sheet.leaf("slide.sum")); });
    sheet.define("completed.p", shape, "completed-share", [&](Index k) {
        std::vector<Expression> parts{sheet.leaf("slide.p", k)};
        if (k == buildingClass) parts.push_back(sheet.leaf("slide.missing"));
        return sumOf(std::move(parts));
    });
    addLossOf(sheet, "completed");
}

/// The softmax's derivatives and what the chain rule makes of them.
void addJacobian(Sheet& sheet, const WorkedExample<double>& example) {
    const Index classes = example.network().classCount();
    sheet.define("jacobian", {classes, classes}, "softmax-jacobian", [&](Index offset) {
        const Index i = offset / classes, k = offset % classes;
        return productOf({leafOf(example, "softmax.output", i),
                          difference(constantLeaf(i == k ? 1 : 0), leafOf(example, "softmax.output", k))});
    });
    sheet.define("chained", {classes}, "softmax-chain", [&](Index k) {
        std::vector<Expression> terms;
        for (Index i = 0; i < classes; ++i) {
            terms.push_back(
                productOf({sheet.leaf("jacobian", i * classes + k), leafOf(example, "softmax.delta", i)}));
        }
        return sumOf(std::move(terms));
    });
}

struct NudgedRun {
    Example example;
    std::string prefix;
};

/// Class 0 raised, class 0 lowered, class 1 raised, ...
std::vector<NudgedRun> nudgedRuns(const Grid& scores, Index label, double nudge) {
    std::vector<NudgedRun> runs;
    for (Index k = 0; k < scores.size(); ++k)
        for (const bool isRaised : {true, false}) {
            Grid changed = scores;
            changed[k] += isRaised ? nudge : -nudge;
            runs.push_back({softmaxExample(changed, label, fiveClasses()), nudgedName(k, isRaised, "")});
        }
    return runs;
}

void addChanges(Sheet& sheet, const WorkedExample<double>& example, const std::vector<NudgedRun>& runs,
                double nudge) {
    const Shape shape{example.network().classCount(), 2};
    sheet.define("loss_changes", shape, "loss-change", [&](Index offset) {
        const NudgedRun& run = runs[static_cast<std::size_t>(offset)];
        return difference(leafOf(PrefixedSource(run.example, run.prefix), run.prefix + "loss.output"),
                          leafOf(example, "loss.output"));
    });
    sheet.define("expected_changes", shape, "first-order-change", [&](Index offset) {
        return productOf(
            {leafOf(example, "input.delta", offset / 2), constantLeaf(offset % 2 == 0 ? nudge : -nudge)});
    });
}

void addStep(Sheet& sheet, const WorkedExample<double>& example, double rate) {
    sheet.define("scores_after", {example.network().classCount()}, "score-step", [&](Index k) {
        return difference(leafOf(example, "input.output", k),
                          productOf({constantLeaf(rate), leafOf(example, "input.delta", k)}));
    });
}

}  // namespace

LossNumbers lossNumbers(const Tensor<double>& scores, Index label, double rate, double nudge) {
    const Example example = softmaxExample(scores, label, fiveClasses());
    const std::vector<NudgedRun> runs = nudgedRuns(scores, label, nudge);
    const auto sheet = std::make_shared<Sheet>();
    addSlide(*sheet);
    addRepairs(*sheet);
    addJacobian(*sheet, *example);
    addChanges(*sheet, *example, runs, nudge);
    addStep(*sheet, *example, rate);
    std::vector<SourceList::Part> parts{{example}, {sheet}};
    for (const NudgedRun& run : runs) parts.push_back({run.example, run.prefix});
    parts.push_back({softmaxExample(*sheet->values("scores_after"), label, fiveClasses()), "after."});
    return {example, std::make_shared<const SourceList>(parts)};
}

std::string nudgedName(Index k, bool isRaised, const std::string& tensor) {
    std::string name = fiveClasses()[static_cast<std::size_t>(k)];
    name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
    return name + (isRaised ? "_raised." : "_lowered.") + tensor;
}

}  // namespace deltascope
