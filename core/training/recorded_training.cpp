#include "core/training/recorded_training.h"

namespace deltascope {

RecordedTraining::RecordedTraining(TrainingSession& session, std::size_t budget)
    : session_(session), history_(session.snapshot(), budget) {}

RecordedTraining::RecordedTraining(TrainingSession& session, TrainingHistory history, const Moment& moment)
    : session_(session), history_(std::move(history)) {
    goTo(moment);
}

BatchReport RecordedTraining::advance() {
    if (moment_.step < history_.lastStep(moment_.branch)) moment_.branch = history_.addBranch(moment_);
    const StepSettings settings = session_.settings();
    const BatchReport report = session_.advance();
    const double accuracy = static_cast<double>(report.correct) / static_cast<double>(report.examples);
    history_.addStep(moment_.branch, {static_cast<float>(report.loss), static_cast<float>(accuracy)},
                     settings);
    moment_.step = session_.position().step;
    if (const auto found = watch_.add(report.loss, settings); found && !divergence_) divergence_ = found;
    if (history_.wants(moment_.step)) keepPresent();
    return report;
}

void RecordedTraining::addHeldOut(double loss, double accuracy) {
    // On the branch that made the step, so that every branch after it has the point, too.
    history_.addHeldOut(history_.origin(moment_).branch,
                        {moment_.step, static_cast<float>(loss), static_cast<float>(accuracy)});
}

Index RecordedTraining::stepsTo(const Moment& moment) const {
    return moment.step - history_.before(moment).position.step;
}

bool RecordedTraining::goTo(const Moment& moment, const std::function<bool()>& goOn) {
    require(moment.step >= 0 && moment.step <= history_.lastStep(moment.branch), "moment ", moment.step,
            " of ", history_.lastStep(moment.branch));
    const StepSettings chosen = session_.settings();
    // Where the way there leads through the present, it is shorter from here.
    const bool isAhead = history_.origin({moment.branch, moment_.step}) == history_.origin(moment_) &&
                         moment_.step <= moment.step && moment_.step == session_.position().step;
    const TrainingSnapshot& from = history_.before(moment);
    if (!isAhead || from.position.step > moment_.step) session_.restore(from);
    bool reached = true;
    while (session_.position().step < moment.step && (reached = goOn())) {
        session_.setSettings(history_.settingsOf({moment.branch, session_.position().step + 1}));
        session_.advance();
    }
    session_.setSettings(chosen);
    moment_ = {moment.branch, session_.position().step};
    watchAgain();
    return reached;
}

void RecordedTraining::watchAgain() {
    watch_ = {};
    divergence_.reset();
    Index step = 0;
    for (const StepPoint& point : history_.points(moment_)) {
        const StepSettings& settings = history_.settingsOf({moment_.branch, ++step});
        const auto found = watch_.add(static_cast<double>(point.loss), settings);
        if (found && !divergence_) divergence_ = found;
    }
}

}  // namespace deltascope
