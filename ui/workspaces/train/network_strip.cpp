#include "ui/workspaces/train/network_strip.h"

#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr double gap = 18, leastAnswer = 92, mostAnswerRow = 40;
/// From this height on there is room for kernels below the maps.
constexpr double roomForKernels = 250;
constexpr qint64 labelPause = 200;  // milliseconds

QString sizeText(const Shape& shape) {
    if (shape.rank() == 4) return QStringLiteral("%1\u00d7%2 kernels").arg(shape[0]).arg(shape[1]);
    if (shape.rank() == 2) return QStringLiteral("%1\u00d7%2").arg(shape[0]).arg(shape[1]);
    if (shape.rank() != 3) return QString::number(shape.size());
    return QStringLiteral("%1 · %2×%3").arg(shape[0]).arg(shape[1]).arg(shape[2]);
}

bool hasWeights(const Network<float>& network, int layer) {
    return network.parametersOf(layer).first < network.parametersOf(layer).second;
}

}  // namespace

NetworkStrip::NetworkStrip(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setAttribute(
        Qt::WA_OpaquePaintEvent);  // it fills itself, so that what lies behind is not painted each frame
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Maps and kernels of every layer"));
    connect(&themeManager(), &ThemeManager::changed, this, &NetworkStrip::arrangeAnew);
}

void NetworkStrip::setView(std::shared_ptr<const TrainingView> view) {
    const bool isLive = view && view->running;
    view_ = std::move(view);
    if (isLive && labelsAge_.isValid() && labelsAge_.elapsed() < labelPause) return arrange();
    arrangeAnew();
}

void NetworkStrip::setMode(Mode mode) {
    mode_ = mode;
    arrangeAnew();
}

void NetworkStrip::arrangeAnew() {
    labels_ = QPixmap();
    arrange();
}

std::span<const float> NetworkStrip::mapsOf(int layer) const {
    const auto l = static_cast<std::size_t>(layer);
    if (mode_ == Mode::activations) return view_->probe->outputs[l].values();
    if (!view_->batch) return {};
    const Pass<float>& pass = view_->batch->pass;
    return layer == 0 ? pass.outputs[0].slice(0) : pass.deltas[l].slice(0);
}

std::span<const float> NetworkStrip::weightsOf(std::size_t parameter) const {
    if (mode_ != Mode::gradients && mode_ != Mode::updates)
        return view_->network->parameters()[parameter].values();
    if (!view_->batch) return {};
    return (mode_ == Mode::gradients ? view_->batch->pass.gradients : view_->batch->update)[parameter]
        .values();
}

Mosaic NetworkStrip::weightMosaic(std::size_t parameter) const {
    const Shape& shape = view_->network->parameterSpec(parameter).shape;
    QString name = QString::fromStdString(view_->network->parameterName(parameter));
    if (mode_ == Mode::gradients) name += QStringLiteral("_gradient");
    if (mode_ == Mode::updates) name += QStringLiteral("_update");
    return shape.rank() == 4 ? Mosaic::ofKernels(name, shape, weightsOf(parameter))
                             : Mosaic::ofMatrix(name, shape, weightsOf(parameter));
}

/// A layer with weights and the activation after it belong together.
NetworkStrip::Column NetworkStrip::mapColumn(const Group& group, const QRectF& area) const {
    const Network<float>& network = *view_->network;
    const int line = QFontMetrics(currentTheme().type.small).height();
    const auto& [first, last, share] = group;
    Column column;
    const QString name = QString::fromStdString(network.layerName(last));
    column.title = QString::fromStdString(network.layerName(first));
    if (first < last) column.title += QStringLiteral(" + σ");
    if (first < last && !network.layerName(last).starts_with("sigmoid"))
        column.title.replace("σ", name.chopped(1));
    column.size = sizeText(network.outputShape(last));
    column.head = QRectF(area.left(), area.top(), area.width() + gap - 4, 2.0 * line + 4);
    const double top = column.head.bottom() + 2;
    QRectF room(area.left(), top, area.width(), area.bottom() - top);
    const bool hasKernels = first > 0 && network.outputShape(first).rank() == 3 &&
                            hasWeights(network, first) && mode_ == Mode::activations &&
                            height() >= roomForKernels;
    if (hasKernels) room.setHeight(room.height() * 0.56);
    const QString what =
        mode_ == Mode::activations || last == 0 ? QStringLiteral(".output") : QStringLiteral(".delta");
    Placed maps{Mosaic::ofMaps(name + what, network.outputShape(last), mapsOf(last)), {}};
    maps.place = maps.mosaic.fit(room);
    column.parts.push_back(maps);
    if (!hasKernels) return column;
    const double below = room.bottom() + line + 6;
    Placed kernels{weightMosaic(network.parametersOf(first).first), {}};
    kernels.place = kernels.mosaic.fit(QRectF(area.left(), below, area.width(), area.bottom() - below));
    column.parts.push_back(kernels);
    return column;
}

NetworkStrip::Column NetworkStrip::weightColumn(const Group& group, const QRectF& area) const {
    const Network<float>& network = *view_->network;
    const std::size_t weight = network.parametersOf(group.first).first;
    const int line = QFontMetrics(currentTheme().type.small).height();
    Column column;
    column.title = QString::fromStdString(network.layerName(group.first));
    column.size = sizeText(network.parameterSpec(weight).shape);
    column.head = QRectF(area.left(), area.top(), area.width() + gap - 4, 2.0 * line + 4);
    Placed weights{weightMosaic(weight), {}};
    weights.place = weights.mosaic.fit(area.adjusted(0, column.head.height() + 2, 0, 0));
    column.parts.push_back(weights);
    return column;
}

std::vector<NetworkStrip::Group> NetworkStrip::mapGroups() const {
    const Network<float>& network = *view_->network;
    std::vector<Group> groups{{0, 0, 1.2}};
    for (int l = 1; l < network.layerCount(); ++l) {
        const bool isActivation = network.outputShape(l) == network.outputShape(l - 1);
        if (isActivation && groups.back().last > 0) {
            groups.back().last = l;
            continue;
        }
        if (network.outputShape(l).size() == network.outputShape(l - 1).size() ||
            l >= network.layerCount() - 1)
            continue;
        const Shape& shape = network.outputShape(l);
        const double many = std::min(1.0, static_cast<double>(shape[0]) / 16);
        groups.push_back({l, l, shape.rank() != 3 ? 0.9 : hasWeights(network, l) ? 2.0 + 0.8 * many : 1.5});
    }
    return groups;
}

std::vector<NetworkStrip::Group> NetworkStrip::weightGroups() const {
    const Network<float>& network = *view_->network;
    std::vector<Group> groups;
    for (int l = 1; l <= network.layerCount(); ++l) {
        if (!hasWeights(network, l)) continue;
        const Mosaic mosaic = weightMosaic(network.parametersOf(l).first);
        const double cells = static_cast<double>(mosaic.blocks) * mosaic.rows * mosaic.columns;
        groups.push_back({l, l, cells < 1000 ? 1.2 : cells < 2000 ? 1.6 : cells < 5000 ? 1.9 : 2.6});
    }
    return groups;
}

void NetworkStrip::arrange() {
    columns_.clear();
    update();
    if (!view_ || !view_->network || !view_->probe) return;
    const auto groups = showsMaps() ? mapGroups() : weightGroups();
    double all = 0, x = 0;
    for (const Group& group : groups) all += group.share;
    const double answer = std::max(leastAnswer, width() / 16.0);
    const double room = width() - answer - gap * static_cast<double>(groups.size());
    for (const Group& group : groups) {
        const QRectF area(x, 0, room * group.share / all, height() - 2);
        columns_.push_back(showsMaps() ? mapColumn(group, area) : weightColumn(group, area));
        x = area.right() + gap;
    }
    answer_ = QRectF(x, 0, answer, height() - 2);
}

void NetworkStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Palette& palette = currentTheme().palette;
    painter.fillRect(rect(), palette.card);
    if (columns_.empty()) return;
    if (labels_.isNull()) paintLabels();
    painter.drawPixmap(0, 0, labels_);
    for (const Column& column : columns_)
        for (const Placed& part : column.parts) part.mosaic.paint(painter, part.place, palette);
    paintAnswer(painter);
}

void NetworkStrip::paintLabels() {
    labels_ = QPixmap(size() * devicePixelRatioF());
    labels_.setDevicePixelRatio(devicePixelRatioF());
    labels_.fill(currentTheme().palette.card);
    QPainter painter(&labels_);
    for (const Column& column : columns_) paintTexts(painter, column);
    paintAnswerTexts(painter);
    labelsAge_.start();
}

void NetworkStrip::paintTexts(QPainter& painter, const Column& column) const {
    const Theme& theme = currentTheme();
    const int line = QFontMetrics(theme.type.small).height();
    painter.setFont(theme.type.label);
    painter.setPen(theme.palette.text);
    painter.drawText(column.head, Qt::AlignLeft | Qt::AlignTop,
                     QFontMetrics(theme.type.label)
                         .elidedText(column.title, Qt::ElideRight, static_cast<int>(column.head.width())));
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    const QFontMetrics metrics(theme.type.small);
    QString under = column.size;
    const double room = column.head.width() - gap;
    for (const QString& scale :
         {scaleText(column.parts[0].mosaic.values), shortScaleText(column.parts[0].mosaic.values)}) {
        if (metrics.horizontalAdvance(under + "   " + scale) > room) continue;
        under += QStringLiteral("   ") + scale;
        break;
    }
    painter.drawText(column.head.adjusted(0, line + 2, 0, 2), Qt::AlignLeft | Qt::AlignTop, under);
    if (column.parts.size() < 2) return;
    const Placed& kernels = column.parts[1];
    painter.drawText(QRectF(kernels.place.left(), kernels.place.top() - line - 3, 240, line), Qt::AlignLeft,
                     tr("kernels") + QStringLiteral("   ") + scaleText(kernels.mosaic.values));
}

QRectF NetworkStrip::answerBar(std::size_t answer) const {
    const auto classes = static_cast<double>(view_->probe->predictions().size());
    const double top = 2.0 * QFontMetrics(currentTheme().type.small).height() + 6,
                 row = std::min(mostAnswerRow, (answer_.height() - top) / classes);
    return {answer_.left() + 18, top + static_cast<double>(answer) * row + row / 10, answer_.width() - 20,
            row * 0.8};
}

void NetworkStrip::paintAnswerTexts(QPainter& painter) const {
    const Theme& theme = currentTheme();
    const int line = QFontMetrics(theme.type.small).height();
    painter.setFont(theme.type.label);
    painter.setPen(theme.palette.text);
    painter.drawText(answer_, Qt::AlignLeft | Qt::AlignTop, tr("answer"));
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(answer_.adjusted(0, line + 2, 0, 0), Qt::AlignLeft | Qt::AlignTop, tr("softmax"));
    for (std::size_t i = 0; i < static_cast<std::size_t>(view_->probe->predictions().size()); ++i) {
        const QRectF bar = answerBar(i);
        painter.setFont(withPixelSize(
            theme.type.smallNumber,
            std::min(theme.type.smallNumber.pixelSize(), static_cast<int>(bar.height() * 1.2))));
        painter.drawText(QRectF(answer_.left(), bar.top() - 4, 14, bar.height() + 8), Qt::AlignCenter,
                         QString::number(i));
    }
}

/// What the network answers, a bar for each class.
void NetworkStrip::paintAnswer(QPainter& painter) const {
    const Palette& palette = currentTheme().palette;
    const auto values = view_->probe->predictions().values();
    const auto best =
        static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const QRectF bar = answerBar(i);
        painter.fillRect(bar, palette.track);
        const double share = std::clamp(static_cast<double>(values[i]), 0.0, 1.0);
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()),
                         i == best ? palette.result.strong : palette.accent);
    }
}

QString NetworkStrip::textAt(const QPointF& point) const {
    for (const Column& column : columns_)
        for (const Placed& part : column.parts)
            if (const QString text = part.mosaic.textAt(point, part.place); !text.isEmpty()) return text;
    return {};
}

void NetworkStrip::mouseMoveEvent(QMouseEvent* event) {
    const QString text = textAt(event->position());
    if (text.isEmpty()) {
        QToolTip::hideText();
    } else {
        QToolTip::showText(event->globalPosition().toPoint(), text, this);
    }
}

}  // namespace deltascope
