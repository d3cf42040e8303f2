#include "ui/stage/scene.h"

#include <algorithm>

#include "ui/stage/exhibit_cells.h"

namespace deltascope {
namespace {

constexpr double glideEnd = 0.55;  // the share of the movement after which the windows rest

/// Slow at both ends: 3x^2 - 2x^3.
double eased(double x) { return x * x * (3 - 2 * x); }

double between(Index from, Index to, double share) {
    return static_cast<double>(from) + static_cast<double>(to - from) * share;
}

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

SceneWindow windowBetween(std::size_t exhibit, const Focus& from, const Focus& to, double share) {
    return {exhibit,
            to.role,
            to.map,
            between(from.row, to.row, share),
            between(from.column, to.column, share),
            between(from.height, to.height, share),
            between(from.width, to.width, share)};
}

std::vector<SceneWindow> windowsAt(const std::vector<Exhibit>& exhibits, const Step* before, const Step& step,
                                   double share) {
    std::vector<SceneWindow> windows;
    for (const Focus& focus : step.focus) {
        const auto exhibit = exhibitIndex(exhibits, focus.exhibit);
        if (!exhibit) continue;
        const Focus* from = before ? counterpart(*before, step.focus, focus) : nullptr;
        const bool canGlide = from && from->map == focus.map;
        windows.push_back(windowBetween(*exhibit, canGlide ? *from : focus, focus, share));
    }
    return windows;
}

/// All cells, but those of exhibits that the step says it is filling: there what was known before.
std::vector<Index> knownAt(const std::vector<Exhibit>& exhibits, const Step* before, const Step& step,
                           bool isOver) {
    std::vector<Index> known;
    for (const Exhibit& exhibit : exhibits) known.push_back(exhibit.values.size());
    const auto apply = [&](const Step& source) {
        for (const Known& entry : source.known)
            if (const auto i = exhibitIndex(exhibits, entry.exhibit)) known[*i] = entry.count;
    };
    if (isOver) {
        apply(step);
        return known;
    }
    for (const Known& entry : step.known)
        if (const auto i = exhibitIndex(exhibits, entry.exhibit)) known[*i] = 0;
    if (before) apply(*before);
    return known;
}

}  // namespace

Scene frameBetween(const std::vector<Exhibit>& exhibits, const Step* before, const Step& step, double t) {
    t = std::clamp(t, 0.0, 1.0);
    const double glide = before ? std::min(1.0, t / glideEnd) : 1;
    Scene scene{windowsAt(exhibits, before, step, eased(glide)), knownAt(exhibits, before, step, t >= 1), {}};
    if (t >= glideEnd && t < 1 && !step.explanations.empty()) {
        scene.traveller =
            SceneTraveller{step.explanations.front().value, eased((t - glideEnd) / (1 - glideEnd))};
    }
    return scene;
}

Scene frameAt(const Walkthrough& walkthrough, Index step, double t) {
    const Step current = walkthrough.step(step);
    if (step == 0) return frameBetween(walkthrough.exhibits(), nullptr, current, t);
    const Step before = walkthrough.step(step - 1);
    return frameBetween(walkthrough.exhibits(), &before, current, t);
}

}  // namespace deltascope
