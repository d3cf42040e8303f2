#include "ui/why/terms_layout.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "ui/painting/number_label.h"

namespace deltascope {
namespace {

constexpr double barGap = 14, leastBar = 36, mostBar = 90, sectionGap = 14;
constexpr int smallestNumber = 10;  // pixels

double widthOf(const QFont& font, const QString& text) { return QFontMetricsF(font).horizontalAdvance(text); }

double pieceGap(const QFont& font) { return widthOf(font, QStringLiteral("0")) * 1.7; }
double equalsWidth(const QFont& font) { return widthOf(font, QStringLiteral("=")); }

/// Widths of the columns of pieces; a folded row has none.
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

double valueWidth(const TermSection& section, const QFont& font) {
    double width = widthOf(bold(font), section.totalText);
    for (const TermRow& row : section.rows) width = std::max(width, widthOf(font, row.valueText));
    return width;
}

double sectionWidth(const TermSection& section, const QFont& font) {
    double width = valueWidth(section, font) + equalsWidth(font) + barGap + leastBar;
    for (const double column : columnWidths(section, font)) width += column + pieceGap(font);
    return width + pieceGap(font);
}

/// The largest size in which all sections stand in columns; the theme's if there is none.
QFont numberFont(const TermsTable& table, double width, const QFont& font) {
    for (int size = font.pixelSize(); size >= smallestNumber; --size) {
        const QFont smaller = withPixelSize(font, size);
        const auto fits = [&](const TermSection& section) { return sectionWidth(section, smaller) <= width; };
        if (std::all_of(table.sections.begin(), table.sections.end(), fits)) return smaller;
    }
    return font;
}

class Composer {
  public:
    Composer(double width, const Theme& theme, const QFont& font)
        : width_(width), theme_(theme), rowHeight_(std::floor(theme.type.number.pixelSize() * 1.95)) {
        layout_.font = font;
    }

    TermsLayout compose(const TermsTable& table) {
        for (const TermSection& section : table.sections) {
            const bool fits = sectionWidth(section, layout_.font) <= width_;
            const double valueAt = fits ? placeColumns(section) : placeLines(section);
            placeTotal(section, valueAt);
            layout_.height += sectionGap;
        }
        return std::move(layout_);
    }

  private:
    /// Numbers below each other; returns where the values begin.
    double placeColumns(const TermSection& section) {
        const QFont& font = layout_.font;
        const auto columns = columnWidths(section, font);
        const double gap = pieceGap(font), numbers = valueWidth(section, font);
        double equalsAt = 0;
        for (const double column : columns) equalsAt += column + gap;
        const double valueAt = equalsAt + equalsWidth(font) + gap, barAt = valueAt + numbers + barGap;
        const double barWidth = std::clamp(width_ - barAt, 0.0, mostBar);
        for (const TermRow& row : section.rows) {
            const double top = layout_.height;
            PlacedRow placed{&row,
                             {0, top, width_, rowHeight_},
                             {equalsAt, top, equalsWidth(font), rowHeight_},
                             {valueAt, top, numbers, rowHeight_},
                             {barAt, top + rowHeight_ * 0.28, barWidth, rowHeight_ * 0.44},
                             {}};
            double x = 0;
            for (std::size_t i = 0; i < row.pieces.size(); ++i) {
                const double pieceWidth = row.isFolded ? equalsAt : columns[i];
                placed.pieces.push_back({{x, top, pieceWidth, rowHeight_}, &row.pieces[i]});
                x += pieceWidth + gap;
            }
            layout_.rows.push_back(std::move(placed));
            layout_.height += rowHeight_;
        }
        return valueAt;
    }

    /// One row after the other, each as text that is broken where it is full; values stand at the right.
    double placeLines(const TermSection& section) {
        const double numbers = std::min(width_, valueWidth(section, layout_.font));
        for (const TermRow& row : section.rows) placeFlowing(row);
        return width_ - numbers;
    }

    void placeFlowing(const TermRow& row) {
        const QFont font = row.isFolded ? theme_.type.small : layout_.font;
        const double top = layout_.height, gap = pieceGap(font) / 2;
        QPointF corner(0, top);
        const auto place = [&](double width) {
            if (corner.x() > 0 && corner.x() + width > width_) corner = {0, corner.y() + rowHeight_};
            const QRectF rect(corner, QSizeF(width, rowHeight_));
            corner.rx() += width + gap;
            return rect;
        };
        PlacedRow placed{&row, {}, {}, {}, {}, {}};
        for (const TermPiece& piece : row.pieces)
            placed.pieces.push_back({place(widthOf(font, piece.text)), &piece});
        if (!row.valueText.isEmpty()) {
            const double sign = equalsWidth(layout_.font), value = widthOf(bold(layout_.font), row.valueText);
            const QRectF both = place(sign + gap + value);
            placed.equals = {both.topLeft(), QSizeF(sign, rowHeight_)};
            placed.value = both.adjusted(sign + gap, 0, 0, 0);
        }
        layout_.height = corner.y() + rowHeight_;
        placed.rect = {0, top, width_, layout_.height - top};
        layout_.rows.push_back(std::move(placed));
    }

    void placeTotal(const TermSection& section, double valueAt) {
        if (section.totalLabel.isEmpty()) return;
        const double numbers = valueWidth(section, layout_.font), top = layout_.height + 4;
        const double label = widthOf(theme_.type.body, section.totalLabel) + 2 * pieceGap(layout_.font);
        layout_.totals.push_back(
            {&section, {0, top, width_, rowHeight_}, {std::max(valueAt, label), top, numbers, rowHeight_}});
        layout_.height += rowHeight_;
    }

    double width_;
    const Theme& theme_;
    double rowHeight_;
    TermsLayout layout_;
};

}  // namespace

TermsLayout layOutTerms(const TermsTable& table, double width, const Theme& theme) {
    return Composer(width, theme, numberFont(table, width, theme.type.number)).compose(table);
}

}  // namespace deltascope
