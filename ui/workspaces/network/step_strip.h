#pragma once

#include <QWidget>

#include "core/lesson/backward_steps.h"

namespace deltascope {

/// The steps of backpropagation as circles in the order of the network: the last step, which reaches the
/// input, on the left; the forward pass before them and the update after them are not among the circles.
/// Arrow keys and clicks go to a step.
class StepStrip : public QWidget {
    Q_OBJECT

  public:
    explicit StepStrip(QWidget* parent = nullptr);

    /// `step` 0: none is done yet; past the last one: all are.
    void setSteps(const std::vector<BackwardStep>& steps, int step);
    QRectF circleOf(int step) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {240, sizeHint().height()}; }

  Q_SIGNALS:
    void stepWanted(int step);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

  private:
    int count() const { return static_cast<int>(steps_.size()); }
    double diameter() const;
    int stepAt(const QPointF& point) const;

    std::vector<BackwardStep> steps_;
    int step_ = 0;
};

}  // namespace deltascope
