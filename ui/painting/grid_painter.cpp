#include "ui/painting/grid_painter.h"

#include <QFontMetricsF>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>

#include "ui/painting/number_label.h"

namespace deltascope {
namespace {

constexpr int smallestDrawn = 7;  // pixels

class GridPainter {
  public:
    GridPainter(QPainter& painter, const GridGeometry& grid, const GridContent& content, const Theme& theme)
        : painter_(painter), grid_(grid), content_(content), theme_(theme), palette_(theme.palette) {}

    void paint() {
        for (Index map = 0; map < grid_.extent.maps; ++map) {
            painter_.drawImage(grid_.mapRect(map), imageOf(map));
            if (grid_.cell >= theme_.space.gridLinesFrom) {
                paintLines(grid_.mapRect(map));
            } else {
                paintFrame(grid_.mapRect(map));
            }
        }
        if (grid_.cell >= theme_.space.numbersFrom) paintNumbers();
    }

  private:
    /// One pixel a cell; the painter enlarges it without smoothing.
    QImage imageOf(Index map) const {
        const GridExtent& extent = grid_.extent;
        QImage image(static_cast<int>(extent.paddedColumns()), static_cast<int>(extent.paddedRows()),
                     QImage::Format_RGB32);
        for (Index row = -extent.padding; row < extent.rows + extent.padding; ++row)
            for (Index column = -extent.padding; column < extent.columns + extent.padding; ++column)
                image.setPixelColor(static_cast<int>(column + extent.padding),
                                    static_cast<int>(row + extent.padding), colorAt({map, row, column}));
        return image;
    }

    QColor colorAt(const CellPlace& place) const {
        if (!grid_.extent.contains(place)) return mixed(palette_.card, palette_.page, 0.6);
        const Index offset = grid_.extent.offset(place);
        if (offset >= content_.known) return mixed(palette_.card, palette_.page, 0.5);
        return content_.range.color(palette_, content_.values[offset]);
    }

    void paintLines(const QRectF& map) {
        painter_.setPen(QPen(palette_.gridLine, theme_.space.hairline));
        for (Index column = 0; column <= grid_.extent.paddedColumns(); ++column) {
            const double x = map.left() + static_cast<double>(column) * grid_.cellWidth();
            painter_.drawLine(QPointF(x, map.top()), QPointF(x, map.bottom()));
        }
        for (Index row = 0; row <= grid_.extent.paddedRows(); ++row) {
            const double y = map.top() + static_cast<double>(row) * grid_.cell;
            painter_.drawLine(QPointF(map.left(), y), QPointF(map.right(), y));
        }
    }

    void paintFrame(const QRectF& map) {
        painter_.setPen(QPen(palette_.gridLine, theme_.space.hairline));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRect(map.adjusted(-0.5, -0.5, 0.5, 0.5));
    }

    void paintNumbers() {
        const auto style = numberStyle(theme_.type.smallNumber, grid_.cell, content_.values.values(),
                                       content_.range.scale != ValueScale::none);
        for (Index offset = 0; offset < std::min(content_.known, content_.values.size()); ++offset) {
            const CellPlace place = grid_.extent.placeOf(offset);
            paintNumber(place, fittedNumber(style, content_.values[offset]), palette_.textOn(colorAt(place)));
        }
        if (grid_.extent.padding > 0) paintZeros(style);
    }

    void paintZeros(const NumberStyle& style) {
        const GridExtent& extent = grid_.extent;
        const FittedNumber zero = fittedNumber(style, 0);
        const QColor faint = mixed(palette_.mutedText, palette_.card, 0.35);
        for (Index map = 0; map < extent.maps; ++map)
            for (Index row = -extent.padding; row < extent.rows + extent.padding; ++row)
                for (Index column = -extent.padding; column < extent.columns + extent.padding; ++column)
                    if (!extent.contains({map, row, column})) paintNumber({map, row, column}, zero, faint);
    }

    void paintNumber(const CellPlace& place, const FittedNumber& number, const QColor& color) {
        if (number.font.pixelSize() < smallestDrawn) return;  // dust; the cell can be asked for its number
        painter_.setFont(number.font);
        painter_.setPen(color);
        painter_.drawText(grid_.cellRect(place), Qt::AlignCenter, number.text);
    }

    QPainter& painter_;
    const GridGeometry& grid_;
    const GridContent& content_;
    const Theme& theme_;
    const Palette& palette_;
};

constexpr double legendGap = 6, legendBar = 56;

/// The lecture's symbol beside the words: lighter, so that it is not read as one of them.
QFont symbolFont(const Theme& theme) {
    QFont font = theme.type.label;
    font.setWeight(QFont::Normal);
    font.setItalic(true);
    return font;
}
double symbolLeft(const GridTitle& title, const Theme& theme) {
    const double words = QFontMetricsF(theme.type.label).horizontalAdvance(title.title);
    return title.symbol.isEmpty() ? words : words + theme.space.small;
}

QFont legendFont(const Theme& theme) {
    return withPixelSize(theme.type.smallNumber, theme.type.smallNumber.pixelSize() - 1);
}

}  // namespace

void paintGrid(QPainter& painter, const GridGeometry& grid, const GridContent& content, const Theme& theme) {
    if (grid.extent.rows < 1 || grid.extent.columns < 1 || grid.cell <= 0) return;
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.setRenderHint(QPainter::Antialiasing, false);
    GridPainter(painter, grid, content, theme).paint();
    painter.restore();
}

double legendWidth(const ValueRange& range, const Theme& theme) {
    const QFontMetricsF metrics(legendFont(theme));
    return metrics.horizontalAdvance(numberLabel(range.low)) +
           metrics.horizontalAdvance(numberLabel(range.high)) + 2 * legendGap + legendBar + 3;
}

void paintLegend(QPainter& painter, const QRectF& area, const ValueRange& range, const Theme& theme) {
    painter.setFont(legendFont(theme));
    painter.setPen(theme.palette.mutedText);
    const QString low = numberLabel(range.low), high = numberLabel(range.high);
    const QFontMetricsF metrics(painter.font());
    const double gap = legendGap, barHeight = 6, barWidth = legendBar,
                 middle = area.bottom() - metrics.height() / 2;
    const double lowWidth = metrics.horizontalAdvance(low), highWidth = metrics.horizontalAdvance(high);
    const QRectF bar(area.left() + lowWidth + gap, middle - barHeight / 2, barWidth, barHeight);
    const double top = middle - metrics.height() / 2;
    painter.drawText(QRectF(area.left(), top, lowWidth + 2, metrics.height()), Qt::AlignVCenter, low);
    painter.drawText(QRectF(bar.right() + gap, top, highWidth + 2, metrics.height()), Qt::AlignVCenter, high);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (const double share : {0.0, 0.5, 1.0}) {
        gradient.setColorAt(share, range.color(theme.palette, range.low + share * (range.high - range.low)));
    }
    painter.setPen(QPen(theme.palette.gridLine, theme.space.hairline));
    painter.setBrush(gradient);
    painter.drawRect(bar);
}

void paintGridTitle(QPainter& painter, const QRectF& area, const GridTitle& title, const Theme& theme) {
    const QRectF line = area.adjusted(0, 0, 0, -theme.space.tiny - 2);
    const auto write = [&](const QFont& font, const QColor& color, double left, const QString& text) {
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(line.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignBottom, text);
    };
    write(theme.type.label, theme.palette.text, 0, title.title);
    write(symbolFont(theme), theme.palette.mutedText, symbolLeft(title, theme), title.symbol);
    const double sizeWidth = QFontMetricsF(theme.type.small).horizontalAdvance(title.size);
    if (gridTitleWidth(title, theme) + sizeWidth + theme.space.medium > line.width()) return;
    write(theme.type.small, theme.palette.mutedText, line.width() - sizeWidth, title.size);
}

double gridTitleWidth(const GridTitle& title, const Theme& theme) {
    const double symbol = QFontMetricsF(symbolFont(theme)).horizontalAdvance(title.symbol);
    return symbolLeft(title, theme) + symbol + 1;
}

}  // namespace deltascope
