#include "ui/workspaces/train/network_strip.h"

#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>

#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr double gap = 18, answerWidth = 92;

QString sizeText(const Shape& shape) {
    if (shape.rank() != 3) return QString::number(shape.size());
    return QStringLiteral("%1 · %2×%3").arg(shape[0]).arg(shape[1]).arg(shape[2]);
}

}  // namespace

NetworkStrip::NetworkStrip(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Maps and kernels of every layer"));
    connect(&themeManager(), &ThemeManager::changed, this, &NetworkStrip::arrange);
}

void NetworkStrip::setView(std::shared_ptr<const TrainingView> view) {
    view_ = std::move(view);
    arrange();
}

void NetworkStrip::setMode(Mode mode) {
    mode_ = mode;
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
    if (mode_ == Mode::activations) return view_->network->parameters()[parameter].values();
    if (!view_->batch) return {};
    return (mode_ == Mode::gradients ? view_->batch->pass.gradients : view_->batch->update)[parameter]
        .values();
}

/// Layers `first` .. `last` belong together: a layer with weights and the activation after it.
NetworkStrip::Column NetworkStrip::columnOf(int first, int last, const QRectF& area) const {
    const Network<float>& network = *view_->network;
    const int line = QFontMetrics(currentTheme().type.small).height();
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
                            network.parametersOf(first).first < network.parametersOf(first).second;
    if (hasKernels) room.setHeight(room.height() * 0.56);
    const QString what =
        mode_ == Mode::activations || last == 0 ? QStringLiteral(".output") : QStringLiteral(".delta");
    Placed maps{Mosaic::ofMaps(name + what, network.outputShape(last), mapsOf(last)), {}};
    maps.place = maps.mosaic.fit(room);
    column.parts.push_back(maps);
    if (!hasKernels) return column;
    const std::size_t weight = network.parametersOf(first).first;
    static const char* const suffixes[] = {"", "_gradient", "_update"};
    const double below = room.bottom() + line + 6;
    Placed kernels{Mosaic::ofKernels(QString::fromStdString(network.parameterName(weight)) +
                                         QLatin1String(suffixes[static_cast<int>(mode_)]),
                                     network.parameterSpec(weight).shape, weightsOf(weight)),
                   {}};
    kernels.place = kernels.mosaic.fit(QRectF(area.left(), below, area.width(), area.bottom() - below));
    column.parts.push_back(kernels);
    return column;
}

void NetworkStrip::arrange() {
    columns_.clear();
    update();
    if (!view_ || !view_->network || !view_->probe) return;
    const Network<float>& network = *view_->network;
    std::vector<std::pair<int, int>> groups{{0, 0}};
    std::vector<double> shares{1.0};
    for (int l = 1; l < network.layerCount(); ++l) {
        const bool isActivation = network.outputShape(l) == network.outputShape(l - 1);
        if (isActivation && groups.back().second > 0) {
            groups.back().second = l;
            continue;
        }
        if (network.outputShape(l).size() == network.outputShape(l - 1).size() ||
            l >= network.layerCount() - 1)
            continue;
        groups.emplace_back(l, l);
        const Shape& shape = network.outputShape(l);
        const bool hasWeights = network.parametersOf(l).first < network.parametersOf(l).second;
        shares.push_back(
            shape.rank() == 3
                ? (hasWeights ? 2.0 + 0.8 * std::min<double>(1, static_cast<double>(shape[0]) / 16) : 1.5)
                : 0.9);
    }
    double all = 0, x = 0;
    for (const double share : shares) all += share;
    const double width = this->width() - answerWidth - gap * static_cast<double>(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const QRectF area(x, 0, width * shares[i] / all, height() - 2);
        columns_.push_back(columnOf(groups[i].first, groups[i].second, area));
        x = area.right() + gap;
    }
    answer_ = QRectF(x, 0, answerWidth, height() - 2);
}

void NetworkStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (const Column& column : columns_) paintColumn(painter, column);
    if (!columns_.empty()) paintAnswer(painter);
}

void NetworkStrip::paintColumn(QPainter& painter, const Column& column) const {
    const Theme& theme = currentTheme();
    const int line = QFontMetrics(theme.type.small).height();
    painter.setFont(theme.type.label);
    painter.setPen(theme.palette.text);
    painter.drawText(column.head, Qt::AlignLeft | Qt::AlignTop,
                     QFontMetrics(theme.type.label)
                         .elidedText(column.title, Qt::ElideRight, static_cast<int>(column.head.width())));
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    QString under = column.size;
    const QString scale = scaleText(column.parts[0].mosaic.values);
    if (QFontMetrics(theme.type.small).horizontalAdvance(under + "   " + scale) <
        column.head.width() - gap - gap)
        under += QStringLiteral("   ") + scale;
    painter.drawText(column.head.adjusted(0, line + 2, 0, 2), Qt::AlignLeft | Qt::AlignTop, under);
    for (const Placed& part : column.parts) {
        painter.setFont(theme.type.small);
        painter.setPen(theme.palette.mutedText);
        if (&part != &column.parts.front()) {
            const auto name = mode_ == Mode::activations ? tr("kernels")
                              : mode_ == Mode::gradients ? tr("gradients")
                                                         : tr("updates");
            painter.drawText(QRectF(part.place.left(), part.place.top() - line - 3, 240, line), Qt::AlignLeft,
                             name + QStringLiteral("   ") + scaleText(part.mosaic.values));
        }
        part.mosaic.paint(painter, part.place, theme.palette);
    }
}

/// What the network answers, a bar for each class.
void NetworkStrip::paintAnswer(QPainter& painter) const {
    const Theme& theme = currentTheme();
    const int line = QFontMetrics(theme.type.small).height();
    painter.setFont(theme.type.label);
    painter.setPen(theme.palette.text);
    painter.drawText(answer_, Qt::AlignLeft | Qt::AlignTop, tr("answer"));
    painter.setFont(theme.type.small);
    painter.setPen(theme.palette.mutedText);
    painter.drawText(answer_.adjusted(0, line + 2, 0, 0), Qt::AlignLeft | Qt::AlignTop, tr("softmax"));
    const auto values = view_->probe->predictions().values();
    const double top = 2.0 * line + 6,
                 row = std::min(22.0, (answer_.height() - top) / static_cast<double>(values.size()));
    const auto best =
        static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const QRectF bar(answer_.left() + 16, top + static_cast<double>(i) * row + row / 10,
                         answer_.width() - 18, row * 0.8);
        painter.setPen(i == best ? theme.palette.text : theme.palette.mutedText);
        painter.setFont(withPixelSize(theme.type.smallNumber,
                                      std::min(theme.type.smallNumber.pixelSize(), static_cast<int>(row))));
        painter.drawText(QRectF(answer_.left(), bar.top() - 2, 14, row), Qt::AlignCenter, QString::number(i));
        painter.fillRect(bar, theme.palette.track);
        const double share = std::clamp(static_cast<double>(values[i]), 0.0, 1.0);
        painter.fillRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()),
                         i == best ? theme.palette.result.strong : theme.palette.accent);
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
