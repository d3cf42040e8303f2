#include "ui/why/terms_view.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/painting/role_color.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr double barGap = 14, leastBar = 36, mostBar = 90;

double widthOf(const QFont& font, const QString& text) { return QFontMetricsF(font).horizontalAdvance(text); }

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

/// Widths of the columns of pieces; rows of one piece more or less than the others don't line up and get
/// none.
std::vector<double> columnWidths(const TermSection& section, const QFont& font) {
    std::vector<double> widths;
    for (const TermRow& row : section.rows) {
        if (row.isFolded) continue;
        widths.resize(std::max(widths.size(), row.pieces.size()));
        for (std::size_t i = 0; i < row.pieces.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(font, row.pieces[i].text));
    }
    return widths;
}

double pieceGap(const QFont& font) { return widthOf(font, QStringLiteral("0")) * 1.7; }

double valueWidth(const TermSection& section, const QFont& font) {
    double width = widthOf(bold(font), section.totalText);
    for (const TermRow& row : section.rows) width = std::max(width, widthOf(font, row.valueText));
    return width;
}

}  // namespace

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
    updateGeometry();
    QString spoken;
    for (const PlacedTotal& total : totals_)
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

int TermsView::rowHeight() const { return static_cast<int>(currentTheme().type.number.pixelSize() * 1.95); }

double TermsView::sectionWidth(const TermSection& section, const QFont& font) const {
    double width = valueWidth(section, font) + widthOf(font, QStringLiteral("=")) + barGap + leastBar;
    for (const double column : columnWidths(section, font)) width += column + pieceGap(font);
    return width + pieceGap(font);
}

/// The theme's numbers, smaller if the widest line asks for it.
QFont TermsView::numberFont() const {
    QFont font = currentTheme().type.number;
    for (int size = font.pixelSize(); size > 9; --size) {
        font.setPixelSize(size);
        const auto fits = [&](const TermSection& section) { return sectionWidth(section, font) <= width(); };
        if (std::all_of(table_.sections.begin(), table_.sections.end(), fits)) break;
    }
    return font;
}

QSize TermsView::sizeHint() const {
    int lines = 0;
    for (const TermSection& section : table_.sections) {
        lines += static_cast<int>(section.rows.size()) + (section.totalLabel.isEmpty() ? 0 : 1);
    }
    return {280, lines * rowHeight() + static_cast<int>(table_.sections.size()) * 14};
}

void TermsView::layOut() {
    rows_.clear();
    totals_.clear();
    font_ = numberFont();
    double top = 0;
    for (const TermSection& section : table_.sections) top = layOutSection(section, top, font_);
    update();
}

double TermsView::layOutSection(const TermSection& section, double top, const QFont& font) {
    const auto columns = columnWidths(section, font);
    const double gap = pieceGap(font), height = rowHeight(), equalsWidth = widthOf(font, QStringLiteral("="));
    const double numbers = valueWidth(section, font);
    double equalsAt = 0;
    for (const double column : columns) equalsAt += column + gap;
    const double valueAt = equalsAt + equalsWidth + gap, barAt = valueAt + numbers + barGap;
    const double barWidth = std::clamp(width() - barAt, 0.0, mostBar);
    for (const TermRow& row : section.rows) {
        PlacedRow placed{&row,
                         {0, top, static_cast<double>(width()), height},
                         {equalsAt, top, equalsWidth, height},
                         {valueAt, top, numbers, height},
                         {barAt, top + height * 0.28, barWidth, height * 0.44},
                         {}};
        double x = 0;
        for (std::size_t i = 0; i < row.pieces.size(); ++i) {
            const double pieceWidth = row.isFolded ? equalsAt : columns[i];
            placed.pieces.push_back({{x, top, pieceWidth, height}, &row.pieces[i]});
            x += pieceWidth + gap;
        }
        rows_.push_back(std::move(placed));
        top += height;
    }
    if (section.totalLabel.isEmpty()) return top + 14;
    const double label = widthOf(currentTheme().type.body, section.totalLabel) + 2 * gap;
    totals_.push_back({&section,
                       {0, top + 4, static_cast<double>(width()), height},
                       {std::max(valueAt, label), top + 4, numbers, height}});
    return top + height + 14;
}

std::vector<const TermsView::Placed*> TermsView::links() const {
    std::vector<const Placed*> found;
    for (const PlacedRow& row : rows_)
        for (const Placed& placed : row.pieces)
            if (placed.piece->cell) found.push_back(&placed);
    return found;
}

const TermsView::Placed* TermsView::linkAt(const QPointF& point) const {
    for (const Placed* placed : links())
        if (placed->rect.adjusted(-5, 0, 5, 0).contains(point)) return placed;
    return nullptr;
}

QRectF TermsView::pieceRect(const Cell& cell) const {
    for (const Placed* placed : links())
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
    double largest = 0;
    for (const PlacedRow& row : rows_)
        if (std::isfinite(row.row->value)) largest = std::max(largest, std::abs(row.row->value));
    for (const PlacedRow& row : rows_) paintRow(painter, row, largest);
    for (const PlacedTotal& total : totals_) paintTotal(painter, total);
    const auto all = links();
    if (!hasFocus() || current_ < 0 || current_ >= static_cast<int>(all.size())) return;
    painter.setPen(QPen(currentTheme().palette.accent, currentTheme().space.focusRing));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(all[static_cast<std::size_t>(current_)]->rect.adjusted(-4, 2, 4, -2), 4, 4);
}

void TermsView::paintRow(QPainter& painter, const PlacedRow& row, double largest) const {
    const Palette& palette = currentTheme().palette;
    for (const Placed& placed : row.pieces) {
        const RoleColor color = roleColor(palette, placed.piece->role);
        if (isPointedAt(*placed.piece)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(color.soft);
            painter.drawRoundedRect(placed.rect.adjusted(-4, 2, 4, -2), 4, 4);
        }
        painter.setFont(row.row->isFolded ? currentTheme().type.small : font_);
        painter.setPen(placed.piece->isNumber ? color.text : palette.mutedText);
        const auto side = row.row->isFolded ? Qt::AlignLeft : Qt::AlignRight;
        painter.drawText(placed.rect, side | Qt::AlignVCenter, placed.piece->text);
    }
    if (row.row->valueText.isEmpty()) return;
    painter.setFont(row.row->isWinner ? bold(font_) : font_);
    painter.setPen(palette.mutedText);
    if (!row.row->isFolded) painter.drawText(row.equals, Qt::AlignCenter, QStringLiteral("="));
    painter.setPen(row.row->isWinner ? palette.result.text : palette.text);
    painter.drawText(row.value, Qt::AlignRight | Qt::AlignVCenter, row.row->valueText);
    if (largest == 0 || !std::isfinite(row.row->value) || row.row->value == 0) return;
    QRectF bar = row.bar;
    bar.setWidth(std::max(1.5, bar.width() * std::min(1.0, std::abs(row.row->value) / largest)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.signedColor(row.row->value < 0 ? -1 : 1, 1));
    painter.drawRoundedRect(bar, 2, 2);
}

void TermsView::paintTotal(QPainter& painter, const PlacedTotal& total) const {
    const Theme& theme = currentTheme();
    painter.setPen(QPen(theme.palette.border, 1));
    painter.drawLine(total.line.topLeft(), total.line.topRight());
    painter.setFont(theme.type.body);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(total.line, Qt::AlignLeft | Qt::AlignVCenter, total.section->totalLabel);
    painter.setFont(bold(font_));
    painter.setPen(theme.palette.result.text);
    painter.drawText(total.value, Qt::AlignRight | Qt::AlignVCenter, total.section->totalText);
}

void TermsView::resizeEvent(QResizeEvent*) { layOut(); }

void TermsView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) layOut();
}

void TermsView::mouseMoveEvent(QMouseEvent* event) {
    const Placed* link = linkAt(event->position());
    const auto cell = link ? link->piece->cell : std::nullopt;
    setCursor(link ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(link ? tr("Why %1? Click to see.").arg(link->piece->text) : QString());
    if (cell == hoveredCell_) return;
    hoveredCell_ = cell;
    update();
    Q_EMIT cellHovered(cell);
}

void TermsView::mouseReleaseEvent(QMouseEvent* event) {
    const Placed* link = linkAt(event->position());
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
