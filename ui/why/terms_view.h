#pragma once

#include <QWidget>

#include "ui/why/terms_layout.h"

namespace deltascope {

/// Shows a table of terms: numbers in columns, coloured by role, with a bar for each term's share. Numbers of
/// cells can be clicked, or reached with Up and Down and opened with Enter.
class TermsView : public QWidget {
    Q_OBJECT

  public:
    explicit TermsView(QWidget* parent = nullptr);

    void setTable(TermsTable table);
    const TermsTable& table() const { return table_; }
    /// Underlays the numbers of this cell.
    void setPointedAt(const std::optional<Cell>& cell);
    /// Underlays the numbers of this role; plain for none.
    void setPointedAt(Role role);

    /// Where the number of `cell` is drawn first; empty if it is not in the table.
    QRectF pieceRect(const Cell& cell) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

  Q_SIGNALS:
    void cellClicked(const deltascope::Cell& cell);
    void cellHovered(const std::optional<deltascope::Cell>& cell);

  protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

  private:
    void layOut();
    std::vector<const PlacedPiece*> links() const;
    const PlacedPiece* linkAt(const QPointF& point) const;
    bool isPointedAt(const TermPiece& piece) const;

    TermsTable table_;
    TermsLayout layout_;  ///< of table_
    std::optional<Cell> pointedCell_, hoveredCell_;
    Role pointedRole_ = Role::plain;
    int current_ = -1;  ///< the link that has the keyboard
};

}  // namespace deltascope
