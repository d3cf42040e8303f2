#pragma once

#include <QWidget>

#include "core/training/batch_inspection.h"

namespace deltascope {

/// How large weights, gradients and updates of each layer are, as bars on one logarithmic scale: where the
/// bars of gradients shrink from the last layer to the first, they vanish on their way back.
class MagnitudeView : public QWidget {
    Q_OBJECT

  public:
    explicit MagnitudeView(QWidget* parent = nullptr);

    void setLayers(const std::vector<LayerMagnitudes>& layers);
    QSize sizeHint() const override { return {260, 200}; }
    QSize minimumSizeHint() const override { return {130, 90}; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void paintAxis(QPainter& painter, const QRectF& plot) const;
    void paintLegend(QPainter& painter, const QRectF& area) const;

    std::vector<LayerMagnitudes> layers_;
};

/// Where `value` stands between 10^low and 10^high, 0 .. 1; clipped; 0 for what has no logarithm.
double logShare(double value, int low, int high);

}  // namespace deltascope
