#include "ui/workspaces/train/training_worker.h"

#include <algorithm>

#include "core/training/confusion_examples.h"

namespace deltascope {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds slowPause = 200ms, speedPause = 500ms, leastSavePause = 2s,
                                    mostSavePause = 10s;
constexpr Index curvePoints = 240, judges = 1000, digitsBehind = 12;
constexpr int branchesDrawn = 8;
/// The share of the time that looking into batches may take while training runs.
constexpr double shareOfExtras = 0.01;
/// One in so many parts of the time may be spent on saving, within the limits above.
constexpr int savingIsOneIn = 200;

Examples judgesOf(const DigitSet& digits) {
    return subset(digits.heldOut, 0, std::min(judges, digits.heldOut->size()));
}

}  // namespace

TrainingWorker::TrainingWorker(Listeners listeners)
    : listeners_(std::move(listeners)), thread_([this] { work(); }) {}

TrainingWorker::~TrainingWorker() {
    loadingStopped_ = true;
    ++journeys_;
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
}

void TrainingWorker::post(std::function<void()> command) {
    {
        const std::lock_guard lock(mutex_);
        commands_.push_back(std::move(command));
    }
    wake_.notify_all();
}

void TrainingWorker::begin(const TrainingPlan& plan, const DigitChoice& data, const StepSettings& settings) {
    post([=, this] {
        auto digits = load(data, plan.seed);
        if (!digits) return listeners_.failed(digits.error().message);
        trainOn(std::move(*digits), plan, data, settings, {});
    });
}

void TrainingWorker::resume(const std::filesystem::path& file) {
    post([=, this] {
        auto state = loadTrainingState(file);
        if (!state) return listeners_.failed(state.error().message);
        auto digits = load(state->data, state->plan.seed);
        if (!digits) return listeners_.failed(digits.error().message);
        const TrainingOutline outline = *state;
        trainOn(std::move(*digits), outline.plan, outline.data, outline.settings, std::move(*state));
    });
}

Result<DigitSet> TrainingWorker::load(const DigitChoice& data, std::uint64_t seed) {
    loadingStopped_ = false;
    listeners_.loading(0);
    auto digits = readDigits(data, seed, team_, [this](double share) {
        listeners_.loading(std::min(share, 0.99));
        return !loadingStopped_;
    });
    listeners_.loading(1);
    return digits;
}

void TrainingWorker::trainOn(DigitSet digits, const TrainingPlan& plan, const DigitChoice& data,
                             const StepSettings& settings, std::optional<TrainingState> state) {
    auto network = untrainedNetwork(plan);
    if (!network) return listeners_.failed(network.error().message);
    stepsLeft_ = 0;
    training_.reset();
    digits_ = std::move(digits);
    plan_ = plan, data_ = data;
    session_ = std::make_unique<TrainingSession>(std::move(*network), digits_.training, plan.seed, team_);
    session_->setSettings(settings);
    training_ = state
                    ? std::make_unique<RecordedTraining>(*session_, std::move(state->history), state->moment)
                    : std::make_unique<RecordedTraining>(*session_);
    view_ = {};
    drawnBranch_ = -1;
    view_.data = digits_.description;
    view_.epochSize = digits_.training->size();
    setGoalNow(std::max(goalAhead_, session_->position().epoch - 1 + (session_->position().offset > 0)));
    savedAt_ = Clock::now(), savePause_ = leastSavePause;
    evaluateIfDue(true);
    changed_ = true;
    listeners_.began({plan_, data_, settings, training_->moment()});
}

void TrainingWorker::setGoalNow(Index epochs) {
    goal_ = epochs;
    changed_ = true;
    if (!session_ || session_->settings().fallingEpochs == 0) return;
    StepSettings settings = session_->settings();
    settings.fallingEpochs = goal_;
    session_->setSettings(settings);
}

void TrainingWorker::setSettings(const StepSettings& settings) {
    post([=, this] {
        if (session_) session_->setSettings(settings);
        setGoalNow(goal_);
    });
}

void TrainingWorker::setGoal(Index epochs) {
    post([=, this] { goalAhead_ = epochs, setGoalNow(epochs); });
}

void TrainingWorker::run(Index steps) {
    post([=, this] {
        if (!training_ || (training_->divergence() && steps < 0)) return;
        const Index done = session_->position().epoch - 1;
        if (steps < 0 && done >= goal_) setGoalNow(done + goalAhead_);
        stepsLeft_ = steps;
        speedAt_ = Clock::now(), speedExamples_ = session_->position().examples;
        extra_ = since_ = {};
        changed_ = true;
    });
}

void TrainingWorker::runEpoch() {
    post([this] {
        if (!training_) return;
        const Index rest = digits_.training->size() - session_->position().offset;
        stepsLeft_ = (rest + session_->settings().batch - 1) / session_->settings().batch;
        speedAt_ = Clock::now(), speedExamples_ = session_->position().examples;
        extra_ = since_ = {};
        changed_ = true;
    });
}

void TrainingWorker::pause() {
    post([this] {
        if (stepsLeft_ != 0) stopRunning();
    });
}

void TrainingWorker::goTo(const Moment& moment) {
    const int journey = ++journeys_;
    post([=, this] {
        if (!training_ || journey != journeys_) return;
        stepsLeft_ = 0;
        const Index step = std::clamp<Index>(moment.step, 0, training_->history().lastStep(moment.branch));
        training_->goTo({moment.branch, step}, [&] { return journey == journeys_; });
        if (journey == journeys_) evaluateIfDue(true);
        changed_ = true;
    });
}

void TrainingWorker::lookAtKernel(const KernelChoice& kernel) {
    post([=, this] { view_.kernel = kernel, changed_ = true; });
}

void TrainingWorker::lookInside(bool wanted) {
    post([=, this] { lookInside_ = wanted, changed_ = true; });
}

void TrainingWorker::lookBehind(const ConfusionCell& cell) {
    post([=, this] {
        auto behind = std::make_shared<DigitsBehind>();
        behind->cell = cell;
        view_.behind = behind, changed_ = true;
        if (training_) evaluateIfDue(true);
    });
}

void TrainingWorker::showDigit(int digit) {
    post([=, this] { probeDigit_ = digit, changed_ = true; });
}

void TrainingWorker::saveTo(const std::filesystem::path& file) {
    post([=, this] { file_ = file; });
}

void TrainingWorker::wantView() {
    wanted_ = true;
    wake_.notify_all();
}

std::shared_ptr<const TrainingView> TrainingWorker::latest() const {
    const std::lock_guard lock(mutex_);
    return latest_;
}

void TrainingWorker::waitUntilIdle() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return commands_.empty() && !busy_; });
}

bool TrainingWorker::takeCommand() {
    std::function<void()> command;
    {
        std::unique_lock lock(mutex_);
        if (stepsLeft_ == 0 && commands_.empty() && !stopping_) {
            busy_ = false;
            idle_.notify_all();
            wake_.wait_for(lock, 50ms,
                           [this] { return !commands_.empty() || stopping_ || (wanted_ && changed_); });
        }
        if (stopping_) return false;
        busy_ = stepsLeft_ != 0 || !commands_.empty();
        if (commands_.empty()) return true;
        command = std::move(commands_.front());
        commands_.pop_front();
    }
    guarded(command);
    return true;
}

/// Nothing throws out of a thread.
void TrainingWorker::guarded(const std::function<void()>& action) {
    try {
        action();
    } catch (const std::exception& error) {
        stepsLeft_ = 0;
        listeners_.failed(error.what());
    }
}

void TrainingWorker::work() {
    while (takeCommand()) {
        guarded([this] {
            if (stepsLeft_ != 0 && training_) step();
            if (wanted_ && changed_ && training_) publish();
        });
    }
    guarded([this] { save(); });
}

void TrainingWorker::step() {
    const auto start = Clock::now();
    training_->advance();
    since_ += Clock::now() - start;
    changed_ = true;
    if (stepsLeft_ > 0) --stepsLeft_;
    evaluateIfDue(false);
    const bool reached = stepsLeft_ < 0 && session_->position().epoch > goal_;
    if (reached || stepsLeft_ == 0 || training_->divergence()) return stopRunning();
    if (Clock::now() - savedAt_ > savePause_) save();
}

void TrainingWorker::stopRunning() {
    stepsLeft_ = 0;
    evaluateIfDue(true);
    save();
    changed_ = true;
}

/// Every forty thousand examples, more often at the start; a pass forward over a thousand digits costs about
/// as much as three hundred do in training.
void TrainingWorker::evaluateIfDue(bool now) {
    const Index seen = session_->position().examples;
    if (!now && seen < nextEvaluation_) return;
    nextEvaluation_ = seen + std::clamp<Index>(seen / 2, 1000, 40000);
    const Examples judged = judgesOf(digits_);
    auto evaluation = std::make_shared<Evaluation>(evaluate(session_->network(), *judged, team_));
    training_->addHeldOut(evaluation->loss, evaluation->accuracy());
    view_.evaluation = std::move(evaluation);
    if (!view_.behind) return;
    auto behind = std::make_shared<DigitsBehind>();
    behind->cell = view_.behind->cell;
    const auto found =
        examplesAnswered(session_->network(), *judged, behind->cell.label, behind->cell.answer, digitsBehind);
    for (const Index i : found) {
        auto& picture = behind->pictures.emplace_back(static_cast<std::size_t>(judged->pixels()));
        judged->picture(i, 0, picture);
    }
    view_.behind = std::move(behind);
}

void TrainingWorker::publish() {
    wanted_ = false;
    const bool running = stepsLeft_ != 0;
    changed_ = false;
    view_.running = running;
    view_.moment = training_->moment();
    view_.position = session_->position();
    view_.lastStep = training_->history().lastStep(view_.moment.branch);
    view_.goal = goal_;
    view_.settings = session_->settings();
    view_.rate = session_->optimizer().options().learningRate;
    refreshBranches();
    view_.divergence = training_->divergence();
    const auto now = Clock::now();
    if (running && now - speedAt_ > speedPause) {
        const double seconds = std::chrono::duration<double>(now - speedAt_).count();
        view_.imagesPerSecond = static_cast<double>(view_.position.examples - speedExamples_) / seconds;
        speedAt_ = now, speedExamples_ = view_.position.examples;
    }
    view_.network = std::make_shared<Network<float>>(session_->network());
    view_.probe = probePass();
    if (!running || now - slowAt_ > slowPause) refreshSlowParts(!running);
    {
        const std::lock_guard lock(mutex_);
        latest_ = std::make_shared<const TrainingView>(view_);
    }
    listeners_.viewReady();
}

/// The fixed digit on its way through the network.
std::shared_ptr<Pass<float>> TrainingWorker::probePass() {
    auto& free = *std::ranges::find_if(probes_.begin(), probes_.end() - 1,
                                       [](const auto& pass) { return pass.use_count() <= 1; });
    std::atomic_thread_fence(std::memory_order_acquire);  // after whoever looked at it last
    if (!free || free.use_count() > 1) free = std::make_shared<Pass<float>>();
    const Network<float>& network = session_->network();
    network.prepare(*free, 1);
    for (Index i = 0; i < digits_.heldOut->size(); ++i) {
        if (digits_.heldOut->label(i) != probeDigit_) continue;
        digits_.heldOut->picture(i, 0, free->outputs[0].values());
        break;
    }
    free->labels = oneHot<float>(std::span(&probeDigit_, 1), network.classCount());
    network.forwardWithLoss(*free);
    return free;
}

/// The branches beside the present one stay as they are until another one is gone to or begun.
void TrainingWorker::refreshBranches() {
    const TrainingHistory& history = training_->history();
    const bool isKnown = view_.branches && drawnBranch_ == view_.moment.branch &&
                         static_cast<int>(view_.branches->size()) == history.branchCount();
    if (isKnown) return;
    drawnBranch_ = view_.moment.branch;
    view_.branches =
        std::make_shared<const std::vector<BranchLine>>(branchLines(history, curvePoints / 2, branchesDrawn));
}

void TrainingWorker::refreshSlowParts(bool all) {
    slowAt_ = Clock::now();
    const TrainingHistory& history = training_->history();
    view_.curves = std::make_shared<TrainingCurves>(
        curvesTo(history, {view_.moment.branch, view_.lastStep}, curvePoints));
    const auto allowed = std::chrono::duration_cast<Clock::duration>(since_ * shareOfExtras);
    if (!all && view_.batch && extra_ > allowed) return;
    view_.batch = std::make_shared<BatchInspection>(
        inspectBatch(session_->network(), session_->optimizer(), session_->source(), session_->nextBatch(),
                     static_cast<std::uint64_t>(session_->position().epoch)));
    view_.shares.reset();
    if (lookInside_) {
        view_.shares = std::make_shared<Tensor<float>>(
            exampleGradients(session_->network(), *view_.batch, view_.kernel.parameter));
    }
    extra_ += Clock::now() - slowAt_;
}

void TrainingWorker::save() {
    savedAt_ = Clock::now();
    if (file_.empty() || !training_) return;
    training_->keepPresent();
    const auto saved = saveTrainingState(file_, {plan_, data_, session_->settings(), training_->moment()},
                                         training_->history());
    savePause_ =
        std::clamp<Clock::duration>(savingIsOneIn * (Clock::now() - savedAt_), leastSavePause, mostSavePause);
    savedAt_ = Clock::now();
    if (!saved) listeners_.failed(saved.error().message);
}

}  // namespace deltascope
