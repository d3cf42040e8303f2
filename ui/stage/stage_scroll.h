#pragma once

#include <QScrollArea>

namespace deltascope {

class StageView;

/// Room for a stage: where a step has more to show than fits, the stage becomes higher and scrolls, and what
/// the step is about stays in sight.
class StageScroll : public QScrollArea {
    Q_OBJECT

  public:
    /// Takes the stage as its child.
    explicit StageScroll(StageView* stage, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override { return {320, 140}; }
    QSize sizeHint() const override { return {680, 560}; }

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    StageView* stage_;
};

}  // namespace deltascope
