#include "ui/workspaces/train/curve_view.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr int mostOthers = 8;

/// The next of 10, 20, 30, 40, 60, 80, 100, 200 ... from `value` up: its half and fifth are whole.
double roundEnd(double value) {
    const double decade = std::pow(10.0, std::floor(std::log10(std::max(value, 10.0))));
    for (const double factor : {1.0, 2.0, 3.0, 4.0, 6.0, 8.0})
        if (value <= factor * decade) return factor * decade;
    return 10 * decade;
}

}  // namespace

CurveView::CurveView(Quantity quantity, QWidget* parent)
    : QWidget(parent),
      quantity_(quantity),
      chart_(new QChart),
      view_(new QChartView(chart_)),
      steps_(new QValueAxis),
      values_(new QValueAxis) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_);
    view_->setFrameShape(QFrame::NoFrame);
    view_->setFocusPolicy(Qt::NoFocus);
    view_->setRenderHint(QPainter::Antialiasing);
    view_->setMinimumSize(0, 0);
    chart_->setMargins({0, 0, 0, 0});
    chart_->layout()->setContentsMargins(0, 0, 0, 0);
    chart_->setBackgroundVisible(false);
    chart_->legend()->hide();
    chart_->addAxis(steps_, Qt::AlignBottom);
    chart_->addAxis(values_, Qt::AlignLeft);
    for (int i = 0; i < 2 * mostOthers; ++i) others_ << addSeries({});  // first, and so behind
    training_ = addSeries(tr("training"));
    heldOut_ = addSeries(tr("held out"));
    now_ = addSeries(tr("now"));
    const bool isLoss = quantity == Quantity::loss;
    setAccessibleName(isLoss ? tr("Loss over the steps of the training")
                             : tr("Accuracy over the steps of the training"));
    steps_->setLabelFormat(QStringLiteral("%d"));
    steps_->setTickCount(3);
    values_->setLabelFormat(isLoss ? QStringLiteral("%d") : QStringLiteral("%d %%"));
    values_->setTickCount(isLoss ? 4 : 5);
    values_->setRange(0, isLoss ? 3 : 100);
    steps_->setRange(0, 100);
    applyTheme();
    connect(&themeManager(), &ThemeManager::changed, this, &CurveView::applyTheme);
}

QLineSeries* CurveView::addSeries(const QString& name) {
    auto* series = new QLineSeries;
    series->setName(name);
    chart_->addSeries(series);
    series->attachAxis(steps_);
    series->attachAxis(values_);
    return series;
}

void CurveView::applyTheme() {
    const Theme& theme = currentTheme();
    const Palette& p = theme.palette;
    view_->setStyleSheet(QStringLiteral("background: %1").arg(p.card.name()));
    view_->setBackgroundBrush(p.card);
    for (qsizetype i = 0; i < others_.size(); ++i) dressOther(others_[i], i % 2 == 1);
    training_->setPen(QPen(p.activation.strong, 1.5));
    heldOut_->setPen(QPen(p.weight.strong, 2.5));
    now_->setPen(QPen(p.mutedText, 1, Qt::DashLine));
    for (QValueAxis* axis : {steps_, values_}) {
        axis->setLabelsFont(theme.type.smallNumber);
        axis->setLabelsColor(p.mutedText);
        axis->setGridLinePen(QPen(p.border, 1));
        axis->setLinePen(QPen(p.controlBorder, 1));
    }
    steps_->setGridLineVisible(false);
}

double CurveView::valueOf(const CurvePoint& point) const {
    return quantity_ == Quantity::loss ? point.loss : 100 * point.accuracy;
}

QList<QPointF> CurveView::pointsOf(const std::vector<CurvePoint>& curve) const {
    QList<QPointF> points;
    for (const CurvePoint& point : curve) {
        if (!std::isfinite(valueOf(point))) continue;  // the message bar says so; a chart has no place for it
        points << QPointF(point.step, valueOf(point));
    }
    return points;
}

void CurveView::dressOther(QLineSeries* series, bool isHeldOut) const {
    const Palette& p = currentTheme().palette;
    series->setPen(QPen(mixed(p.card, isHeldOut ? p.weight.strong : p.activation.strong, 0.4), 1.5));
}

int CurveView::others() const {
    int count = 0;
    for (qsizetype i = 0; i < others_.size(); i += 2) count += others_[i]->count() > 0;
    return count;
}

void CurveView::setOthers(const std::vector<BranchLine>& lines, int without) {
    qsizetype used = 0;
    othersEnd_ = 0;
    const auto show = [&](const std::vector<CurvePoint>& curve) {
        others_[used++]->replace(pointsOf(curve));
    };
    for (const BranchLine& line : lines) {
        if (line.branch == without || line.curves.training.empty() || used == others_.size()) continue;
        show(line.curves.training);
        show(line.curves.heldOut);
        othersEnd_ = std::max(othersEnd_, static_cast<double>(line.lastStep));
    }
    for (; used < others_.size(); ++used) others_[used]->clear();
}

void CurveView::setCurves(const TrainingCurves& curves, double now, double last) {
    last = std::max(last, othersEnd_);
    const auto training = pointsOf(curves.training), heldOut = pointsOf(curves.heldOut);
    double top = 2.5;
    for (const auto* points : {&training, &heldOut})
        for (const QPointF& point : *points) top = std::max(top, point.y());
    // Whole numbers at the ticks: 0 to 3, or quarters of a multiple of four.
    const double whole = std::min(std::ceil(top), 1e6), end = quantity_ == Quantity::accuracy ? 100
                                                              : whole <= 5                    ? whole
                                                                           : 4 * std::ceil(whole / 4);
    if (quantity_ == Quantity::loss) values_->setTickCount(end <= 5 ? static_cast<int>(end) + 1 : 5);
    if (values_->max() != end) values_->setMax(end);
    if (steps_->max() != roundEnd(last)) steps_->setMax(roundEnd(last));
    training_->replace(training);
    heldOut_->replace(heldOut);
    now_->replace(QList<QPointF>{{now, 0}, {now, end}});
    if (curves.heldOut.empty()) return;
    setAccessibleDescription(
        tr("%1 held out, %2 training")
            .arg(valueOf(curves.heldOut.back()), 0, 'g', 4)
            .arg(curves.training.empty() ? 0 : valueOf(curves.training.back()), 0, 'g', 4));
}

void CurveView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    steps_->setTickCount(width() > 320 ? 6 : 3);
}

}  // namespace deltascope
