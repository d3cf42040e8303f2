#include "core/lesson/walkthroughs/softmax_layer.h"

#include <algorithm>

#include "core/base/number_text.h"
#include "core/explain/sheet.h"
#include "core/explain/source_list.h"
#include "core/lesson/composition.h"
#include "core/lesson/lecture_network.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/softmax_scores.h"

namespace deltascope {
namespace {

using Example = std::shared_ptr<const WorkedExample<double>>;

constexpr Index mostExplained = 30;

/// One softmax: the tensors that it reads and makes, and the numbers between them.
struct Shares {
    std::string prefix;  ///< of its tensors' names: "" for the network, "given."
    std::string scores;  ///< the tensor that the softmax reads
    std::vector<std::string> classes;
    std::shared_ptr<const CellSource> source;

    std::string shares() const { return prefix + "softmax.output"; }
    /// A number between scores and shares: "exponentials", "exponential_sum", "share_sum".
    std::string between(const char* name) const { return prefix + name; }
    Index count() const { return static_cast<Index>(classes.size()); }
    const std::string& nameOf(Index k) const { return classes[static_cast<std::size_t>(k)]; }
    double value(const std::string& tensor, Index k = 0) const { return (*source->values(tensor))[k]; }
    std::string text(const std::string& tensor, Index k = 0) const { return shortNumber(value(tensor, k)); }
    Index largest() const {
        const auto all = source->values(scores);
        return std::max_element(all->values().begin(), all->values().end()) - all->values().begin();
    }
};

/// The share's own exponential, out of the engine's explanation e^z / sum of e^z.
Expression exponentialIn(const CellSource& source, const std::string& shares, Index k) {
    return explanationOf(source, shares, k).expression.arguments[0];
}

/// The numbers between scores and shares, which the engine computes in one go.
void addBetween(Sheet& sheet, const std::shared_ptr<const CellSource>& example, const std::string& prefix) {
    const SourceList source({{example, prefix}});
    const std::string shares = prefix + "softmax.output";
    const Index count = source.values(shares)->size();
    sheet.define(prefix + "exponentials", {count}, "exponential",
                 [&](Index k) { return exponentialIn(source, shares, k); });
    sheet.define(prefix + "exponential_sum", {}, "sum-of-all",
                 [&](Index) { return sumOver(sheet, prefix + "exponentials"); });
    sheet.define(prefix + "share_sum", {}, "sum-of-all", [&](Index) { return sumOver(source, shares); });
}

/// What the steps need; they share it.
struct Lesson {
    Shares network, given;
};

std::vector<std::string> classNames(const WorkedExample<double>& example) {
    std::vector<std::string> names = example.network().architecture().classes;
    for (Index k = static_cast<Index>(names.size()); k < example.network().classCount(); ++k) {
        names.push_back(joinText(k));
    }
    return names;
}

Result<Lesson> lessonFrom(const Settings& settings) {
    constexpr Index fewest = 2, most = 16;
    const auto example = networkExample(settings);
    if (!example) return tl::unexpected(example.error());
    const auto scores = scoresFrom(settings, fewest, most);
    if (!scores) return tl::unexpected(scores.error());
    std::vector<std::string> classes = classNames(**example);
    if (static_cast<Index>(classes.size()) != scores->size()) classes.clear();
    const Example given = softmaxExample(*scores, 0, classes);
    const auto sheet = std::make_shared<Sheet>();
    addBetween(*sheet, *example, "");
    addBetween(*sheet, given, "given.");
    const auto source = std::make_shared<const SourceList>(
        std::vector<SourceList::Part>{{*example}, {given, "given."}, {sheet}});
    const Network<double>& network = (*example)->network();
    return Lesson{
        {"", network.layerName(network.layerCount() - 1) + ".output", classNames(**example), source},
        {"given.", "given.input.output", classNames(*given), source}};
}

std::vector<Exhibit> exhibitsOf(const Shares& s) {
    const auto show = [&](const char* id, const std::string& tensor, const char* title, const char* symbol,
                          Role role, ValueScale scale) {
        return exhibitOf(*s.source, tensor, {s.prefix + id, title, symbol, role, scale});
    };
    const ValueScale isPositive = ValueScale::intensity;
    std::vector<Exhibit> all{
        show("scores", s.scores, "Scores", "z⁽ⁿ⁾", Role::activation, ValueScale::signedValue),
        show("exponentials", s.between("exponentials"), "Exponentials", "eᶻ", Role::activation, isPositive),
        show("exponential_sum", s.between("exponential_sum"), "Their sum", "Σ eᶻ", Role::result, isPositive),
        show("shares", s.shares(), "Shares", "p", Role::result, isPositive),
        show("share_sum", s.between("share_sum"), "Sum of the shares", "Σ p", Role::result, isPositive)};
    for (Exhibit& exhibit : all)
        if (exhibit.values.shape().rank() == 1) exhibit.labels = s.classes;
    Exhibit bars = all[3];
    bars.id = s.prefix + "bars";
    bars.title = "Shares as bars";
    bars.form = Form::bars;
    all.push_back(bars);
    return all;
}

/// The ids of the exhibits of these names, in order.
std::vector<std::string> idsOf(const Shares& s, const std::vector<const char*>& names) {
    std::vector<std::string> ids;
    for (const char* name : names) ids.push_back(s.prefix + name);
    return ids;
}

Focus cellFocus(const Shares& s, const char* exhibit, Role role, Index row, Index height = 1) {
    return {s.prefix + exhibit, role, 0, row, 0, height, 1};
}

Step scoresStep(const Shares& s) {
    const Index largest = s.largest();
    Step step = stepAbout(*s.source, s.scores, largest);
    step.title = "The scores";
    step.text = joinText("The last layer ends in ", s.count(), " scores, the largest is that of class ",
                         s.nameOf(largest), ": ", s.text(s.scores, largest),
                         ". Scores may be negative and sum to anything, so they are not yet probabilities.");
    step.shown = idsOf(s, {"scores"});
    step.focus = {cellFocus(s, "scores", Role::result, largest)};
    return step;
}

Step exponentialStep(const Shares& s, Index k) {
    Step step = stepAbout(*s.source, s.between("exponentials"), k);
    const double score = s.value(s.scores, k);
    step.title = joinText("Class ", s.nameOf(k), ": exponential");
    step.text =
        joinText("e to the power of ", shortNumber(score), " is ", s.text(s.between("exponentials"), k), ". ",
                 score < 0 ? "A negative score becomes a number between 0 and 1, still positive."
                           : "A score of 0 would give 1; each 1 more makes it e times as large.");
    step.terms = {"result", "activation"};
    step.shown = idsOf(s, {"scores", "exponentials"});
    step.focus = {cellFocus(s, "scores", Role::activation, k), cellFocus(s, "exponentials", Role::result, k)};
    step.known = {{s.prefix + "exponentials", k + 1}};
    step.question =
        Question{joinText("Exponential for class ", s.nameOf(k), " = ?"), step.explanations[0].value};
    return step;
}

Step sumStep(const Shares& s) {
    Step step = stepAbout(*s.source, s.between("exponential_sum"));
    step.title = "The sum of the exponentials";
    step.text = joinText("All ", s.count(), " exponentials together are ",
                         s.text(s.between("exponential_sum")), ". This is the whole that is shared out.");
    step.terms = {"result", "activation"};
    step.shown = idsOf(s, {"scores", "exponentials", "exponential_sum"});
    step.focus = {cellFocus(s, "exponentials", Role::activation, 0, s.count()),
                  cellFocus(s, "exponential_sum", Role::result, 0)};
    step.question = Question{"Sum = ?", step.explanations[0].value};
    return step;
}

Step shareStep(const Shares& s, Index k) {
    Step step = stepAbout(*s.source, s.shares(), k);
    step.title = joinText("Class ", s.nameOf(k), ": share");
    step.text = joinText(s.text(s.between("exponentials"), k), " of ", s.text(s.between("exponential_sum")),
                         " is ", s.text(s.shares(), k), ". The network's prediction for class ", s.nameOf(k),
                         " is this share.");
    step.terms = {"result", "activation", "activation-2"};
    step.shown = idsOf(s, {"scores", "exponentials", "exponential_sum", "shares", "bars"});
    step.focus = {cellFocus(s, "exponentials", Role::activation, k),
                  cellFocus(s, "exponential_sum", Role::activation, 0),
                  cellFocus(s, "shares", Role::result, k)};
    step.known = {{s.prefix + "shares", k + 1}, {s.prefix + "bars", k + 1}};
    step.question = Question{joinText("Share of class ", s.nameOf(k), " = ?"), step.explanations[0].value};
    return step;
}

Step wholeStep(const Shares& s) {
    Step step = stepAbout(*s.source, s.between("share_sum"));
    const Index largest = s.largest();
    step.title = s.prefix.empty() ? "All shares sum to 1" : "Given scores: all shares sum to 1";
    step.text = joinText("The shares sum to ", s.text(s.between("share_sum")),
                         " and keep the order of the scores. The "
                         "largest, ",
                         s.text(s.shares(), largest), ", belongs to class ", s.nameOf(largest), ".");
    step.terms = {"result", "activation"};
    step.shown = idsOf(s, {"scores", "shares", "bars", "share_sum"});
    step.focus = {cellFocus(s, "shares", Role::activation, 0, s.count()),
                  cellFocus(s, "share_sum", Role::result, 0)};
    step.question = Question{"Sum of the shares = ?", step.explanations[0].value};
    return step;
}

/// All numbers of a tensor as the step's own.
void explainAll(const Shares& s, const std::string& tensor, Step& step) {
    for (Index k = 0; k < std::min(s.count(), mostExplained); ++k) {
        step.explanations.push_back(explanationOf(*s.source, tensor, k));
    }
    step.formula = step.explanations.front().formula;
    step.terms = {"result", "activation"};
}

Step givenExponentialsStep(const Shares& s) {
    Step step;
    explainAll(s, s.between("exponentials"), step);
    step.explanations.push_back(explanationOf(*s.source, s.between("exponential_sum")));
    step.title = "Given scores: exponentials";
    step.text =
        joinText("The same for scores that you choose: ", numberList(s.source->values(s.scores)->values()),
                 " become ", numberList(s.source->values(s.between("exponentials"))->values()),
                 ". Together they are ", s.text(s.between("exponential_sum")), ".");
    step.shown = idsOf(s, {"scores", "exponentials", "exponential_sum"});
    return step;
}

Step givenSharesStep(const Shares& s) {
    Step step;
    explainAll(s, s.shares(), step);
    step.title = "Given scores: shares";
    step.text =
        joinText("Divided by ", s.text(s.between("exponential_sum")), " the shares are ",
                 numberList(s.source->values(s.shares())->values()),
                 ". Only differences between scores matter: a number added to all of them changes nothing.");
    step.shown = idsOf(s, {"scores", "exponentials", "exponential_sum", "shares", "bars"});
    step.question = Question{joinText("Share of class ", s.nameOf(0), " = ?"), step.explanations[0].value};
    return step;
}

Result<Composition> composeSoftmaxLayer(const Settings& settings) {
    const auto lesson = lessonFrom(settings);
    if (!lesson) return tl::unexpected(lesson.error());
    const Shares &network = lesson->network, &given = lesson->given;
    Composition composition{network.source, exhibitsOf(network), {}};
    for (Exhibit& exhibit : exhibitsOf(given)) composition.exhibits.push_back(std::move(exhibit));
    const auto scores = std::find_if(composition.exhibits.begin(), composition.exhibits.end(),
                                     [](const Exhibit& exhibit) { return exhibit.id == "given.scores"; });
    scores->setting = "scores";
    const auto one = [](const Shares& s, Step (*make)(const Shares&)) {
        return oneStep([s, make] { return make(s); });
    };
    const auto each = [](const Shares& s, Step (*make)(const Shares&, Index)) {
        return Section{s.count(), [s, make](Index k) { return make(s, k); }};
    };
    composition.sections = {one(network, scoresStep),    each(network, exponentialStep),
                            one(network, sumStep),       each(network, shareStep),
                            one(network, wholeStep),     one(given, givenExponentialsStep),
                            one(given, givenSharesStep), one(given, wholeStep)};
    return composition;
}

}  // namespace

WalkthroughKind softmaxLayerWalkthrough() {
    std::vector<SettingSpec> settings = networkSettings();
    settings.push_back(scoresSetting());
    return composed({"L13",
                     "softmax",
                     "12.2",
                     "Softmax and final predictions",
                     "Scores become exponentials, exponentials become shares, and all shares sum to 1.",
                     settings,
                     {}},
                    composeSoftmaxLayer);
}

}  // namespace deltascope
