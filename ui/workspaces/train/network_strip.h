#pragma once

#include <QWidget>

#include "ui/workspaces/train/mosaic.h"
#include "ui/workspaces/train/training_view.h"

namespace deltascope {

/// The network from left to right: the maps of every layer for one fixed digit and, below them, the kernels
/// of the convolutions. The mouse over a cell tells its address and value.
class NetworkStrip : public QWidget {
    Q_OBJECT

  public:
    enum class Mode {
        activations,  ///< outputs and weights
        gradients,    ///< deltas of the next batch's first digit, and the batch's gradients
        updates,      ///< the same deltas, and what the next step adds to the weights
    };

    explicit NetworkStrip(QWidget* parent = nullptr);

    void setView(std::shared_ptr<const TrainingView> view);
    void setMode(Mode mode);
    Mode mode() const { return mode_; }
    /// "conv1.weight[0,0,1,1] = 0.25" at `point`; empty beside the maps.
    QString textAt(const QPointF& point) const;
    QSize sizeHint() const override { return {900, 280}; }
    QSize minimumSizeHint() const override { return {420, 130}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent*) override { arrange(); }

  private:
    struct Placed {
        Mosaic mosaic;
        QRectF place;
    };
    struct Column {
        QString title, size;
        QRectF head;
        std::vector<Placed> parts;  ///< maps and, for convolutions, kernels
    };
    void arrange();
    Column columnOf(int first, int last, const QRectF& area) const;
    std::span<const float> mapsOf(int layer) const;
    std::span<const float> weightsOf(std::size_t parameter) const;
    void paintColumn(QPainter& painter, const Column& column) const;
    void paintAnswer(QPainter& painter) const;

    std::shared_ptr<const TrainingView> view_;
    Mode mode_ = Mode::activations;
    std::vector<Column> columns_;
    QRectF answer_;
};

}  // namespace deltascope
