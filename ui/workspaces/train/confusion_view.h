#pragma once

#include <QWidget>
#include <optional>

#include "ui/workspaces/train/training_view.h"

namespace deltascope {

/// The confusion matrix of the held-out digits (rows: what it is, columns: the answer); a chosen cell shows
/// the digits behind it. Arrow keys move the choice.
class ConfusionView : public QWidget {
    Q_OBJECT

  public:
    explicit ConfusionView(QWidget* parent = nullptr);

    void setEvaluation(std::shared_ptr<const Evaluation> evaluation);
    void setBehind(std::shared_ptr<const DigitsBehind> behind);
    const std::optional<ConfusionCell>& chosen() const { return chosen_; }
    QRectF cellRect(const ConfusionCell& cell) const;
    QSize sizeHint() const override { return {300, 300}; }
    QSize minimumSizeHint() const override { return {150, 120}; }

  Q_SIGNALS:
    void cellChosen(const deltascope::ConfusionCell& cell);

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QSizeF cellSize() const;
    void choose(const ConfusionCell& cell);
    void paintCells(QPainter& painter) const;
    void paintBehind(QPainter& painter) const;

    std::shared_ptr<const Evaluation> evaluation_;
    std::shared_ptr<const DigitsBehind> behind_;
    std::optional<ConfusionCell> chosen_;
};

}  // namespace deltascope
