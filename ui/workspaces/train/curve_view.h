#pragma once

#include <QWidget>

#include "core/training/training_curve.h"

QT_BEGIN_NAMESPACE
class QChart;
class QChartView;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace deltascope {

/// Curves over the steps of a training: training (thin) and held-out (strong), where we are, and the curves
/// of other branches (faint).
class CurveView : public QWidget {
    Q_OBJECT

  public:
    enum class Quantity { loss, accuracy };

    explicit CurveView(Quantity quantity, QWidget* parent = nullptr);

    /// `now` is the step that we are at, `last` the end of the axis.
    void setCurves(const TrainingCurves& curves, double now, double last);
    /// Other lines of the training, faint, behind the curves: all of `lines` but number `without`.
    void setOthers(const std::vector<BranchLine>& lines, int without);
    /// How many other lines are drawn.
    int others() const;
    QSize sizeHint() const override { return {260, 200}; }
    QSize minimumSizeHint() const override { return {130, 90}; }

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    QLineSeries* addSeries(const QString& name);
    void applyTheme();
    double valueOf(const CurvePoint& point) const;
    QList<QPointF> pointsOf(const std::vector<CurvePoint>& curve) const;
    void dressOther(QLineSeries* series, bool isHeldOut) const;

    Quantity quantity_;
    QChart* chart_;
    QChartView* view_;
    QList<QLineSeries*> others_;  ///< training and held-out curves in turn
    double othersEnd_ = 0;
    QLineSeries *training_, *heldOut_, *now_;
    QValueAxis *steps_, *values_;
};

}  // namespace deltascope
