#pragma once

#include <QPixmap>
#include <QStringList>
#include <QWidget>

#include "core/explain/reach.h"
#include "ui/workspaces/network/panel_layout.h"

namespace deltascope {

/// The whole network on one page: every map of every layer, from the input on the left to the probabilities
/// on the right. The mouse over a number shows its address and value; a click chooses it; dragging over the
/// input paints, with the right button it erases. Arrow keys move within a map, with Ctrl from map to map and
/// from tensor to tensor.
class NetworkView : public QWidget {
    Q_OBJECT

  public:
    explicit NetworkView(QWidget* parent = nullptr);

    void setPanels(std::vector<TensorPanel> panels, QStringList classes);
    const std::vector<TensorPanel>& panels() const { return panels_; }
    /// The number that is asked about, and one that is kept beside it.
    void setChosen(const Cell& cell, const std::optional<Cell>& pinned);
    const Cell& chosen() const { return chosen_; }
    /// Cells of other layers to be framed: what the chosen one is made of.
    void setField(std::vector<CellSet> field);
    /// Whether the left button erases, too.
    void setErasing(bool on) { isErasing_ = on; }
    /// Marks a number wherever it is shown.
    void setPointedAt(const std::optional<Cell>& cell);

    /// The pixels of a cell; empty if it is not on the page.
    QRectF rectOf(const Cell& cell) const;
    const std::vector<PanelPlace>& places() const { return places_; }

    QSize sizeHint() const override { return {900, 480}; }
    QSize minimumSizeHint() const override { return {420, 200}; }

  Q_SIGNALS:
    void cellChosen(const deltascope::Cell& cell);
    void cellHovered(const std::optional<deltascope::Cell>& cell);
    /// A double click or Enter: someone wants to change or see it large.
    void cellOpened(const deltascope::Cell& cell);
    void strokeBegun();
    /// A pixel of the input; ink 1 paints, 0 erases.
    void pixelPainted(deltascope::Index offset, double ink);
    void strokeEnded();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    struct Place {
        std::size_t panel = 0;
        Index offset = 0;
        bool operator==(const Place&) const = default;
    };

    void arrange();
    std::optional<Place> placeAt(const QPointF& point) const;
    std::optional<Place> placeOf(const Cell& cell) const;
    QRectF rectOf(const Place& place) const;
    void showHover(const QPoint& globalPosition);
    void paintTo(const QPointF& point);
    void move(int panels, int maps, int rows, int columns);
    void paintMarks(QPainter& painter) const;
    void paintField(QPainter& painter) const;
    std::vector<QRectF> fieldRects(const TensorPanel& panel, const PanelPlace& place,
                                   const CellSet& cells) const;
    void describe();

    std::vector<TensorPanel> panels_;
    QStringList classes_;
    std::vector<PanelPlace> places_;
    QPixmap page_;  ///< all panels, without marks: painted anew when numbers or sizes change
    Cell chosen_;
    std::optional<Cell> pinned_, pointed_;
    std::vector<CellSet> field_;
    std::optional<Place> hovered_, pressed_;
    bool isPainting_ = false, isErasing_ = false;
    double ink_ = 1;
    QPointF lastPoint_;
};

}  // namespace deltascope
