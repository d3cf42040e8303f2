#include "core/lesson/walkthrough.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace deltascope {
namespace {

/// Whether `value` is one that `spec` allows; written as an overload for each kind of value.
Result<void> checkValue(const SettingSpec& spec, const std::string& choice) {
    std::string known;
    for (const Preset& preset : spec.presets) {
        const auto& allowed = std::get<std::string>(preset.value);
        if (allowed == choice) return {};
        known += (known.empty() ? "" : ", ") + allowed;
    }
    return failure(spec.id, ": '", choice, "', expected one of: ", known);
}

Result<void> checkValue(const SettingSpec&, bool) { return {}; }

Result<void> checkValue(const SettingSpec& spec, const LessonNetwork& network) {
    if (!network) return failure(spec.id, ": expected a network, got none");
    return {};
}

Result<void> checkValue(const SettingSpec& spec, double number) {
    if (number >= spec.least && number <= spec.most) return {};
    return failure(spec.id, ": ", number, ", expected ", spec.least, " to ", spec.most);
}

Result<void> checkValue(const SettingSpec& spec, const Tensor<double>& grid) {
    const Shape& shape = grid.shape();
    const auto fits = [&](Index extent) {
        return static_cast<double>(extent) >= spec.least && static_cast<double>(extent) <= spec.most;
    };
    const bool isStack = shape.rank() == 3 && spec.planes > 1 && shape[0] == spec.planes;
    const Shape plane = isStack ? shape.inner() : shape;
    if (plane.rank() != 2 || !fits(plane[0]) || !fits(plane[1])) {
        return failure(spec.id, ": a grid of ", shape.text(), ", expected ", spec.least, " to ", spec.most,
                       " rows and columns",
                       spec.planes > 1 ? joinText(", once or ", spec.planes, " times") : "");
    }
    for (Index i = 0; i < grid.size(); ++i) {
        if (std::abs(grid[i]) <= largestGridValue) continue;  // false for NaN, too
        const Index inPlane = i % plane.size();
        return failure(spec.id, isStack ? joinText(": plane ", i / plane.size(), ", row ") : ": row ",
                       inPlane / plane[1], ", column ", inPlane % plane[1], " is ", grid[i],
                       ", expected a number from -", largestGridValue, " to ", largestGridValue);
    }
    return {};
}

Result<void> checkSetting(const WalkthroughKind& kind, const std::string& id, const SettingValue& value) {
    const auto spec = std::find_if(kind.settings.begin(), kind.settings.end(),
                                   [&](const SettingSpec& candidate) { return candidate.id == id; });
    if (spec == kind.settings.end()) return failure(kind.id, " has no setting '", id, "'");
    if (spec->standard.index() != value.index()) return failure(id, ": the wrong kind of value");
    return std::visit([&](const auto& known) { return checkValue(*spec, known); }, value);
}

/// Old and new weights that stand beside each other have one colour scale, or a change would not show.
void scaleOldWithNew(std::vector<Exhibit>& exhibits) {
    for (Exhibit& fresh : exhibits)
        for (Exhibit& old : exhibits) {
            const bool isPair = !old.tensor.empty() && fresh.tensor == old.tensor + "_new";
            if (isPair && fresh.scale == old.scale) scaleTogether(std::array{&old, &fresh});
        }
}

std::vector<Exhibit> chosenExhibits(const std::vector<Exhibit>& fixed, const Step& step) {
    const auto withId = [](const auto& exhibits, const std::string& id) {
        return std::find_if(exhibits.begin(), exhibits.end(), [&](const Exhibit& e) { return e.id == id; });
    };
    std::vector<Exhibit> exhibits;
    const auto add = [&](const std::string& id) {
        const auto own = withId(step.own, id), general = withId(fixed, id);
        if (own != step.own.end())
            exhibits.push_back(*own);
        else if (general != fixed.end())
            exhibits.push_back(*general);
    };
    if (!step.shown.empty()) {
        for (const std::string& id : step.shown) add(id);
        return exhibits;
    }
    for (const Exhibit& exhibit : fixed) add(exhibit.id);
    for (const Exhibit& exhibit : step.own) {
        if (withId(fixed, exhibit.id) == fixed.end()) exhibits.push_back(exhibit);
    }
    return exhibits;
}

}  // namespace

std::vector<Exhibit> exhibitsAt(const Walkthrough& walkthrough, const Step& step) {
    std::vector<Exhibit> exhibits = chosenExhibits(walkthrough.exhibits(), step);
    scaleOldWithNew(exhibits);
    return exhibits;
}

Index knownCount(const Exhibit& exhibit, const Step& step, Index i) {
    for (const Known& known : step.known)
        if (known.exhibit == exhibit.id) return known.count;
    return i >= exhibit.knownFrom ? exhibit.values.size() : 0;
}

const SettingSpec* pictureSetting(const WalkthroughKind& kind) {
    const auto found = std::find_if(kind.settings.begin(), kind.settings.end(),
                                    [](const SettingSpec& spec) { return spec.isPicture; });
    return found == kind.settings.end() ? nullptr : &*found;
}

Result<Settings> completeSettings(const WalkthroughKind& kind, const Settings& chosen) {
    for (const auto& [id, value] : chosen) {
        if (auto fine = checkSetting(kind, id, value); !fine) return tl::unexpected(fine.error());
    }
    Settings settings = chosen;
    for (const SettingSpec& spec : kind.settings) settings.emplace(spec.id, spec.standard);
    return settings;
}

}  // namespace deltascope
