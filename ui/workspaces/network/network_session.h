#pragma once

#include <QObject>
#include <filesystem>

#include "core/explain/changes.h"
#include "core/lesson/backward_steps.h"
#include "core/lesson/lecture_network.h"
#include "core/network/architecture_choices.h"
#include "ui/workspaces/draw/history.h"
#include "ui/workspaces/network/picture_shelf.h"

namespace deltascope {

/// A network with one pass, forwards and backwards: every number that is on the screen.
using Example = WorkedExample<double>;
using SharedExample = std::shared_ptr<const Example>;

/// Which of a network's numbers are shown.
enum class NumberMode { activations, deltas, gradients };

/// A network on one labelled picture, without any widget: what is shown, how far backpropagation has come,
/// which number is asked about, and what the user changed. Pictures, networks, labels, painted pixels, typed
/// weights, rates and updates all undo.
class NetworkSession : public QObject {
    Q_OBJECT

  public:
    /// Starts with the pencil network on its first picture.
    explicit NetworkSession(QObject* parent = nullptr);

    // The network.
    const Network<double>& network() const { return *state().network; }
    const std::string& networkName() const { return state().networkName; }
    const std::string& networkOrigin() const { return state().networkOrigin; }
    /// What it was before it was trained; null where nobody knows.
    const LessonNetwork& untrained() const { return state().untrained; }
    /// Puts another network in place; the picture is fitted to it, and its rows of pictures come with it.
    /// `origin` says where it came from, for whoever wants to get it again: "pencil", "trained", "file:PATH",
    /// "design:SEED:ARCHITECTURE". `untrained` is
    /// of the same architecture, if known.
    void setNetwork(std::string name, LessonNetwork network, std::string origin = {},
                    LessonNetwork untrained = {});
    Result<void> openModel(const std::filesystem::path& path);
    /// A network of this architecture with random weights; an error, and no change, says what is impossible.
    Result<void> design(const Architecture& architecture, std::uint64_t seed);

    // The picture and its label.
    const PictureShelf& shelf() const { return *state().shelf; }
    /// Number of the picture on its shelf; -1 for one of the user's own.
    Index pictureNumber() const { return state().pictureNumber; }
    const std::string& pictureName() const { return state().pictureName; }
    bool isPainted() const { return state().isPainted; }
    void setShelf(SharedShelf shelf, Index number = 0);
    /// Picture `number` of the shelf; counts round at both ends.
    void showPicture(Index number);
    /// A picture from elsewhere, channels x height x width, fitted to the network; its label stays what it
    /// was.
    void setPicture(const Tensor<double>& picture, std::string name);
    int label() const { return state().label; }
    std::optional<int> trueLabel() const { return state().trueLabel; }
    void setLabel(int label);
    double rate() const { return state().rate; }
    /// An error for a rate that is not positive and finite.
    Result<void> setRate(double rate);

    // Changes of single numbers.
    /// Pixels painted between begin and end are one step of the history; each is seen at once.
    void beginStroke();
    /// Inks the pixels around `offset` as the brush does, the outer ones partly; ink 1 paints, 0 erases.
    void paintPixel(Index offset, double ink);
    void endStroke();
    /// Diameter in pixels, 1 to largestBrush.
    int brush() const { return brush_; }
    void setBrush(int pixels);
    static constexpr int largestBrush = 4;
    /// Whether `cell` can be changed: a pixel or a parameter.
    bool canEdit(const Cell& cell) const;
    Result<void> setNumber(const Cell& cell, double value);

    // What comes out.
    const Example& example() const { return *shared(); }
    SharedExample shared() const;
    /// What differences are measured against: the pass before the first change since picture and network
    /// came, or before compareFromHere(); null without a change.
    SharedExample reference() const { return state().reference; }
    /// The pass as it is becomes what later changes are measured against.
    void compareFromHere();
    /// The numbers that changed most since the reference, of what the mode shows.
    std::vector<NumberChange> changes(std::size_t count) const;

    // The steps: 0 is the forward pass, 1 to steps().size() go back, one more shows the update.
    const std::vector<BackwardStep>& steps() const { return steps_; }
    int step() const { return step_; }
    int updateStep() const { return static_cast<int>(steps_.size()) + 1; }
    /// Clamped. Shows the numbers that the step computes; a new network starts with all of them computed.
    void goTo(int step);
    /// From the update on to the next forward pass.
    void goOn();
    /// Whether the tensor is computed by the step at hand or before it.
    bool isComputed(const std::string& tensor) const;
    bool isFresh(const std::string& tensor) const;
    /// Puts the updated weights in the network's place and starts again with the forward pass.
    void useUpdate();
    double loss() const { return example().meanLoss(); }
    double lossAfterUpdate() const;

    // What is looked at.
    NumberMode mode() const { return mode_; }
    void setMode(NumberMode mode);
    bool isDifference() const { return isDifference_; }
    void setDifference(bool on);
    const Cell& chosen() const { return chosen_.back(); }
    void choose(const Cell& cell);
    /// As choose(), with a way back.
    void follow(const Cell& cell);
    bool canGoBack() const { return chosen_.size() > 1; }
    void goBack();
    const std::optional<Cell>& pinned() const { return pinned_; }
    void setPinned(const std::optional<Cell>& cell);
    /// The value of a cell now; not a number if there is none.
    double valueAt(const Cell& cell) const;

    /// Forgets what came before: the state at hand is where the user starts.
    void startHere();
    bool canUndo() const { return history_.canUndo() || pending_; }
    bool canRedo() const { return history_.canRedo() && !pending_; }
    std::string undoAction() const { return pending_ ? "painting" : history_.undoAction(); }
    std::string redoAction() const { return history_.redoAction(); }
    void undo();
    void redo();

  Q_SIGNALS:
    /// Anything above may have changed. Collect several before drawing.
    void changed();

  private:
    /// Copies share what did not change.
    struct State {
        LessonNetwork network, untrained;
        std::string networkName, networkOrigin;
        SharedShelf shelf;
        Index pictureNumber = 0;
        std::string pictureName;
        std::shared_ptr<const Tensor<double>> picture;   ///< of the shape of the network's input
        std::shared_ptr<const Tensor<double>> original;  ///< as it came, to be fitted to the next network
        bool isPainted = false;
        int label = 0;
        std::optional<int> trueLabel;
        double rate = 0.1;
        SharedExample reference;
    };

    const State& state() const { return pending_ ? *pending_ : history_.current(); }
    /// A copy of the state to be changed, with the pass as it is as its reference.
    State changedState() const;
    void commit(const char* action, State next);
    void place(State& state, const LabelledPicture& picture, Index number) const;
    void fit(State& state) const;
    void touch();
    bool inkPixels(Tensor<double>& picture, Index offset, double ink) const;

    History<State> history_;
    std::optional<State> pending_;  ///< while pixels are being painted
    mutable SharedExample shown_;
    std::vector<BackwardStep> steps_;
    LessonNetwork stepsOf_;
    int step_ = 0;
    NumberMode mode_ = NumberMode::activations;
    bool isDifference_ = false;
    int brush_ = 2;
    std::vector<Cell> chosen_;  ///< the way to the cell that is asked about
    std::optional<Cell> pinned_;
};

}  // namespace deltascope
