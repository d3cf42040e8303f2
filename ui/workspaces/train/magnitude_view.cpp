#include "ui/workspaces/train/magnitude_view.h"

#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/number_text.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

/// The scale's ends, fixed, so that bars can be compared from moment to moment.
constexpr int lowest = -6, highest = 0;

std::array<std::pair<QString, QColor>, 3> kinds() {
    const Palette& p = currentTheme().palette;
    return {{{MagnitudeView::tr("weights"), p.weight.strong},
             {MagnitudeView::tr("gradients"), p.result.strong},
             {MagnitudeView::tr("updates"), p.activation.strong}}};
}

}  // namespace

double logShare(double value, int low, int high) {
    if (!(value > 0)) return 0;
    return std::clamp((std::log10(value) - low) / (high - low), 0.0, 1.0);
}

MagnitudeView::MagnitudeView(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Magnitudes of weights, gradients and updates of each layer"));
    connect(&themeManager(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void MagnitudeView::setLayers(const std::vector<LayerMagnitudes>& layers) {
    layers_ = layers;
    QStringList parts;
    for (const LayerMagnitudes& layer : layers_)
        parts << tr("%1: gradient %2, update %3")
                     .arg(QString::fromStdString(layer.layer),
                          QString::fromStdString(shortNumber(layer.gradient, 2)),
                          QString::fromStdString(shortNumber(layer.update, 2)));
    setAccessibleDescription(parts.join(QStringLiteral("; ")));
    setToolTip(parts.join('\n'));
    update();
}

void MagnitudeView::paintEvent(QPaintEvent*) {
    const Theme& theme = currentTheme();
    QPainter painter(this);
    const int line = QFontMetrics(theme.type.small).height();
    const int left = QFontMetrics(theme.type.smallNumber).horizontalAdvance(QStringLiteral("10⁻⁶")) + 6;
    const QRectF plot(left, line + 8, width() - left, height() - 2 * line - 16);
    paintLegend(painter, QRectF(0, 0, width(), line));
    paintAxis(painter, plot);
    if (layers_.empty()) return;
    const double group = plot.width() / static_cast<double>(layers_.size());
    const double bar = std::min(22.0, group * 0.26);
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const double middle = plot.left() + (static_cast<double>(i) + 0.5) * group;
        const double values[] = {layers_[i].weight, layers_[i].gradient, layers_[i].update};
        for (std::size_t k = 0; k < 3; ++k) {
            const double height = plot.height() * logShare(values[k], lowest, highest);
            painter.fillRect(QRectF(middle + (static_cast<double>(k) - 1.5) * bar + 0.5,
                                    plot.bottom() - height, bar - 1, height),
                             std::isfinite(values[k]) ? kinds()[k].second : theme.palette.danger.strong);
        }
        const QString name = QString::fromStdString(layers_[i].layer);
        painter.setFont(fittingFont(theme.type.small, name, group - 6, theme.type.small.pixelSize() - 4));
        painter.setPen(theme.palette.text);
        painter.drawText(QRectF(middle - group / 2, plot.bottom() + 4, group, line), Qt::AlignCenter, name);
    }
}

void MagnitudeView::paintAxis(QPainter& painter, const QRectF& plot) const {
    const Theme& theme = currentTheme();
    painter.setFont(theme.type.smallNumber);
    for (int power = lowest; power <= highest; power += plot.height() > 120 ? 1 : 2) {
        const double y =
            std::round(plot.bottom() - plot.height() * (power - lowest) / (highest - lowest)) + 0.5;
        painter.setPen(theme.palette.border);
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
        painter.setPen(theme.palette.mutedText);
        const QString label =
            power == 0 ? QStringLiteral("1") : QString::fromStdString("10" + superscript(power));
        painter.drawText(QRectF(0, y - 8, plot.left() - 6, 16), Qt::AlignRight | Qt::AlignVCenter, label);
    }
}

void MagnitudeView::paintLegend(QPainter& painter, const QRectF& area) const {
    const Theme& theme = currentTheme();
    painter.setFont(theme.type.small);
    const QFontMetrics metrics(theme.type.small);
    const bool isNarrow = metrics.horizontalAdvance(tr("weights gradients updates")) + 50 > area.width();
    const QString symbols[] = {QStringLiteral("w"), QStringLiteral("\u2202L/\u2202w"),
                               QStringLiteral("\u0394w")};
    double x = area.left();
    std::size_t next = 0;
    for (const auto& [full, color] : kinds()) {
        const QString& name = isNarrow ? symbols[next] : full;
        ++next;
        painter.fillRect(QRectF(x, area.center().y() - 4, 9, 9), color);
        painter.setPen(theme.palette.mutedText);
        painter.drawText(QRectF(x + 13, area.top(), 200, area.height()), Qt::AlignLeft | Qt::AlignVCenter,
                         name);
        x += 13 + metrics.horizontalAdvance(name) + 10;
    }
}

}  // namespace deltascope
