#include "core/training/training_history.h"

#include <algorithm>
#include <iterator>

namespace deltascope {

TrainingHistory::TrainingHistory(TrainingSnapshot start, std::size_t budget, Index interval)
    : budget_(budget), interval_(interval) {
    require(start.position.step == 0 && interval >= 1, "a history starts at step 0");
    branches_.emplace_back();
    keep(0, std::move(start));
}

TrainingHistory TrainingHistory::of(std::vector<TrainingBranch> branches, std::size_t budget) {
    TrainingHistory history;
    history.budget_ = budget;
    history.branches_ = std::move(branches);
    require(!history.branches_.empty() && history.branches_[0].parent == -1 &&
                history.branches_[0].fork == 0 && history.branches_[0].snapshots.contains(0),
            "a history without its first moment");
    for (int b = 0; b < history.branchCount(); ++b) {
        const TrainingBranch& branch = history.branch(b);
        require(b == 0 || (branch.parent >= 0 && branch.parent < b && branch.fork >= 0 &&
                           branch.fork <= history.lastStep(branch.parent)),
                "branch ", b, " leaves branch ", branch.parent, " at step ", branch.fork,
                ", which does not exist");
        require(b > 0 || branch.points.empty() || branch.settings.contains(1),
                "a history without its first settings");
        for (const auto& [step, snapshot] : branch.snapshots) history.bytes_ += snapshot.bytes();
    }
    history.thinOut();
    return history;
}

Moment TrainingHistory::origin(Moment moment) const {
    while (moment.step <= branch(moment.branch).fork && branch(moment.branch).parent >= 0)
        moment.branch = branch(moment.branch).parent;
    return moment;
}

int TrainingHistory::addBranch(const Moment& moment) {
    require(moment.step >= 0 && moment.step <= lastStep(moment.branch), "step ", moment.step, " of ",
            lastStep(moment.branch));
    const Moment from = origin(moment);
    TrainingBranch& added = branches_.emplace_back();
    added.parent = from.branch;
    added.fork = from.step;
    return branchCount() - 1;
}

void TrainingHistory::addStep(int branch, const StepPoint& point, const StepSettings& settings) {
    TrainingBranch& to = branches_.at(static_cast<std::size_t>(branch));
    const Index last = to.lastStep();
    if (last == 0 || !(settingsOf({branch, last}) == settings)) to.settings[last + 1] = settings;
    to.points.push_back(point);
}

void TrainingHistory::addHeldOut(int branch, const HeldOutPoint& point) {
    auto& points = branches_.at(static_cast<std::size_t>(branch)).heldOut;
    const auto place = std::ranges::lower_bound(points, point.step, {}, &HeldOutPoint::step);
    if (place == points.end() || place->step != point.step) points.insert(place, point);
}

void TrainingHistory::keep(int branch, TrainingSnapshot snapshot) {
    const std::size_t bytes = snapshot.bytes();
    const Index step = snapshot.position.step;
    if (!branches_.at(static_cast<std::size_t>(branch))
             .snapshots.try_emplace(step, std::move(snapshot))
             .second)
        return;
    bytes_ += bytes;
    thinOut();
}

void TrainingHistory::thinOut() {
    // A step fits into an Index, so an interval beyond every step ends this.
    while (bytes_ > budget_ && interval_ < (Index{1} << 60)) {
        interval_ *= 2;
        for (TrainingBranch& branch : branches_)
            std::erase_if(branch.snapshots, [&](const auto& kept) {
                const bool goes = kept.first % interval_ != 0;
                if (goes) bytes_ -= kept.second.bytes();
                return goes;
            });
    }
}

const TrainingSnapshot& TrainingHistory::before(const Moment& moment) const {
    Moment at = origin(moment);
    for (;;) {
        const auto& snapshots = branch(at.branch).snapshots;
        if (auto after = snapshots.upper_bound(at.step); after != snapshots.begin())
            return std::prev(after)->second;
        at = {branch(at.branch).parent, branch(at.branch).fork};
    }
}

const StepSettings& TrainingHistory::settingsOf(const Moment& moment) const {
    require(moment.step >= 1, "no step led to the start");
    Moment at = origin(moment);
    for (;;) {
        const auto& settings = branch(at.branch).settings;
        if (auto after = settings.upper_bound(at.step); after != settings.begin())
            return std::prev(after)->second;
        at = origin({branch(at.branch).parent, branch(at.branch).fork});
    }
}

const StepPoint& TrainingHistory::pointOf(const Moment& moment) const {
    require(moment.step >= 1 && moment.step <= lastStep(moment.branch), "step ", moment.step, " of ",
            lastStep(moment.branch));
    const Moment at = origin(moment);
    return branch(at.branch).points[static_cast<std::size_t>(at.step - branch(at.branch).fork - 1)];
}

std::vector<StepPoint> TrainingHistory::points(const Moment& moment) const {
    const Moment at = origin(moment);
    const TrainingBranch& from = branch(at.branch);
    std::vector<StepPoint> points;
    if (from.parent >= 0) points = this->points({from.parent, from.fork});
    const auto count = std::min(at.step - from.fork, static_cast<Index>(from.points.size()));
    points.insert(points.end(), from.points.begin(), from.points.begin() + count);
    return points;
}

std::vector<HeldOutPoint> TrainingHistory::heldOut(const Moment& moment) const {
    const Moment at = origin(moment);
    const TrainingBranch& from = branch(at.branch);
    std::vector<HeldOutPoint> points;
    if (from.parent >= 0) points = heldOut({from.parent, from.fork});
    for (const HeldOutPoint& point : from.heldOut)
        if (point.step <= at.step) points.push_back(point);
    return points;
}

}  // namespace deltascope
