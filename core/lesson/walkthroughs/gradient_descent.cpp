#include "core/lesson/walkthroughs/gradient_descent.h"

#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "core/lesson/composition.h"
#include "core/lesson/setting_value.h"
#include "core/lesson/step_about.h"
#include "core/lesson/walkthroughs/descent_numbers.h"

namespace deltascope {
namespace {

using Shared = std::shared_ptr<const DescentNumbers>;

constexpr Index tableRows = 6;        // of the table that stand on the stage at once
constexpr double flatEnough = 0.001;  // a slope as small as this counts as 0

bool isLine(const DescentNumbers& run) { return run.dimensions() == 1; }

/// "θ = 0.5" or "(4, 1)".
std::string placeText(const DescentNumbers& run, Index k) {
    if (isLine(run)) return "θ = " + shortNumber(run.at(k, 1));
    return joinText("(", shortNumber(run.at(k, 1)), ", ", shortNumber(run.at(k, 2)), ")");
}

std::string heightText(const DescentNumbers& run, Index k) {
    return shortNumber(run.at(k, run.heightColumn()));
}

/// The largest of the partial derivatives, whatever its sign.
double steepness(const DescentNumbers& run, Index k) {
    double most = 0;
    for (Index axis = 0; axis < run.dimensions(); ++axis) {
        most = std::max(most, std::abs(run.at(k, run.slopeColumn(axis))));
    }
    return most;
}

Exhibit landscapeExhibit(const DescentNumbers& run) {
    Exhibit landscape =
        isLine(run)
            ? exhibitOf(run.sheet(), "landscape",
                        {"landscape", "f over θ", "f(θ)", Role::plain, ValueScale::signedValue, Form::curve})
            : exhibitOf(run.sheet(), "landscape",
                        {"landscape", "f over x and y", "f(x, y)", Role::plain, ValueScale::intensity,
                         Form::contours});
    landscape.domain = run.domain();
    return landscape;
}

Exhibit overLandscape(Exhibit exhibit) {
    exhibit.on = "landscape";
    return exhibit;
}

std::vector<Exhibit> exhibitsOf(const DescentNumbers& run) {
    std::vector<Exhibit> exhibits{landscapeExhibit(run)};
    exhibits.push_back(exhibitOf(run.sheet(), "rate", {"rate", "Learning rate", "α", Role::weight}));
    if (!isLine(run)) return exhibits;
    const std::vector<std::string> places{"Left", "Middle", "Right"};
    for (const auto& [id, title, symbol] : {std::tuple{"flat", "Where the slope is 0", "θ"},
                                            {"flat_height", "Height there", "f(θ)"},
                                            {"flat_curvature", "Curvature there", "f″(θ)"},
                                            {"residual", "Slope that is left", "f′(θ)"}}) {
        exhibits.push_back(labelled(exhibitOf(run.sheet(), id, {id, title, symbol, Role::result}), places));
    }
    return exhibits;
}

/// The rows of the table that end with row `last`.
Exhibit tableUpTo(const DescentNumbers& run, Index last) {
    const Index first = std::max<Index>(0, last + 1 - tableRows), rows = std::min(tableRows, run.rows());
    Exhibit table =
        exhibitOf(run.sheet(), "descent",
                  {"table", isLine(run) ? "k, θ, f, f′" : "k, x, y, f, ∂f/∂x, ∂f/∂y", "", Role::result});
    return partOf(countsOnly(table), std::min(first, run.rows() - rows) * run.columns(),
                  {rows, run.columns()});
}

/// The tangent at point k, or the step from it, unless it is off the chart.
std::optional<Exhibit> lineAt(const DescentNumbers& run, Index k) {
    if (k >= run.drawnPoints()) return std::nullopt;
    const bool isTangent = isLine(run);
    Exhibit line = exhibitOf(
        run.sheet(), "lines",
        {"line", isTangent ? "Tangent" : "Step −α∇f", "", Role::result, ValueScale::signedValue, Form::path});
    return overLandscape(partOf(line, 4 * k, {2, 2}));
}

/// The run's first points; they have no addresses, because the table beside them has.
Exhibit pathUpTo(const DescentNumbers& run, Index last) {
    Exhibit path{"path", "Where the steps led"};
    path.role = Role::activation;
    path.form = Form::path;
    path.values = run.points(std::min(last + 1, run.drawnPoints()));
    return overLandscape(path);
}

/// Puts the table with row k filled in, and the path up to point k, on the step's stage.
void showRun(Step& step, const DescentNumbers& run, Index k) {
    step.own = {tableUpTo(run, k), pathUpTo(run, k)};
    step.shown = {"landscape", "path", "rate", "table"};
    const Index firstRow = step.own[0].firstElement / run.columns();
    step.known = {{"table", (k + 1 - firstRow) * run.columns()}};
}

void focusOnTable(Step& step, const DescentNumbers& run, Index k, Index column, Role role) {
    const Index firstRow = step.own[0].firstElement / run.columns();
    if (k >= firstRow) step.focus.push_back({"table", role, 0, k - firstRow, column});
}

Explanation inTable(const DescentNumbers& run, Index k, Index column) {
    return explanationOf(run.sheet(), "descent", k * run.columns() + column);
}

Step startStep(const DescentNumbers& run) {
    Step step = stepAbout(run.sheet(), "descent", run.heightColumn());
    for (Index axis = 0; axis < run.dimensions(); ++axis) {
        step.explanations.push_back(inTable(run, 0, run.slopeColumn(axis)));
    }
    step.title = "Where we stand";
    step.text = joinText(
        isLine(run) ? "Let θ be a weight and f(θ) the loss" : "Let x and y be weights and f(x, y) the loss",
        ": at ", placeText(run, 0), " it is ", heightText(run, 0),
        ". We look for the lowest place, but all we can see is the height and the slope under us.");
    showRun(step, run, 0);
    focusOnTable(step, run, 0, run.heightColumn(), Role::result);
    step.question = Question{isLine(run) ? "f(θ) at the start = ?" : "f(x, y) at the start = ?",
                             run.at(0, run.heightColumn())};
    return step;
}

/// Whether flat place i is a valley, and the deepest one.
bool isValley(const DescentNumbers& run, Index i) { return run.sheet().value("flat_curvature", i) > 0; }
Index deepest(const DescentNumbers& run) {
    Index best = 0;
    for (Index i = 1; i < 3; ++i)
        if (run.sheet().value("flat_height", i) < run.sheet().value("flat_height", best)) best = i;
    return best;
}

std::string flatName(const DescentNumbers& run, Index i) {
    if (!isValley(run, i)) return "the top of the hill";
    return i == deepest(run) ? "the global minimum" : "the local minimum";
}

/// A dot on the curve at flat place i; it has no address, because the table beside it has.
Exhibit flatDot(const DescentNumbers& run, Index i) {
    Exhibit dot{joinText("dot-", i), "A place with slope 0"};
    dot.role = Role::result;
    dot.form = Form::path;
    dot.values = Tensor<double>({2, 1}, {run.sheet().value("flat", i), run.sheet().value("flat_height", i)});
    return overLandscape(dot);
}

Step flatStep(const DescentNumbers& run) {
    const auto at = [&](Index i) {
        return joinText(flatName(run, i), " at ", shortNumber(run.sheet().value("flat", i), 7));
    };
    Step step = stepAbout(run.sheet(), "flat", deepest(run));
    step.title = "Three places with slope 0";
    step.text = joinText("The slope is 0 at ", at(0), ", ", at(1), " and ", at(2),
                         ". Where the curve bends upwards it is a minimum, and the lower one is global.");
    step.shown = {"landscape"};
    for (Index i = 0; i < 3; ++i) {
        step.own.push_back(flatDot(run, i));
        step.shown.push_back(step.own.back().id);
    }
    for (const char* table : {"flat", "flat_height", "flat_curvature", "residual"})
        step.shown.push_back(table);
    for (Index i = 0; i < 3; ++i) step.explanations.push_back(explanationOf(run.sheet(), "residual", i));
    step.focus = {{"flat", Role::result, 0, deepest(run), 0}};
    return step;
}

/// What the step from k - 1 to k did to the height, and why.
std::string judgement(const DescentNumbers& run, Index k) {
    const double before = run.at(k - 1, run.heightColumn()), after = run.at(k, run.heightColumn());
    const std::string change = joinText("f goes from ", heightText(run, k - 1), " to ", heightText(run, k));
    if (after > before) return change + ": it rises, because the step was too long for this slope.";
    const bool crossed = run.at(k - 1, run.slopeColumn(0)) * run.at(k, run.slopeColumn(0)) < 0;
    return change + (crossed && isLine(run) ? ", on the other side of the valley." : ".");
}

std::string moveText(const DescentNumbers& run, Index k) {
    const std::string rate = shortNumber(run.plan().rate);
    if (isLine(run)) {
        const double slope = run.at(k - 1, run.slopeColumn(0));
        return joinText("The slope is ", shortNumber(slope), ", so θ moves by -", rate, " · (",
                        shortNumber(slope), ") to ", shortNumber(run.at(k, 1)), "; ");
    }
    return joinText("Against the gradient (", shortNumber(run.at(k - 1, run.slopeColumn(0))), ", ",
                    shortNumber(run.at(k - 1, run.slopeColumn(1))), "), times ", rate, ", to ",
                    placeText(run, k), "; ");
}

/// The descent from row k - 1 to row k; `firstStep` is the walkthrough's step of k = 1.
Step descentStep(const DescentNumbers& run, Index k, Index firstStep) {
    Step step = stepAbout(run.sheet(), "descent", k * run.columns() + 1);
    for (Index column = 2; column < run.columns(); ++column)
        step.explanations.push_back(inTable(run, k, column));
    step.title = joinText("Step ", k, ": to ", placeText(run, k));
    step.text = moveText(run, k) + judgement(run, k);
    showRun(step, run, k);
    if (const auto line = lineAt(run, k - 1)) {
        step.own.push_back(*line);
        step.shown.insert(step.shown.begin() + 1, "line");
    }
    step.terms = {"result", "activation", "constant", "delta"};
    for (Index axis = 0; axis < run.dimensions(); ++axis) {
        focusOnTable(step, run, k - 1, run.slopeColumn(axis), Role::activation);
        focusOnTable(step, run, k, 1 + axis, Role::result);
        const Index before = k == 1 ? 0 : firstStep + k - 2;
        step.earlier.push_back({inTable(run, k - 1, run.slopeColumn(axis)).cell, before});
    }
    step.question = Question{isLine(run) ? "The next θ = ?" : "The next x = ?", run.at(k, 1)};
    return step;
}

bool swings(const DescentNumbers& run, Index k, Index axis) {
    return k >= 1 && run.at(k, run.slopeColumn(axis)) * run.at(k - 1, run.slopeColumn(axis)) < 0;
}

/// Back and forth between two places, no nearer to anything.
bool isTwoCycle(const DescentNumbers& run, Index last) {
    return last >= 2 && swings(run, last, 0) &&
           std::abs(run.at(last, 1) - run.at(last - 2, 1)) <
               0.01 * std::abs(run.at(last, 1) - run.at(last - 1, 1));
}

std::string settledText(const DescentNumbers& run, Index last) {
    Index nearest = 0;
    const auto distance = [&](Index i) { return std::abs(run.sheet().value("flat", i) - run.at(last, 1)); };
    for (Index i = 1; i < 3; ++i)
        if (distance(i) < distance(nearest)) nearest = i;
    const Index best = deepest(run);
    const std::string where =
        joinText("It settled in ", flatName(run, nearest), " at ", placeText(run, last), ". ");
    if (!isValley(run, nearest)) return where + "The slope there is 0, too, so it has no reason to leave.";
    if (nearest == best)
        return where + "From another start it may end in the other valley, which is not as deep.";
    return where + joinText("The valley at ", shortNumber(run.sheet().value("flat", best)),
                            " is deeper, but no slope on the way pointed there: the start decides.");
}

std::string lineVerdict(const DescentNumbers& run, Index last) {
    if (steepness(run, last) < flatEnough) return settledText(run, last);
    if (isTwoCycle(run, last)) {
        return joinText("It swings between ", shortNumber(run.at(last - 1, 1)), " and ",
                        shortNumber(run.at(last, 1)), " and never settles. A smaller learning rate would.");
    }
    if (swings(run, last, 0) && steepness(run, last) < steepness(run, last - 1)) {
        return joinText("Every step overshoots the minimum, but by less each time: the slope is down to ",
                        shortNumber(steepness(run, last)), ". It settles slowly.");
    }
    return joinText("The slope is still ", shortNumber(run.at(last, run.slopeColumn(0))),
                    ": it has not settled in ", last, " steps.");
}

std::string planeVerdict(const DescentNumbers& run, Index last) {
    if (heightText(run, last) == heightText(run, 0))
        return "Nothing has changed: the steps are too short, or of length 0.";
    if (run.at(last, run.heightColumn()) > run.at(0, run.heightColumn())) {
        return joinText("The learning rate overshot: f grew from ", heightText(run, 0), " to ",
                        heightText(run, last),
                        ". Across the valley each step lands higher on the other side.");
    }
    const std::string fell =
        joinText("In ", last, " steps f fell from ", heightText(run, 0), " to ", heightText(run, last), ". ");
    if (!swings(run, 1, 1)) return fell + "Both coordinates go straight to the minimum.";
    return fell +
           "The path zigzags: across the narrow valley it is much steeper than along it, so y "
           "overshoots while x creeps.";
}

Step verdictStep(const DescentNumbers& run) {
    const Index last = run.rows() - 1;
    Step step = stepAbout(run.sheet(), "descent", last * run.columns() + run.heightColumn());
    step.title = run.overflowed() ? "The learning rate overshot" : joinText("After ", last, " steps");
    if (run.overflowed()) {
        step.text =
            joinText("The learning rate overshot: each step went further up the other side, and after ", last,
                     " steps ", placeText(run, last), " and f = ", heightText(run, last),
                     ". The next f would be larger than any number that a computer's double can hold.");
    } else {
        step.text = isLine(run) ? lineVerdict(run, last) : planeVerdict(run, last);
    }
    showRun(step, run, last);
    focusOnTable(step, run, last, run.heightColumn(), Role::result);
    return step;
}

DescentPlan planFrom(const Settings& settings, Index steps, bool isPlane) {
    const auto number = [&](const char* id) { return std::get<double>(settings.at(id)); };
    if (isPlane) return {{number("start_x"), number("start_y")}, number("rate_xy"), steps};
    return {{number("start")}, number("rate"), steps};
}

Result<Composition> composeGradientDescent(const Settings& settings) {
    const auto steps = wholeNumbers(settings, {"steps"});
    if (!steps) return tl::unexpected(steps.error());
    const bool isPlane = std::get<std::string>(settings.at("surface")) == "two";
    const auto run = std::make_shared<const DescentNumbers>(isPlane ? narrowValley() : twoValleys(),
                                                            planFrom(settings, steps->front(), isPlane));
    std::vector<Section> sections{oneStep([run] { return startStep(*run); })};
    if (!isPlane) sections.push_back(oneStep([run] { return flatStep(*run); }));
    const auto firstStep = static_cast<Index>(sections.size());
    sections.push_back(
        {run->rows() - 1, [run, firstStep](Index i) { return descentStep(*run, i + 1, firstStep); }});
    sections.push_back(oneStep([run] { return verdictStep(*run); }));
    return Composition{{run, &run->sheet()}, exhibitsOf(*run), sections};
}

std::vector<SettingSpec> gradientDescentSettings() {
    return {
        {"surface",
         "Surface",
         std::string("one"),
         {{"One dimension", std::string("one")}, {"Two dimensions", std::string("two")}}},
        {"rate",
         "Learning rate α",
         0.1,
         {{"Settles", 0.1}, {"Overshoots, then settles", 0.3}, {"Never settles", 0.35}},
         0,
         1.5},
        {"start", "Start θ", 0.5, {{"To the local minimum", 0.5}, {"To the global minimum", -0.2}}, -3, 3},
        {"steps", "Steps", 20.0, {}, 1, 60},
        {"rate_xy", "Learning rate α in two dimensions", 0.15, {{"Zigzag", 0.15}}, 0, 0.5},
        {"start_x", "Start x in two dimensions", 4.0, {}, -4.5, 4.5},
        {"start_y", "Start y in two dimensions", 1.0, {}, -2.5, 2.5}};
}

}  // namespace

WalkthroughKind gradientDescentWalkthrough() {
    return composed({"L15",
                     "gradient-descent",
                     "12.2",
                     "Gradient descent",
                     "Look at the slope, step against it, look again: how a network finds better weights.",
                     gradientDescentSettings(),
                     {}},
                    composeGradientDescent);
}

}  // namespace deltascope
