#include "ui/widgets/map_gallery.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "core/base/number_text.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

/// A vector becomes a strip of at most this many cells a line.
constexpr Index stripLength = 60;

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

QString numberText(float value) {
    return QString::fromStdString(shortNumber(static_cast<double>(value), 2)).replace('-', QChar(0x2212));
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
    const QRect title = places_[layer].title.adjusted(0, 0, 0, -theme.space.tiny);
    painter.setFont(theme.type.label);
    painter.setPen(theme.palette.text);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, layers_[layer].title);
    const int used = QFontMetrics(theme.type.label).horizontalAdvance(layers_[layer].title);
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(title.adjusted(used + theme.space.small, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     sizeText(layers_[layer].shape));
    if (!values_[layer].empty()) paintLegend(painter, title, scaleOf(values_[layer]));
}

void MapGallery::paintLegend(QPainter& painter, const QRect& title, const MapScale& scale) const {
    const Theme& theme = currentTheme();
    const QFontMetrics metrics(theme.type.smallNumber);
    // Room for the longest number that numberText() makes, so that the legends stand in columns.
    const int numberWidth = metrics.horizontalAdvance(QStringLiteral("\u22120.0000"));
    constexpr int barWidth = 56, barHeight = 8;
    const QRect high(title.right() - numberWidth + 1, title.top(), numberWidth, title.height());
    const QRect bar(high.left() - theme.space.tiny - barWidth, title.center().y() - barHeight / 2 + 1,
                    barWidth, barHeight);
    const QRect low(bar.left() - theme.space.tiny - numberWidth, title.top(), numberWidth, title.height());
    painter.setFont(theme.type.smallNumber);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(low, Qt::AlignRight | Qt::AlignVCenter, numberText(scale.low));
    painter.drawText(high, Qt::AlignLeft | Qt::AlignVCenter, numberText(scale.high));
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 8; ++i) {
        const float share = static_cast<float>(i) / 8;
        gradient.setColorAt(static_cast<qreal>(share),
                            mapColor(scale.low + share * (scale.high - scale.low), scale, theme.palette));
    }
    painter.fillRect(bar, gradient);
    painter.setPen(theme.palette.gridLine);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar.adjusted(0, 0, -1, -1));
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
