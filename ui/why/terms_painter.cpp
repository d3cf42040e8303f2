#include "ui/why/terms_painter.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/painting/role_color.h"

namespace deltascope {
namespace {

void paintPiece(QPainter& painter, const PlacedPiece& placed, bool isMarked, const Palette& palette) {
    const RoleColor color = roleColor(palette, placed.piece->role);
    if (isMarked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color.soft);
        painter.drawRoundedRect(placed.rect.adjusted(-4, 2, 4, -2), 4, 4);
    }
    painter.setPen(placed.piece->isNumber ? color.text : palette.mutedText);
}

void paintBar(QPainter& painter, const PlacedRow& row, double largest, const Palette& palette) {
    const double value = row.row->value;
    if (row.bar.isEmpty() || largest == 0 || !std::isfinite(value) || value == 0) return;
    QRectF bar = row.bar;
    bar.setWidth(std::max(1.5, bar.width() * std::min(1.0, std::abs(value) / largest)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.signedColor(value < 0 ? -1 : 1, 1));
    painter.drawRoundedRect(bar, 2, 2);
}

void paintValue(QPainter& painter, const PlacedRow& row, const QFont& font, const Palette& palette) {
    if (row.row->valueText.isEmpty()) return;
    painter.setFont(row.row->isWinner ? bold(font) : font);
    painter.setPen(palette.mutedText);
    if (!row.row->isFolded) painter.drawText(row.equals, Qt::AlignCenter, QStringLiteral("="));
    painter.setPen(row.row->isWinner ? palette.result.text : palette.text);
    painter.drawText(row.value, Qt::AlignRight | Qt::AlignVCenter, row.row->valueText);
}

void paintTotal(QPainter& painter, const PlacedTotal& total, const QFont& font, const Theme& theme) {
    painter.setPen(QPen(theme.palette.border, 1));
    painter.drawLine(total.line.topLeft(), total.line.topRight());
    painter.setFont(theme.type.body);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(total.line, Qt::AlignLeft | Qt::AlignVCenter, total.section->totalLabel);
    painter.setFont(bold(font));
    painter.setPen(theme.palette.result.text);
    painter.drawText(total.value, Qt::AlignRight | Qt::AlignVCenter, total.section->totalText);
}

}  // namespace

void paintTerms(QPainter& painter, const TermsLayout& layout, const Theme& theme,
                const std::function<bool(const TermPiece&)>& isPointedAt) {
    double largest = 0;
    for (const PlacedRow& row : layout.rows)
        if (std::isfinite(row.row->value)) largest = std::max(largest, std::abs(row.row->value));
    for (const PlacedRow& row : layout.rows) {
        const bool isFolded = row.row->isFolded;
        for (const PlacedPiece& placed : row.pieces) {
            paintPiece(painter, placed, isPointedAt && isPointedAt(*placed.piece), theme.palette);
            painter.setFont(isFolded ? theme.type.small : layout.font);
            painter.drawText(placed.rect, (isFolded ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter,
                             placed.piece->text);
        }
        paintValue(painter, row, layout.font, theme.palette);
        paintBar(painter, row, largest, theme.palette);
    }
    for (const PlacedTotal& total : layout.totals) paintTotal(painter, total, layout.font, theme);
}

}  // namespace deltascope
