#pragma once

#include <QStringList>
#include <QWidget>
#include <span>
#include <vector>

namespace deltascope {

/// One row a class: its name, a bar and the probability in percent. The largest stands out by colour and
/// weight; where probabilities from before a change are known, a mark shows each.
class ProbabilityBars : public QWidget {
    Q_OBJECT

  public:
    explicit ProbabilityBars(QStringList classes, QWidget* parent = nullptr);

    void setClasses(const QStringList& classes);
    /// One probability (0 .. 1) a class; empty: nothing is known, all bars empty.
    void setProbabilities(std::span<const float> probabilities);
    /// Probabilities before a change, shown as marks; empty: none.
    void setBefore(std::span<const float> probabilities);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QRectF groove(const QRectF& row) const;
    void paintRow(QPainter& painter, int row, const QRectF& area) const;
    void paintProbability(QPainter& painter, int row, const QRectF& area) const;
    void describe();

    QStringList classes_;
    std::vector<float> probabilities_, before_;
    int largest_ = -1;
};

}  // namespace deltascope
