#include "ui/workspaces/network/panel_painter.h"

#include <QFontMetricsF>
#include <QImage>
#include <QLinearGradient>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/painting/number_label.h"

namespace deltascope {
namespace {

using PanelForm = TensorPanel::Form;

/// A range of values as 256 colours: asking the palette for every one of forty thousand weights would be
/// slow.
class ColorTable {
  public:
    ColorTable(const ValueRange& range, const Palette& palette)
        : range_(range), notFinite_(palette.danger.soft.rgb()) {
        for (std::size_t i = 0; i < colors_.size(); ++i) {
            const double share = static_cast<double>(i) / static_cast<double>(colors_.size() - 1);
            colors_[i] = range.color(palette, range.low + share * (range.high - range.low)).rgb();
        }
    }
    QRgb at(double value) const {
        if (!std::isfinite(value)) return notFinite_;
        if (!(range_.low < range_.high)) return colors_[0];
        const double share = std::clamp((value - range_.low) / (range_.high - range_.low), 0.0, 1.0);
        return colors_[static_cast<std::size_t>(
            std::lround(share * (static_cast<double>(colors_.size()) - 1)))];
    }

  private:
    ValueRange range_;
    std::array<QRgb, 257> colors_{};
    QRgb notFinite_;
};

class PanelPainter {
  public:
    PanelPainter(QPainter& painter, const TensorPanel& panel, const PanelPlace& place, const Theme& theme)
        : painter_(painter),
          panel_(panel),
          place_(place),
          theme_(theme),
          colors_(panel.range, theme.palette) {}

    void paint(const QStringList& classes) {
        paintTitle();
        if (panel_.form == PanelForm::bars) {
            paintBars(classes);
        } else if (panel_.form == PanelForm::units) {
            paintUnits();
        } else {
            for (int map = 0; map < panel_.maps; ++map) paintMap(map);
        }
        if (panel_.isFresh) paintFrame();
        if (panel_.isKnown && panel_.form != PanelForm::bars) paintScale();
    }

  private:
    void paintTitle() {
        const QRectF& area = place_.title;
        QFont font = theme_.type.label;
        if (QFontMetricsF(font).horizontalAdvance(panel_.brief) > place_.nameRoom)
            font = withPixelSize(font, theme_.type.small.pixelSize() - 1);
        const QFontMetricsF metrics(font);
        const bool isShort = metrics.horizontalAdvance(panel_.title) > place_.nameRoom;
        painter_.setFont(font);
        painter_.setPen(!panel_.isKnown  ? theme_.palette.mutedText
                        : panel_.isFresh ? theme_.palette.result.text
                                         : theme_.palette.text);
        const QRectF line(area.left(), area.top(), place_.nameRoom,
                          QFontMetricsF(theme_.type.label).height());
        painter_.drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(isShort ? panel_.brief : panel_.title, Qt::ElideRight, line.width()));
        painter_.setFont(theme_.type.small);
        painter_.setPen(theme_.palette.mutedText);
        paintSize(QRectF(area.left(), line.bottom(), area.width(), area.bottom() - line.bottom()));
    }

    /// Smaller, and then shorter, where there is little room; nothing rather than half of it.
    void paintSize(const QRectF& line) {
        const QFont smaller = withPixelSize(theme_.type.small, theme_.type.small.pixelSize() - 2);
        const QString brief = QString(panel_.size).replace(QStringLiteral("∂L/∂"), QStringLiteral("∂"));
        for (const auto& [font, text] : {std::pair(theme_.type.small, panel_.size),
                                         std::pair(smaller, panel_.size), std::pair(smaller, brief)}) {
            if (QFontMetricsF(font).horizontalAdvance(text) > line.width()) continue;
            painter_.setFont(font);
            painter_.drawText(line.adjusted(0, 0, 8, 4), Qt::AlignLeft | Qt::AlignTop, text);
            return;
        }
    }

    void paintMap(int map) {
        const QRectF rect = place_.mapRect(map);
        if (!panel_.isKnown) return paintUnknown(rect);
        QImage image(panel_.columns, panel_.rows, QImage::Format_RGB32);
        for (int row = 0; row < panel_.rows; ++row) {
            auto* line = reinterpret_cast<QRgb*>(image.scanLine(row));
            for (int column = 0; column < panel_.columns; ++column)
                line[column] = colors_.at(panel_.values[panel_.offsetOf(map, row, column)]);
        }
        // Enlarged cells stay crisp; where several share a pixel, it shows their mean.
        const bool isShrunk = rect.width() < panel_.columns || rect.height() < panel_.rows;
        painter_.setRenderHint(QPainter::SmoothPixmapTransform, false);
        if (isShrunk) {
            const QSize pixels = (rect.size() * painter_.device()->devicePixelRatioF()).toSize();
            image = image.scaled(pixels.expandedTo({1, 1}), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        }
        painter_.drawImage(rect, image);
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(theme_.palette.gridLine, theme_.space.hairline));
        painter_.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5));
    }

    void paintUnknown(const QRectF& rect) {
        painter_.setPen(QPen(theme_.palette.border, theme_.space.hairline));
        painter_.setBrush(mixed(theme_.palette.card, theme_.palette.page, 0.7));
        painter_.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5));
    }

    void paintUnits() {
        const bool isColumn = place_.perRow == 1;
        painter_.setRenderHint(QPainter::Antialiasing, isColumn);
        for (int unit = 0; unit < panel_.rows; ++unit) {
            const QRectF rect = place_.mapRect(unit);
            painter_.setPen(QPen(panel_.isKnown ? theme_.palette.gridLine : theme_.palette.border,
                                 theme_.space.hairline));
            painter_.setBrush(panel_.isKnown ? QColor::fromRgb(colors_.at(panel_.values[unit]))
                                             : mixed(theme_.palette.card, theme_.palette.page, 0.7));
            const double inset = std::min(rect.height() * 0.1, 4.0);
            isColumn
                ? painter_.drawEllipse(rect.center(), rect.height() / 2 - inset, rect.height() / 2 - inset)
                : painter_.drawRect(rect);
        }
        painter_.setRenderHint(QPainter::Antialiasing, false);
    }

    void paintBars(const QStringList& classes) {
        const QFontMetricsF metrics(theme_.type.small);
        double names = 0;
        for (const QString& name : classes) names = std::max(names, metrics.horizontalAdvance(name));
        names = std::min(names, 0.45 * place_.map.width());
        const auto values = panel_.values.values();
        const auto largest = std::max_element(values.begin(), values.end()) - values.begin();
        for (int row = 0; row < panel_.rows; ++row) paintBar(row, row == largest, classes.value(row), names);
    }

    void paintBar(int row, bool isLargest, const QString& name, double names) {
        const QRectF rect = place_.mapRect(row);
        const Palette& palette = theme_.palette;
        QFont font = theme_.type.small;
        font.setBold(isLargest);
        painter_.setFont(font);
        const QFontMetricsF metrics(font);
        painter_.setPen(isLargest ? palette.text : palette.mutedText);
        painter_.drawText(QRectF(rect.left(), rect.top(), names + 2, rect.height()),
                          Qt::AlignRight | Qt::AlignVCenter,
                          metrics.elidedText(name, Qt::ElideRight, names + 2));
        const QString percent = QStringLiteral("%1 %").arg(100 * panel_.values[row], 0, 'f', 0);
        const double percents =
            QFontMetricsF(theme_.type.small).horizontalAdvance(QStringLiteral("100 %")) + 6;
        const double thick = std::clamp(rect.height() * 0.55, 4.0, 18.0), left = rect.left() + names + 8;
        const bool hasPercent = rect.right() - left - percents > 30;
        const QRectF groove(left, rect.center().y() - thick / 2,
                            rect.right() - left - (hasPercent ? percents + 4 : 0), thick);
        painter_.setRenderHint(QPainter::Antialiasing);
        painter_.setPen(Qt::NoPen);
        painter_.setBrush(palette.track);
        painter_.drawRoundedRect(groove, 3, 3);
        const double share = std::isfinite(panel_.values[row]) ? std::clamp(panel_.values[row], 0.0, 1.0) : 0;
        painter_.setBrush(isLargest ? palette.accent : mixed(palette.accent, palette.track, 0.45));
        painter_.drawRoundedRect(
            QRectF(groove.topLeft(), QSizeF(std::max(2.0, share * groove.width()), thick)), 3, 3);
        painter_.setRenderHint(QPainter::Antialiasing, false);
        if (!hasPercent) return;
        painter_.setPen(isLargest ? palette.text : palette.mutedText);
        painter_.drawText(QRectF(groove.right() + 4, rect.top(), percents, rect.height()),
                          Qt::AlignRight | Qt::AlignVCenter, percent);
    }

    void paintFrame() {
        painter_.setRenderHint(QPainter::Antialiasing);
        painter_.setPen(QPen(theme_.palette.result.strong, 2));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRoundedRect(place_.body.adjusted(-4, -4, 4, 4), 4, 4);
        painter_.setRenderHint(QPainter::Antialiasing, false);
    }

    void paintScale() {
        const QRectF& area = place_.legend;
        const QRectF bar(area.left(), area.top() + 6, std::min(area.width(), 64.0), 5);
        QLinearGradient gradient(bar.topLeft(), bar.topRight());
        for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0})
            gradient.setColorAt(
                share, QColor::fromRgb(
                           colors_.at(panel_.range.low + share * (panel_.range.high - panel_.range.low))));
        painter_.setPen(QPen(theme_.palette.gridLine, theme_.space.hairline));
        painter_.setBrush(gradient);
        painter_.drawRect(bar);
        const QFont font = withPixelSize(theme_.type.smallNumber, theme_.type.smallNumber.pixelSize() - 1);
        painter_.setFont(font);
        painter_.setPen(theme_.palette.mutedText);
        const QFontMetricsF metrics(font);
        const double room = place_.title.width() - 2;
        QString ends = rangeText(panel_.range);
        if (metrics.horizontalAdvance(ends) > room) ends = rangeText(panel_.range, 1);
        if (metrics.horizontalAdvance(ends) > room) ends.remove(QChar(0xb1));
        if (metrics.horizontalAdvance(ends) > room) return;
        painter_.drawText(QRectF(bar.left() - 1, bar.bottom() + 1, room + 4, metrics.height()), Qt::AlignLeft,
                          ends);
    }

    QPainter& painter_;
    const TensorPanel& panel_;
    const PanelPlace& place_;
    const Theme& theme_;
    ColorTable colors_;
};

}  // namespace

QString rangeText(const ValueRange& range, int digits) {
    if (range.scale == ValueScale::signedValue) return QStringLiteral("±") + numberLabel(range.high, digits);
    return numberLabel(range.low, digits) + QStringLiteral("…") + numberLabel(range.high, digits);
}

void paintPanel(QPainter& painter, const TensorPanel& panel, const PanelPlace& place,
                const QStringList& classes, const Theme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    PanelPainter(painter, panel, place, theme).paint(classes);
    painter.restore();
}

}  // namespace deltascope
