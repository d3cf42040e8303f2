#include "ui/widgets/map_gallery.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

/// A vector becomes a strip of at most this many cells a line.
constexpr Index stripLength = 40;

GalleryRow rowFor(const Shape& shape) {
    if (shape.rank() == 3) {
        return {static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[2])};
    }
    const Index lines = (shape.size() + stripLength - 1) / stripLength;
    return {1, static_cast<int>(lines), static_cast<int>((shape.size() + lines - 1) / lines)};
}

QString sizeText(const Shape& shape) {
    if (shape.rank() != 3) return QString::number(shape.size());
    return QStringLiteral("%1 · %2×%3").arg(shape[0]).arg(shape[1]).arg(shape[2]);
}

/// An end of a scale, without digits that the scale can't show.
QString endText(float value, const MapScale& scale) {
    const float largest = std::max(std::abs(scale.low), std::abs(scale.high));
    if (std::abs(value) < largest / 200) return QStringLiteral("0");
    return QString::fromStdString(shortNumber(static_cast<double>(value), 2)).replace('-', QChar(0x2212));
}

/// The colours from one end of the scale to the other.
void paintRamp(QPainter& painter, const QRect& bar, const MapScale& scale, const Palette& palette) {
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    constexpr int stops = 8;
    for (int i = 0; i <= stops; ++i) {
        const float share = static_cast<float>(i) / stops;
        gradient.setColorAt(static_cast<qreal>(share),
                            mapColor(scale.low + share * (scale.high - scale.low), scale, palette));
    }
    painter.fillRect(bar, gradient);
    painter.setPen(palette.gridLine);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
}

}  // namespace

MapGallery::MapGallery(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Feature maps of every layer"));
    connect(&themeManager(), &ThemeManager::changed, this, &MapGallery::arrange);
}

void MapGallery::setLayers(std::vector<GalleryLayer> layers) {
    layers_ = std::move(layers);
    rows_.clear();
    for (const GalleryLayer& layer : layers_) rows_.push_back(rowFor(layer.shape));
    values_.assign(layers_.size(), {});
    hovered_.reset();
    arrange();
}

void MapGallery::setValues(std::size_t layer, std::span<const float> values) {
    values_.at(layer).assign(values.begin(), values.end());
    update();
}

QString MapGallery::addressOf(const GalleryCell& cell) const {
    const GalleryLayer& layer = layers_[static_cast<std::size_t>(cell.layer)];
    const std::size_t offset = offsetOf(cell);
    if (offset >= static_cast<std::size_t>(layer.shape.size())) return {};
    const auto index = layer.shape.indexAt(static_cast<Index>(offset));
    QStringList positions;
    for (int axis = 0; axis < layer.shape.rank(); ++axis) {
        positions << QString::number(index[static_cast<std::size_t>(axis)]);
    }
    return QStringLiteral("%1[%2]").arg(layer.tensor, positions.join(','));
}

std::size_t MapGallery::offsetOf(const GalleryCell& cell) const {
    const GalleryRow& row = rows_[static_cast<std::size_t>(cell.layer)];
    return static_cast<std::size_t>((cell.map * row.rows + cell.row) * row.columns + cell.column);
}

void MapGallery::arrange() {
    const Theme& theme = currentTheme();
    const GalleryMetrics metrics{QFontMetrics(theme.type.label).height() + theme.space.small,
                                 theme.space.tiny + 2, theme.space.medium + 2};
    places_ = galleryLayout(rows_, rect(), metrics);
    update();
}

void MapGallery::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (std::size_t layer = 0; layer < places_.size(); ++layer) paintLayer(painter, layer);
    paintHover(painter);
}

void MapGallery::paintLayer(QPainter& painter, std::size_t layer) const {
    const Palette& palette = currentTheme().palette;
    paintTitle(painter, layer);
    const GalleryRow& row = rows_[layer];
    const std::span<const float> values = values_[layer];
    const MapScale scale = scaleOf(values);
    const auto cells = static_cast<std::size_t>(row.rows * row.columns);
    for (std::size_t map = 0; map < places_[layer].maps.size(); ++map) {
        const QRect& rect = places_[layer].maps[map];
        if (values.empty()) {
            painter.fillRect(rect, palette.track);
            continue;
        }
        const auto part = values.subspan(map * cells, std::min(cells, values.size() - map * cells));
        painter.drawImage(rect, mapImage(part, row.rows, row.columns, scale, palette));
        // White maps on a white card need an edge to be seen as maps.
        painter.setPen(palette.gridLine);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

void MapGallery::paintTitle(QPainter& painter, std::size_t layer) const {
    const Theme& theme = currentTheme();
    QRect title = places_[layer].title.adjusted(0, 0, 0, -theme.space.tiny);
    if (!values_[layer].empty()) title.setRight(paintLegend(painter, title, scaleOf(values_[layer])));
    painter.setFont(theme.type.label);
    painter.setPen(theme.palette.text);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, layers_[layer].title);
    const int used =
        QFontMetrics(theme.type.label).horizontalAdvance(layers_[layer].title) + theme.space.small;
    const QString size = sizeText(layers_[layer].shape);
    if (used + QFontMetrics(theme.type.small).horizontalAdvance(size) + theme.space.small > title.width())
        return;
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(title.adjusted(used, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, size);
}

int MapGallery::paintLegend(QPainter& painter, const QRect& title, const MapScale& scale) const {
    const Theme& theme = currentTheme();
    const QFontMetrics metrics(theme.type.smallNumber);
    const QString lowText = endText(scale.low, scale), highText = endText(scale.high, scale);
    // The usual "0.98" has the same room in every layer, so that the bars stand in a column.
    const int numberWidth =
        metrics.horizontalAdvance(highText.size() > 4 ? highText : QStringLiteral("0.00"));
    constexpr int barWidth = 56, barHeight = 8;
    const QRect high(title.right() - numberWidth + 1, title.top(), numberWidth, title.height());
    const QRect bar(high.left() - theme.space.small - barWidth, title.center().y() - barHeight / 2 + 1,
                    barWidth, barHeight);
    const QRect low(title.left(), title.top(), bar.left() - theme.space.small - title.left(), title.height());
    painter.setFont(theme.type.smallNumber);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(low, Qt::AlignRight | Qt::AlignVCenter, lowText);
    painter.drawText(high, Qt::AlignRight | Qt::AlignVCenter, highText);
    paintRamp(painter, bar, scale, theme.palette);
    return low.right() - metrics.horizontalAdvance(lowText);
}

void MapGallery::paintHover(QPainter& painter) const {
    if (!hovered_) return;
    const Theme& theme = currentTheme();
    const QRectF cell = galleryCellRect(rows_, places_, *hovered_);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.palette.activation.strong, 2));
    painter.drawRect(cell.adjusted(-1, -1, 1, 1));
}

void MapGallery::resizeEvent(QResizeEvent*) { arrange(); }

void MapGallery::mouseMoveEvent(QMouseEvent* event) {
    const auto cell = galleryCellAt(rows_, places_, event->position().toPoint());
    const bool known = cell && offsetOf(*cell) < values_[static_cast<std::size_t>(cell->layer)].size();
    hovered_ = known ? cell : std::nullopt;
    showHover(event->globalPosition().toPoint());
    update();
}

void MapGallery::showHover(const QPoint& globalPosition) {
    if (!hovered_) {
        QToolTip::hideText();
        return;
    }
    const float value = values_[static_cast<std::size_t>(hovered_->layer)][offsetOf(*hovered_)];
    const QString number = QString::fromStdString(shortNumber(static_cast<double>(value), 6));
    QToolTip::showText(globalPosition, QStringLiteral("%1 = %2").arg(addressOf(*hovered_), number), this);
}

void MapGallery::leaveEvent(QEvent*) {
    hovered_.reset();
    update();
}

}  // namespace deltascope
