#include "ui/workspaces/lecture/lecture_session.h"

#include <algorithm>
#include <cmath>

#include "core/lesson/catalogue.h"
#include "core/lesson/planes.h"

namespace deltascope {
namespace {

/// The grid with the number changed that the exhibit's element shows: an exhibit of rows and columns shows a
/// part of the grid, a stack the same part of each plane, any other form all of it in row-major order.
Result<Tensor<double>> withNumber(const Tensor<double>& stored, const SettingSpec& spec,
                                  const Exhibit& exhibit, Index offset, double value) {
    if (offset < 0 || offset >= exhibit.values.size()) {
        return failure(exhibit.setting, ": no element ", offset, " in ", exhibit.values.shape().text());
    }
    const auto index = exhibit.values.shape().indexAt(offset);
    const auto rank = static_cast<std::size_t>(exhibit.values.shape().rank());
    const bool isStack = rank == 3 && spec.planes > 1, isPart = rank == 2 || isStack;
    // One grid may stand for every plane of the stack that is shown.
    const Tensor<double> grid = isStack ? withPlanes(stored, exhibit.values.shape()[0]) : stored;
    const Shape plane = planeShape(grid);
    const Index row = isPart ? exhibit.settingRow + index[rank - 2] : 0,
                column = isPart ? exhibit.settingColumn + index[rank - 1] : 0;
    if (isPart && (row >= plane[0] || column >= plane[1])) {
        return failure(exhibit.setting, ": no row ", row, ", column ", column, " in a grid of ",
                       grid.shape().text());
    }
    const Index first = isStack ? index[0] * plane.size() : 0;
    const Index element = isPart ? first + row * plane[1] + column : offset;
    if (element < 0 || element >= grid.size()) {
        return failure(exhibit.setting, ": no element ", element, " in a grid of ", grid.shape().text());
    }
    Tensor<double> changed = grid;
    changed[element] = value;
    return changed;
}

Result<LessonNetwork> withParameter(const Network<double>& network, const Exhibit& exhibit, Index offset,
                                    double value) {
    if (!(std::abs(value) <= largestGridValue)) {
        return failure(exhibit.title, ": ", value, ", expected a number from -", largestGridValue, " to ",
                       largestGridValue);
    }
    Network<double> changed = network;
    for (std::size_t p = 0; p < changed.parameterCount(); ++p) {
        if (changed.parameterName(p) != exhibit.tensor) continue;
        changed.parameters()[p][exhibit.firstElement + offset] = value;
        return std::make_shared<const Network<double>>(std::move(changed));
    }
    return failure("the network has no parameter '", exhibit.tensor, "'");
}

}  // namespace

Result<void> LectureSession::open(const std::string& id, Index step) {
    const auto kind = findWalkthrough(id);
    if (!kind) return tl::unexpected(kind.error());
    const auto known = visits_.find((*kind)->id);
    const auto settings =
        completeSettings(**kind, known == visits_.end() ? Settings{} : known->second.history.current());
    if (!settings) return tl::unexpected(settings.error());
    auto made = (*kind)->make(*settings);
    if (!made) return tl::unexpected(made.error());
    if (step < 0 || step >= (*made)->stepCount()) {
        return failure((*kind)->id, " has no step ", step + 1, ", expected 1 to ", (*made)->stepCount());
    }
    kind_ = *kind;
    walkthrough_ = std::move(*made);
    visits_.try_emplace(kind_->id, Visit{SettingsHistory(*settings), 0});
    goTo(step);
    return {};
}

const WalkthroughKind* LectureSession::neighbour(int distance) const {
    const auto& all = walkthroughs();
    const auto here =
        std::find_if(all.begin(), all.end(), [this](const WalkthroughKind& kind) { return &kind == kind_; });
    const auto there = here - all.begin() + distance;
    const bool isInside = there >= 0 && there < static_cast<std::ptrdiff_t>(all.size());
    return here != all.end() && isInside ? &all[static_cast<std::size_t>(there)] : nullptr;
}

Result<void> LectureSession::openWithSharedSettings(const std::string& id, Index step) {
    const auto other = findWalkthrough(id);
    if (!other) return tl::unexpected(other.error());
    Settings common;
    for (const SettingSpec& spec : (*other)->settings) {
        if (const auto own = settings().find(spec.id); own != settings().end()) common.insert(*own);
    }
    if (auto opened = reopen(id); !opened) return opened;
    Settings next = settings();
    for (const auto& [setting, value] : common) next[setting] = value;
    if (next != settings()) {
        if (auto taken = take(std::move(next)); !taken) return taken;
    }
    goTo(step);
    return {};
}

Result<void> LectureSession::reopen(const std::string& id) {
    const auto kind = findWalkthrough(id);
    if (!kind) return tl::unexpected(kind.error());
    const auto known = visits_.find((*kind)->id);
    return open(id, known == visits_.end() ? 0 : known->second.step);
}

void LectureSession::goTo(Index step) {
    visit().step = std::clamp<Index>(step, 0, stepCount() - 1);
    noteProgress();
}

void LectureSession::noteProgress() {
    const double share = static_cast<double>(step() + 1) / static_cast<double>(stepCount());
    double& known = progress_[kind_->id];
    known = std::max(known, share);
}

double LectureSession::progress(const std::string& id) const {
    const auto known = progress_.find(id);
    return known == progress_.end() ? 0 : known->second;
}

void LectureSession::setProgress(const std::string& id, double share) {
    progress_[id] = std::clamp(share, 0.0, 1.0);
}

Result<void> LectureSession::rebuild(const WalkthroughKind& kind, const Settings& settings) {
    auto made = kind.make(settings);
    if (!made) return tl::unexpected(made.error());
    if ((*made)->stepCount() < 1) return failure(kind.id, ": no steps with these settings");
    walkthrough_ = std::move(*made);
    visit().step = std::min(step(), stepCount() - 1);
    return {};
}

Result<void> LectureSession::take(Settings settings) {
    if (auto built = rebuild(*kind_, settings); !built) return built;
    visit().history.push(std::move(settings));
    return {};
}

Result<void> LectureSession::change(const std::string& setting, const SettingValue& value) {
    Settings next = settings();
    next[setting] = value;
    return take(std::move(next));
}

Result<void> LectureSession::changeFurther(const std::string& setting, const SettingValue& value) {
    Settings next = settings();
    next[setting] = value;
    if (auto built = rebuild(*kind_, next); !built) return built;
    visit().history.amend(std::move(next));
    return {};
}

Result<void> LectureSession::changeNumber(const Exhibit& exhibit, Index offset, double value) {
    const auto found = settings().find(exhibit.setting);
    if (found == settings().end()) return failure(kind_->id, " has no setting '", exhibit.setting, "'");
    if (std::holds_alternative<double>(found->second)) return change(exhibit.setting, value);
    if (const auto* grid = std::get_if<Tensor<double>>(&found->second)) {
        const auto spec = std::find_if(kind_->settings.begin(), kind_->settings.end(),
                                       [&](const SettingSpec& s) { return s.id == exhibit.setting; });
        const auto changed = withNumber(*grid, *spec, exhibit, offset, value);
        return changed ? change(exhibit.setting, *changed) : tl::unexpected(changed.error());
    }
    if (const auto* network = std::get_if<LessonNetwork>(&found->second)) {
        const auto changed = withParameter(**network, exhibit, offset, value);
        return changed ? change(exhibit.setting, *changed) : tl::unexpected(changed.error());
    }
    return failure(exhibit.setting, " is not made of numbers");
}

void LectureSession::undo() {
    visit().history.undo();
    (void)rebuild(*kind_, settings());  // these settings were accepted before
}

void LectureSession::redo() {
    visit().history.redo();
    (void)rebuild(*kind_, settings());
}

Result<void> LectureSession::reset() {
    auto standard = completeSettings(*kind_, {});
    if (!standard) return tl::unexpected(standard.error());
    return take(std::move(*standard));
}

Result<void> LectureSession::restore(const Settings& settings) {
    auto complete = completeSettings(*kind_, settings);
    if (!complete) return tl::unexpected(complete.error());
    if (auto built = rebuild(*kind_, *complete); !built) return built;
    visit().history = SettingsHistory(std::move(*complete));
    return {};
}

}  // namespace deltascope
