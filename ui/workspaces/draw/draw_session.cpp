#include "ui/workspaces/draw/draw_session.h"

#include <chrono>

#include "core/data/digit_image.h"
#include "core/training/metrics.h"

namespace deltascope {

DrawSession::DrawSession(QObject* parent) : QObject(parent) {}

void DrawSession::beginStroke(PenPoint point) {
    endStroke();
    // A stroke on an opened picture starts a drawing of its own; undo brings the picture back.
    pending_ = sketch().picture ? Sketch{} : sketch();
    pending_->drawing.strokes.push_back({{point}, penWidth_});
    touch();
}

void DrawSession::extendStroke(PenPoint point) {
    if (!pending_) return;
    auto& points = pending_->drawing.strokes.back().points;
    if (points.back() == point) return;
    points.push_back(point);
    touch();
}

void DrawSession::endStroke() {
    if (!pending_) return;
    Sketch finished = std::move(*pending_);
    pending_.reset();
    putOnCanvas("stroke", std::move(finished));
}

void DrawSession::setPenWidth(float width) {
    penWidth_ = width;
    Q_EMIT changed();
}

const Sketch& DrawSession::sketch() const { return pending_ ? *pending_ : *state().sketch; }

void DrawSession::clear() {
    endStroke();
    if (!sketch().empty()) putOnCanvas("clear", {});
}

void DrawSession::setDrawing(const Drawing& drawing) {
    endStroke();
    putOnCanvas("drawing", {drawing, std::nullopt});
}

Result<void> DrawSession::openPicture(GreyImage picture) {
    if (const auto digit = digitFromPicture(picture); !digit) return tl::unexpected(digit.error());
    endStroke();
    putOnCanvas("picture", {{}, std::move(picture)});
    return {};
}

void DrawSession::setModel(DigitModel model) {
    endStroke();
    State next = state();
    next.model = std::make_shared<DigitModel>(std::move(model));
    next.network = {next.model, &next.model->checkpoint.network};
    next.lessons = 0;
    next.lastLesson.reset();
    // The first model is not something the user did.
    if (hasModel() || history_.canUndo()) {
        commit("model", std::move(next));
    } else {
        history_ = History<State>(std::move(next));
        touch();
    }
}

Result<void> DrawSession::openModel(const std::filesystem::path& path) {
    auto model = loadDigitModel(path);
    if (!model) return tl::unexpected(model.error());
    setModel(std::move(*model));
    return {};
}

Result<void> DrawSession::saveModel(const std::filesystem::path& path) const {
    require(hasModel(), "saving a model before one is loaded");
    Checkpoint<float> checkpoint{network(), model().checkpoint.notes};
    if (lessonCount() > 0) checkpoint.notes["lessons_by_hand"] = std::to_string(lessonCount());
    return saveCheckpoint(path, checkpoint);
}

const Reading* DrawSession::reading() {
    if (stale_) {
        stale_ = false;
        auto fresh = read();
        problem_ = fresh || !hasModel() || sketch().empty() ? std::string() : fresh.error().message;
        reading_ = fresh ? std::optional(std::move(*fresh)) : std::nullopt;
    }
    return reading_ ? &*reading_ : nullptr;
}

Result<Reading> DrawSession::read() {
    if (!hasModel()) return failure("no model is open");
    if (sketch().empty()) return failure("nothing is drawn yet");
    auto digit = sketchDigit(sketch());
    if (!digit) return tl::unexpected(digit.error());
    // The last pass's memory is used again: nothing is allocated while the pen moves.
    Reading result = reading_ ? std::move(*reading_) : Reading{};
    result.input = std::move(*digit);
    const auto start = std::chrono::steady_clock::now();
    network().prepare(result.pass, 1);
    std::copy_n(result.input.data(), result.input.size(), result.pass.outputs[0].data());
    network().forward(result.pass);
    result.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    result.answer = answerOf<float>(result.probabilities());
    return result;
}

Result<void> DrawSession::teach(int label) {
    endStroke();
    if (!hasModel()) return failure("open a model before teaching it");
    const Reading* seen = reading();
    if (!seen) return failure("draw a digit before teaching it");
    const Tensor<float> picture = seen->input;
    require(label >= 0 && label < network().classCount(), "label ", label, " out of range");
    Network<float> pupil = network();
    auto lesson = teachDigit(pupil, picture, label, team_);
    if (!lesson) return tl::unexpected(lesson.error());
    State next = state();
    next.network = std::make_shared<Network<float>>(std::move(pupil));
    next.lastLesson = std::move(*lesson);
    ++next.lessons;
    commit("lesson", std::move(next));
    Q_EMIT taught(picture, label);
    return {};
}

void DrawSession::forgetLessons() {
    if (lessonCount() == 0) return;
    endStroke();
    State next = state();
    next.network = {next.model, &next.model->checkpoint.network};
    next.lessons = 0;
    next.lastLesson.reset();
    commit("forgetting", std::move(next));
}

const std::optional<TaughtLesson>& DrawSession::lastLesson() const {
    static const std::optional<TaughtLesson> none;
    return isDrawing() ? none : state().lastLesson;
}

void DrawSession::undo() {
    endStroke();
    history_.undo();
    touch();
}

void DrawSession::redo() {
    if (isDrawing()) return;
    history_.redo();
    touch();
}

void DrawSession::putOnCanvas(const char* action, Sketch sketch) {
    State next = state();
    next.sketch = std::make_shared<Sketch>(std::move(sketch));
    next.lastLesson.reset();
    commit(action, std::move(next));
}

void DrawSession::commit(const char* action, State next) {
    history_.push(action, std::move(next));
    touch();
}

void DrawSession::touch() {
    stale_ = true;
    Q_EMIT changed();
}

}  // namespace deltascope
