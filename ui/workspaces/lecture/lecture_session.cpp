#include "ui/workspaces/lecture/lecture_session.h"

#include <algorithm>

#include "core/lesson/catalogue.h"

namespace deltascope {

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

Result<void> LectureSession::changeCell(const std::string& setting, Index row, Index column, double value) {
    const auto found = settings().find(setting);
    const auto* grid = found == settings().end() ? nullptr : std::get_if<Tensor<double>>(&found->second);
    if (!grid) return failure(kind_->id, " has no grid '", setting, "'");
    const Shape& shape = grid->shape();
    if (row < 0 || column < 0 || row >= shape[0] || column >= shape[1]) {
        return failure(setting, ": no row ", row, ", column ", column, " in a grid of ", shape.text());
    }
    Tensor<double> changed = *grid;
    changed.at({row, column}) = value;
    return change(setting, changed);
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
