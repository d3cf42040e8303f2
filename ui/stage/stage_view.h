#pragma once

#include <QPixmap>
#include <QVariantAnimation>
#include <QWidget>
#include <memory>

#include "ui/stage/stage_painter.h"

namespace deltascope {

class CellEditor;

/// Shows any step of any walkthrough: paints it, moves to the next step in one short movement, and lets every
/// number be clicked, walked to with the keyboard, and (where a setting stands behind it) changed in place.
///
/// Keyboard: Down, Up or Enter begins walking from cell to cell; then the arrow keys walk, Enter explains, F2
/// edits and Escape ends it, so that otherwise the arrow keys are free for stepping.
class StageView : public QWidget {
    Q_OBJECT

  public:
    explicit StageView(QWidget* parent = nullptr);

    /// Puts a walkthrough on the stage, at rest at `step`.
    void setWalkthrough(std::shared_ptr<const Walkthrough> walkthrough, Index step);
    /// The same walkthrough with other settings: numbers that have become others are marked until the next
    /// step.
    void replaceWalkthrough(std::shared_ptr<const Walkthrough> walkthrough, Index step);
    /// Goes to `step`: in a movement if it is the next or the one before and movements are on, else at once.
    void showStep(Index step);
    Index step() const { return current_.number; }
    const Step& currentStep() const { return current_.step; }
    void setAnimated(bool on) { isAnimated_ = on; }

    /// Marks a number that is being explained and the cells it was made of; nothing for the step's own
    /// number.
    void setTrace(const std::optional<Explanation>& explanation);
    /// Rings one cell while its term is pointed at elsewhere.
    void setPointedAt(const std::optional<Cell>& cell);
    /// Rings all of these while the formula's term that they stand for is pointed at.
    void setPointedAtAll(const std::vector<Cell>& cells);
    /// What is ringed because it is pointed at elsewhere.
    const std::vector<StagePlace>& pointedAt() const { return pointedAt_; }

    /// Shows one moment of a movement; `scene` belongs to the exhibits of set().
    void showScene(Scene scene);
    /// What is shown now.
    const Scene& scene() const { return scene_; }
    const StageSet& set() const { return set_; }
    std::optional<StagePlace> selection() const { return selection_; }
    /// The numbers that are marked as changed.
    const std::vector<StagePlace>& changed() const { return changed_; }
    CellEditor* editor() const { return editor_; }
    /// Opens the editor on the cell at `place`; false if no setting stands behind it.
    bool edit(const StagePlace& place);
    /// Opens the editor on the first cell that shows a value of this setting.
    bool editSetting(const std::string& setting);

    /// The height that can be seen at once, where the stage can be scrolled: if a step needs more, the stage
    /// asks for it as its minimum. Without it a step has to do with the stage's own height.
    void setRoom(int height);

    QSize sizeHint() const override { return {680, 560}; }
    QSize minimumSizeHint() const override { return {320, 180}; }

  Q_SIGNALS:
    void cellChosen(const deltascope::Cell& cell);
    /// A click on something that has no explanation; says why.
    void refused(const QString& reason);
    /// The mouse is over this cell, or over none.
    void cellHovered(const std::optional<deltascope::Cell>& cell);
    /// A number was typed over element `offset` (row-major) of an exhibit that has a setting behind it.
    void valueTyped(const deltascope::Exhibit& exhibit, deltascope::Index offset, double value);
    /// The window was dragged to the place that it has at this step.
    void stepWanted(deltascope::Index step);
    void pictureDropped(const QString& path);
    /// What should be in sight now: the step's result, or the number walked to.
    void attentionMoved(const QRect& place);

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    /// Where the window that is being dragged stands at each step.
    struct WindowDrag {
        std::vector<QPointF> centers;
        QPointF grip;  ///< from the window's centre to the mouse
        bool hasMoved = false;
    };

    void layOut();
    void refit();
    void rest();
    void takeStep(Index step);
    void placeExhibits(std::vector<Exhibit> exhibits);
    void startFade();
    void startMovement(Index into, bool backwards);
    const QPixmap& ground();
    void paintMarks(QPainter& painter);
    QRectF traceRect(std::size_t exhibit) const;
    bool isKnown(const StagePlace& place) const;
    void choose(const StagePlace& place);
    void select(const StagePlace& place);
    std::optional<StagePlace> neighbour(const StagePlace& place, int key) const;
    StagePlace startOfWalk() const;
    QString describe(const StagePlace& place) const;
    void takeTyped(double value, int move);
    void hover(const std::optional<StagePlace>& place);
    std::optional<WindowDrag> dragFrom(const QPointF& point) const;
    void dragTo(const QPointF& point);

    std::shared_ptr<const Walkthrough> walkthrough_;
    NumberedStep current_;
    bool isAnimated_ = true;
    std::optional<int> room_;
    StageSet set_;
    Scene scene_;
    QPixmap ground_;
    QVariantAnimation movement_;
    NumberedStep movingFrom_, movingInto_;
    QPixmap fadingFrom_;  ///< what stood here before the exhibits changed, while it fades out
    bool hasBefore_ = false;

    std::optional<StagePlace> explained_, selection_, hovered_, edited_;
    std::vector<StagePlace> pointedAt_;
    std::vector<StagePlace> traced_, changed_;
    bool isWalking_ = false;
    QPointF pressedAt_;
    std::optional<WindowDrag> drag_;
    CellEditor* editor_;
};

}  // namespace deltascope
