#pragma once

#include <QWidget>

#include "ui/workspaces/train/training_view.h"

class QComboBox;
class QSpinBox;

namespace deltascope {

/// Inside one batch: every digit with its own gradient of a chosen kernel, their mean, and what the step then
/// makes of the kernel.
class BatchView : public QWidget {
    Q_OBJECT

  public:
    explicit BatchView(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const TrainingView> view);
    KernelChoice choice() const;
    QSize minimumSizeHint() const override { return {420, 130}; }

  Q_SIGNALS:
    void kernelChosen(const deltascope::KernelChoice& kernel);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void offerKernels();
    void paintExamples(QPainter& painter, const QRectF& area) const;
    void paintStep(QPainter& painter, const QRectF& area) const;
    /// The chosen kernel's part of values that are laid out like its parameter.
    std::span<const float> part(std::span<const float> values) const;

    std::shared_ptr<const TrainingView> view_;
    QComboBox* layer_;
    QSpinBox *map_, *channel_;
    QWidget* chooser_;
};

}  // namespace deltascope
