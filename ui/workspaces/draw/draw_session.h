#pragma once

#include <QObject>
#include <memory>
#include <optional>

#include "core/base/parallel.h"
#include "core/network/digit_model.h"
#include "ui/workspaces/draw/history.h"
#include "ui/workspaces/draw/lesson.h"
#include "ui/workspaces/draw/sketch.h"

namespace deltascope {

/// The network's view of what lies on the canvas.
struct Reading {
    Tensor<float> input;      ///< {1, 28, 28}
    Pass<float> pass;         ///< every layer's output, batch of one
    int answer = 0;           ///< the most probable digit
    double milliseconds = 0;  ///< that the forward pass took

    std::span<const float> probabilities() const { return pass.predictions().values(); }
};

/// Drawing, undoing, answering and teaching, without any widget: what lies on the canvas, the model, and what
/// the user did to both, in one history. Everything undoes: strokes, clearing, opening a picture, lessons,
/// forgetting them, another model.
class DrawSession : public QObject {
    Q_OBJECT

  public:
    explicit DrawSession(QObject* parent = nullptr);

    // The pen. Points are in canvas units; a stroke begun is seen (and classified) at once and becomes one
    // step of the history when it ends.
    void beginStroke(PenPoint point);
    void extendStroke(PenPoint point);
    void endStroke();
    bool isDrawing() const { return pending_.has_value(); }
    float penWidth() const { return penWidth_; }
    void setPenWidth(float width);

    const Sketch& sketch() const;
    /// What lies on the canvas without the stroke that is being drawn; the same object until it changes.
    std::shared_ptr<const Sketch> finishedSketch() const { return state().sketch; }
    void clear();
    void setDrawing(const Drawing& drawing);
    /// Puts `picture` in place of what lies on the canvas; an error, and no change, if no digit can be found.
    Result<void> openPicture(GreyImage picture);

    bool hasModel() const { return state().model != nullptr; }
    /// The model as loaded. Needs hasModel().
    const DigitModel& model() const { return *state().model; }
    /// The network as taught. Needs hasModel().
    const Network<float>& network() const { return *state().network; }
    void setModel(DigitModel model);
    Result<void> openModel(const std::filesystem::path& path);
    /// Saves the network as taught, with the notes of the model it came from and the number of lessons.
    Result<void> saveModel(const std::filesystem::path& path) const;

    /// The network's answer to what lies on the canvas, computed when first asked for after a change; null
    /// without a model or with nothing (readable) on the canvas: see problem().
    const Reading* reading();
    /// Why there is no reading, though something was drawn; empty otherwise.
    const std::string& problem() const { return problem_; }

    /// Teaches the network that what lies on the canvas is `label`. An error, and no change, without a
    /// reading.
    Result<void> teach(int label);
    /// Goes back to the model as loaded.
    void forgetLessons();
    int lessonCount() const { return state().lessons; }
    /// The lesson that was the last thing done, if it was one.
    const std::optional<TaughtLesson>& lastLesson() const;

    bool canUndo() const { return history_.canUndo() || isDrawing(); }
    bool canRedo() const { return history_.canRedo() && !isDrawing(); }
    std::string undoAction() const { return isDrawing() ? "stroke" : history_.undoAction(); }
    std::string redoAction() const { return isDrawing() ? "" : history_.redoAction(); }
    void undo();
    void redo();

  Q_SIGNALS:
    /// Anything above may have changed. Comes once a pen movement: collect several before drawing.
    void changed();
    /// A lesson was learnt from `picture` (the network's input, ink 0 .. 1).
    void taught(const deltascope::Tensor<float>& picture, int label);

  private:
    /// Copies share what did not change.
    struct State {
        std::shared_ptr<const Sketch> sketch = std::make_shared<Sketch>();
        std::shared_ptr<const DigitModel> model;
        std::shared_ptr<const Network<float>> network;
        int lessons = 0;
        std::optional<TaughtLesson> lastLesson;
    };

    const State& state() const { return history_.current(); }
    void commit(const char* action, State next);
    void putOnCanvas(const char* action, Sketch sketch);
    void touch();
    Result<Reading> read();

    History<State> history_{State{}};
    std::optional<Sketch> pending_;  ///< with the stroke that is being drawn
    float penWidth_ = defaultPenWidth;
    std::optional<Reading> reading_;
    bool stale_ = true;
    std::string problem_;
    ThreadTeam team_{1};
};

}  // namespace deltascope
