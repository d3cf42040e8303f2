#pragma once

#include <QElapsedTimer>
#include <QPixmap>
#include <QWidget>

#include "ui/workspaces/train/mosaic.h"
#include "ui/workspaces/train/training_view.h"

namespace deltascope {

/// The network from left to right: the maps of every layer for one digit and, where there is room, the
/// kernels below them; or all weights, their gradients or their updates. The mouse over a cell tells its
/// address and value.
class NetworkStrip : public QWidget {
    Q_OBJECT

  public:
    enum class Mode {
        activations,  ///< outputs for a fixed digit, and kernels
        deltas,       ///< of the next batch's first digit
        weights,
        gradients,  ///< of the weights, over the next batch
        updates,    ///< what the next step adds to the weights
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
    void resizeEvent(QResizeEvent*) override { arrangeAnew(); }

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
    /// Layers that are shown as one column, and the share of the width that they want.
    struct Group {
        int first = 0, last = 0;
        double share = 1;
    };
    bool showsMaps() const { return mode_ == Mode::activations || mode_ == Mode::deltas; }
    void arrange();
    void arrangeAnew();
    std::vector<Group> mapGroups() const;
    std::vector<Group> weightGroups() const;
    Column mapColumn(const Group& group, const QRectF& area) const;
    Column weightColumn(const Group& group, const QRectF& area) const;
    Mosaic weightMosaic(std::size_t parameter) const;
    void paintLabels();
    std::span<const float> mapsOf(int layer) const;
    std::span<const float> weightsOf(std::size_t parameter) const;
    void paintTexts(QPainter& painter, const Column& column) const;
    void paintAnswerTexts(QPainter& painter) const;
    void paintAnswer(QPainter& painter) const;
    QRectF answerBar(std::size_t answer) const;

    std::shared_ptr<const TrainingView> view_;
    Mode mode_ = Mode::activations;
    std::vector<Column> columns_;
    QRectF answer_;
    QPixmap
        labels_;  ///< all texts: painted a few times a second, because shaping them takes longer than maps
    QElapsedTimer labelsAge_;
};

}  // namespace deltascope
