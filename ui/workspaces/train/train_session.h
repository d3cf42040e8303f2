#pragma once

#include <QObject>
#include <QTimer>

#include "ui/workspaces/train/training_worker.h"

namespace deltascope {

/// The training behind the workspace, without widgets: a worker, and signals on the window's thread.
class TrainSession : public QObject {
    Q_OBJECT

  public:
    explicit TrainSession(QObject* parent = nullptr);

    TrainingWorker& worker() { return worker_; }
    /// What the worker handed out last; null before the first training.
    const std::shared_ptr<const TrainingView>& view() const { return view_; }
    /// Waits for the worker to have nothing to do and takes its view; for tests and pictures.
    void settle();

  Q_SIGNALS:
    void viewChanged();
    void loading(double share);
    void failed(const QString& message);
    void began(const deltascope::TrainingOutline& outline);

  private:
    void take();

    std::shared_ptr<const TrainingView> view_;
    QTimer frame_;  ///< asks for one view a frame
    TrainingWorker worker_;
};

}  // namespace deltascope
