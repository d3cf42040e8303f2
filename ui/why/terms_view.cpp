#include "ui/why/terms_view.h"

#include <QEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme_manager.h"
#include "ui/why/terms_painter.h"

namespace deltascope {
TermsView::TermsView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Terms"));
}

void TermsView::setTable(TermsTable table) {
    table_ = std::move(table);
    current_ = -1;
    hoveredCell_.reset();
    layOut();
    QString spoken;
    for (const PlacedTotal& total : layout_.totals)
        spoken += total.section->totalLabel + u' ' + total.section->totalText + u' ';
    setAccessibleDescription(spoken);
}

void TermsView::setPointedAt(const std::optional<Cell>& cell) {
    pointedCell_ = cell;
    update();
}

void TermsView::setPointedAt(Role role) {
    pointedRole_ = role;
    update();
}

QSize TermsView::sizeHint() const { return {280, static_cast<int>(std::ceil(layout_.height))}; }

void TermsView::layOut() {
    const double before = layout_.height;
    layout_ = layOutTerms(table_, width(), currentTheme());
    if (layout_.height != before) updateGeometry();
    update();
}

std::vector<const PlacedPiece*> TermsView::links() const {
    std::vector<const PlacedPiece*> found;
    for (const PlacedRow& row : layout_.rows)
        for (const PlacedPiece& placed : row.pieces)
            if (placed.piece->cell) found.push_back(&placed);
    return found;
}

const PlacedPiece* TermsView::linkAt(const QPointF& point) const {
    for (const PlacedPiece* placed : links())
        if (placed->rect.adjusted(-5, 0, 5, 0).contains(point)) return placed;
    return nullptr;
}

QRectF TermsView::pieceRect(const Cell& cell) const {
    for (const PlacedPiece* placed : links())
        if (placed->piece->cell == cell) return placed->rect;
    return {};
}

bool TermsView::isPointedAt(const TermPiece& piece) const {
    if (pointedRole_ != Role::plain && piece.role == pointedRole_) return true;
    return piece.cell && (piece.cell == pointedCell_ || piece.cell == hoveredCell_);
}

void TermsView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintTerms(painter, layout_, currentTheme(),
               [this](const TermPiece& piece) { return isPointedAt(piece); });
    const auto all = links();
    if (!hasFocus() || current_ < 0 || current_ >= static_cast<int>(all.size())) return;
    painter.setPen(QPen(currentTheme().palette.accent, currentTheme().space.focusRing));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(all[static_cast<std::size_t>(current_)]->rect.adjusted(-4, 2, 4, -2), 4, 4);
}

void TermsView::resizeEvent(QResizeEvent*) { layOut(); }

void TermsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) layOut();
}

void TermsView::mouseMoveEvent(QMouseEvent* event) {
    const PlacedPiece* link = linkAt(event->position());
    const auto cell = link ? link->piece->cell : std::nullopt;
    setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(link ? tr("Why %1? Click to see.").arg(link->piece->text) : QString());
    if (cell == hoveredCell_) return;
    hoveredCell_ = cell;
    update();
    Q_EMIT cellHovered(cell);
}

void TermsView::mouseReleaseEvent(QMouseEvent* event) {
    const PlacedPiece* link = linkAt(event->position());
    if (event->button() != Qt::LeftButton || !link) return;
    const Cell cell = *link->piece->cell;  // a copy: the click replaces the table
    Q_EMIT cellClicked(cell);
}

void TermsView::leaveEvent(QEvent*) {
    hoveredCell_.reset();
    update();
    Q_EMIT cellHovered(std::nullopt);
}

void TermsView::keyPressEvent(QKeyEvent* event) {
    const auto all = links();
    const int count = static_cast<int>(all.size()), key = event->key();
    if (count == 0) return QWidget::keyPressEvent(event);
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        current_ = std::clamp(current_ + (key == Qt::Key_Down ? 1 : -1), 0, count - 1);
        const TermPiece& piece = *all[static_cast<std::size_t>(current_)]->piece;
        setAccessibleDescription(tr("%1, Enter explains it").arg(piece.text));
        return update();
    }
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && current_ >= 0 && current_ < count) {
        const Cell cell = *all[static_cast<std::size_t>(current_)]->piece->cell;
        return Q_EMIT cellClicked(cell);
    }
    QWidget::keyPressEvent(event);
}

void TermsView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    current_ = std::max(current_, 0);
    update();
}

void TermsView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace deltascope
