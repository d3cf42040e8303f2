#include "ui/workspaces/train/batch_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QSpinBox>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/theme_manager.h"
#include "ui/workspaces/train/mosaic.h"

namespace deltascope {
namespace {

constexpr double leastTile = 18, mostTile = 72, tileGap = 8, stepWidth = 380;

/// Side of the digits with which `count` pairs of digit and gradient fit into `area`; the least where none
/// does.
double tileFor(Index count, const QRectF& area) {
    for (double tile = mostTile; tile > leastTile; tile -= 2) {
        const double columns = std::floor((area.width() + tileGap) / (tile + tileGap)),
                     rows = std::floor((area.height() + tileGap) / (2 * tile + tileGap + 4));
        if (columns * rows >= static_cast<double>(count)) return tile;
    }
    return leastTile;
}

}  // namespace

BatchView::BatchView(QWidget* parent)
    : QWidget(parent),
      layer_(new QComboBox),
      map_(new QSpinBox),
      channel_(new QSpinBox),
      chooser_(new QWidget) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(chooser_);
    layout->addStretch();
    auto* row = new QHBoxLayout(chooser_);
    row->setContentsMargins(0, 0, 0, 0);
    const std::pair<QString, QWidget*> parts[] = {
        {tr("Kernel of"), layer_}, {tr("map"), map_}, {tr("over input"), channel_}};
    for (const auto& [name, widget] : parts) {
        auto* label = new QLabel(name);
        setTextRole(*label, TextRole::muted);
        row->addWidget(label);
        row->addWidget(widget);
        widget->setAccessibleName(name);
    }
    row->addStretch();
    connect(layer_, &QComboBox::activated, this, [this] { offerKernels(), Q_EMIT kernelChosen(choice()); });
    for (QSpinBox* box : {map_, channel_})
        connect(box, &QSpinBox::valueChanged, this, [this] { Q_EMIT kernelChosen(choice()); });
    setAccessibleName(tr("Inside one batch: every digit's gradient of a kernel, their mean, and the update"));
    connect(&themeManager(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

KernelChoice BatchView::choice() const {
    return {layer_->currentData().toULongLong(), map_->value(), channel_->value()};
}

void BatchView::setView(std::shared_ptr<const TrainingView> view) {
    view_ = std::move(view);
    if (layer_->count() == 0 && view_) {
        for (std::size_t p = 0; p < view_->network->parameterCount(); ++p)
            if (view_->network->parameterSpec(p).shape.rank() == 4)
                layer_->addItem(QString::fromStdString(view_->network->parameterName(p)).section('.', 0, 0),
                                static_cast<qulonglong>(p));
        offerKernels();
    }
    update();
}

void BatchView::offerKernels() {
    const QSignalBlocker quietMap(map_), quietChannel(channel_);
    const Shape& shape = view_->network->parameterSpec(choice().parameter).shape;
    map_->setRange(0, static_cast<int>(shape[0]) - 1);
    channel_->setRange(0, static_cast<int>(shape[1]) - 1);
}

std::span<const float> BatchView::part(std::span<const float> values) const {
    const Shape& shape = view_->network->parameterSpec(view_->kernel.parameter).shape;
    const Index size = shape[2] * shape[3];
    return values.subspan(
        static_cast<std::size_t>((view_->kernel.map * shape[1] + view_->kernel.channel) * size),
        static_cast<std::size_t>(size));
}

void BatchView::paintEvent(QPaintEvent*) {
    if (!view_ || !view_->batch || !view_->shares) return;
    QPainter painter(this);
    const double top = chooser_->geometry().bottom() + 8;
    const double right = std::min(stepWidth, width() * 0.45);
    paintExamples(painter, QRectF(0, top, width() - right - 24, height() - top));
    paintStep(painter, QRectF(width() - right, top, right, height() - top));
}

void BatchView::paintExamples(QPainter& painter, const QRectF& area) const {
    const Theme& theme = currentTheme();
    const Shape& kernel = view_->network->parameterSpec(view_->kernel.parameter).shape;
    const int line = QFontMetrics(theme.type.small).height();
    const double tile = tileFor(view_->batch->pass.batch(), area.adjusted(0, line + 6, 0, 0));
    const auto columns =
        static_cast<Index>(std::max(1.0, std::floor((area.width() + tileGap) / (tile + tileGap))));
    const double rowHeight = 2 * tile + tileGap + 4;
    const auto rows =
        static_cast<Index>(std::max(1.0, std::floor((area.height() - line - 4 + tileGap) / rowHeight)));
    const Index batch = view_->batch->pass.batch(), shown = std::min(batch, columns * rows);
    // One scale for all, so that it is seen which digits pull hardest.
    MapScale scale{0, 0};
    for (Index i = 0; i < batch; ++i) {
        const MapScale one = scaleOf(part(view_->shares->slice(i)));
        scale = {std::min(scale.low, one.low), std::max(scale.high, one.high)};
    }
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(QRectF(area.left(), area.top(), area.width(), line), Qt::AlignLeft,
                     shown < batch
                         ? tr("%1 of the batch's %2 digits, each with its own gradient").arg(shown).arg(batch)
                         : tr("the batch's %1 digits, each with its own gradient").arg(batch));
    for (Index i = 0; i < shown; ++i) {
        const QRectF digit(area.left() + static_cast<double>(i % columns) * (tile + tileGap),
                           area.top() + line + 6 + static_cast<double>(i / columns) * rowHeight, tile, tile);
        const QRectF gradient = digit.translated(0, tile + 2);
        painter.drawImage(digit,
                          mapImage(view_->batch->pass.outputs[0].slice(i), 28, 28, {0, 1}, theme.palette));
        painter.drawImage(gradient, mapImage(part(view_->shares->slice(i)), static_cast<int>(kernel[2]),
                                             static_cast<int>(kernel[3]), scale, theme.palette));
        painter.setPen(theme.palette.gridLine);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(digit);
        painter.drawRect(gradient);
    }
}

void BatchView::paintStep(QPainter& painter, const QRectF& area) const {
    const Theme& theme = currentTheme();
    const BatchInspection& batch = *view_->batch;
    const std::size_t p = view_->kernel.parameter;
    const auto kernel = part(batch.before[p].values()), update = part(batch.update[p].values());
    std::vector<float> after(kernel.begin(), kernel.end());
    std::ranges::transform(kernel, update, after.begin(), std::plus<>());
    const bool inOneRow = area.height() < 220;
    const std::tuple<QString, std::span<const float>, QColor> grids[] = {
        {inOneRow ? tr("mean") : tr("mean gradient"), part(batch.pass.gradients[p].values()),
         theme.palette.result.strong},
        {tr("update"), update, theme.palette.activation.strong},
        {inOneRow ? tr("now") : tr("kernel now"), kernel, theme.palette.weight.strong},
        {inOneRow ? tr("after") : tr("kernel after"), after, theme.palette.weight.strong}};
    const Shape& shape = view_->network->parameterSpec(p).shape;
    const int line = QFontMetrics(theme.type.small).height();
    const int across = inOneRow ? 4 : 2;
    const double width = (area.width() - 14 * (across - 1)) / across,
                 height = inOneRow ? area.height() : area.height() / 2;
    const double side = std::max(20.0, std::min(width, height - 2 * line - 10));
    for (int i = 0; i < 4; ++i) {
        const auto& [name, values, color] = grids[i];
        const QRectF place(area.left() + (i % across) * (width + 14), area.top() + (i / across) * height,
                           width, height);
        painter.setFont(theme.type.label);
        painter.setPen(theme.palette.text);
        painter.drawText(
            QRectF(place.left(), place.top(), width + 12, line + 3), Qt::AlignLeft,
            QFontMetrics(theme.type.label).elidedText(name, Qt::ElideRight, static_cast<int>(width + 8)));
        const QRectF grid(place.left(), place.top() + line + 5, side, side);
        Mosaic mosaic{
            {}, {shape[2], shape[3]}, values, 1, static_cast<int>(shape[2]), static_cast<int>(shape[3]), 1};
        mosaic.paint(painter, grid, theme.palette);
        painter.setPen(QPen(color, 2));
        painter.drawRect(grid);
        painter.setFont(theme.type.smallNumber);
        painter.setPen(theme.palette.mutedText);
        painter.drawText(QRectF(place.left(), grid.bottom() + 2, width + 12, line), Qt::AlignLeft,
                         inOneRow ? shortScaleText(values) : scaleText(values));
    }
}

}  // namespace deltascope
