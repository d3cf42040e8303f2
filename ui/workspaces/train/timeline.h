#pragma once

#include <QElapsedTimer>

#include "ui/widgets/card.h"
#include "ui/workspaces/train/training_view.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSlider;

namespace deltascope {

/// Start, pause, one batch, one epoch, back, a slider over the whole training and, once there are several,
/// the choice of a branch.
class Timeline : public Card {
    Q_OBJECT

  public:
    explicit Timeline(QWidget* parent = nullptr);

    void setView(const TrainingView& view);
    void setReady(bool ready);
    /// Whether there is a training to start, even if its digits are still being read.
    void setStartable(bool startable);

  Q_SIGNALS:
    void runAsked();
    void pauseAsked();
    void batchAsked();
    void epochAsked();
    void momentAsked(const deltascope::Moment& moment);

  public Q_SLOTS:
    void toggle();
    void back();

  private:
    QPushButton* addButton(const QString& text, const QString& tip);
    void goTo(int step);
    void showBranches(const TrainingView& view);
    void showTexts(const TrainingView& view);
    QString placeText(const TrainingView& view) const;

    Moment moment_;
    bool running_ = false;
    QPushButton *toggle_, *back_, *batch_, *epoch_;
    QSlider* slider_;
    QComboBox* branch_;
    std::shared_ptr<const std::vector<BranchLine>> branches_;
    QLabel *place_, *speed_;
    QElapsedTimer texts_;  ///< since they were written last
};

/// "12 s" or "3:05 min".
QString timeText(double seconds);

}  // namespace deltascope
