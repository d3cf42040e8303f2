#include "ui/stage/scene.h"

#include <algorithm>

#include "ui/stage/exhibit_cells.h"

namespace deltascope {
namespace {

constexpr double glideEnd = 0.55;  // the share of the movement after which the windows rest

/// Slow at both ends: 3x^2 - 2x^3.
double eased(double x) { return x * x * (3 - 2 * x); }

/// The focus of `step` that `focus` was before: the same exhibit and role, and as many such ones before it.
const Focus* counterpart(const Step& step, const std::vector<Focus>& list, const Focus& focus) {
    const auto same = [&](const Focus& other) {
        return other.exhibit == focus.exhibit && other.role == focus.role;
    };
    auto skip = std::count_if(list.data(), &focus, same);
    for (const Focus& other : step.focus)
        if (same(other) && skip-- == 0) return &other;
    return nullptr;
}

/// Where the focus stands as the exhibit is drawn: a vector's element `row` may be a place anywhere.
CellBlock blockOf(const Exhibit& exhibit, const Focus& focus) {
    const GridExtent extent = extentOf(exhibit);
    const bool isInside = focus.row >= 0 && focus.row < exhibit.values.size();
    if (exhibit.values.shape().rank() == 1 && extent.columns * extent.maps > 1 && isInside) {
        return {extent.placeOf(focus.row), 1, 1};
    }
    return {{focus.map, focus.row, focus.column}, focus.height, focus.width};
}

std::vector<SceneWindow> windowsAt(const std::vector<Exhibit>& exhibits, const Step* before, const Step& step,
                                   double share) {
    std::vector<SceneWindow> windows;
    for (const Focus& focus : step.focus) {
        const auto exhibit = exhibitIndex(exhibits, focus.exhibit);
        if (!exhibit) continue;
        const Focus* from = before ? counterpart(*before, step.focus, focus) : nullptr;
        const CellBlock to = blockOf(exhibits[*exhibit], focus);
        const bool isSame = !from || share >= 1 || blockOf(exhibits[*exhibit], *from) == to;
        windows.push_back(
            {*exhibit, focus.role, isSame ? to : blockOf(exhibits[*exhibit], *from), to, isSame ? 1 : share});
    }
    return windows;
}

/// What is known when `step` is over; while it is going on, what was known before it.
std::vector<Index> knownAt(const std::vector<Exhibit>& exhibits, const NumberedStep* before,
                           const NumberedStep& step, bool isOver) {
    std::vector<Index> known;
    for (const Exhibit& exhibit : exhibits) {
        const Index after = knownCount(exhibit, step.step, step.number);
        const bool isFilling = exhibit.knownFrom >= 0 ||
                               std::any_of(step.step.known.begin(), step.step.known.end(),
                                           [&](const Known& entry) { return entry.exhibit == exhibit.id; });
        const Index earlier = before ? knownCount(exhibit, before->step, before->number) : 0;
        known.push_back(isOver || !isFilling ? after : std::min(after, earlier));
    }
    return known;
}

}  // namespace

Scene frameBetween(const std::vector<Exhibit>& exhibits, const NumberedStep* before, const NumberedStep& step,
                   double t) {
    t = std::clamp(t, 0.0, 1.0);
    const double glide = before ? std::min(1.0, t / glideEnd) : 1;
    Scene scene{windowsAt(exhibits, before ? &before->step : nullptr, step.step, eased(glide)),
                knownAt(exhibits, before, step, t >= 1),
                {}};
    if (t >= glideEnd && t < 1 && !step.step.explanations.empty()) {
        scene.traveller =
            SceneTraveller{step.step.explanations.front().value, eased((t - glideEnd) / (1 - glideEnd))};
    }
    return scene;
}

Scene frameAt(const Walkthrough& walkthrough, Index step, double t) {
    const NumberedStep current{walkthrough.step(step), step};
    const std::vector<Exhibit> exhibits = exhibitsAt(walkthrough, current.step);
    if (step == 0) return frameBetween(exhibits, nullptr, current, t);
    const NumberedStep before{walkthrough.step(step - 1), step - 1};
    return frameBetween(exhibits, &before, current, t);
}

}  // namespace deltascope
