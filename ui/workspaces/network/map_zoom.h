#pragma once

#include <QWidget>

#include "ui/workspaces/network/tensor_panels.h"

namespace deltascope {

class CellEditor;

/// The map around the chosen number, large enough for every cell to carry its own: a double click, Enter or
/// F2 opens a cell that can be changed. The wheel makes the cells smaller, until the whole map is seen, and
/// larger. Dragging over the input paints as on the page.
class MapZoom : public QWidget {
    Q_OBJECT

  public:
    explicit MapZoom(QWidget* parent = nullptr);

    /// Shows `cell` of the panel and what lies around it.
    void setPanel(TensorPanel panel, const Cell& cell, bool canEdit);
    const Cell& cell() const { return cell_; }
    /// Whether the left button erases, too.
    void setErasing(bool on) { isErasing_ = on; }
    /// Opens the editor on the chosen cell, if it can be changed.
    void edit();
    CellEditor& editor() { return *editor_; }
    /// The pixels of a cell of the shown map; empty if it is outside.
    QRectF rectOf(const Cell& cell) const;

    QSize sizeHint() const override { return {300, 240}; }
    QSize minimumSizeHint() const override { return {200, 120}; }

  Q_SIGNALS:
    void cellChosen(const deltascope::Cell& cell);
    void numberTyped(const deltascope::Cell& cell, double value);
    void refused(const QString& reason);
    void strokeBegun();
    void pixelPainted(deltascope::Index offset, double ink);
    void strokeEnded();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

  private:
    /// The part of the map that is shown, in cells, and where.
    struct Window {
        int map = 0, top = 0, left = 0, rows = 1, columns = 1;
        double side = 1;
        QPointF origin;
    };
    Window window() const;
    std::optional<Index> offsetAt(const QPointF& point) const;
    Index chosenOffset() const { return panel_.shape.offset(cell_.index); }
    void move(int rows, int columns);

    TensorPanel panel_;
    Cell cell_;
    bool canEdit_ = false, isPainting_ = false, isErasing_ = false;
    double wanted_ = 30, ink_ = 1;  ///< side of a cell in pixels, if the map is larger than the room
    std::optional<Index> hovered_, pressed_;
    CellEditor* editor_;
};

}  // namespace deltascope
