#include "ui/widgets/probability_bars.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

QString percentText(float probability) {
    return std::isfinite(probability) ? QString::number(100.0 * static_cast<double>(probability), 'f', 1)
                                      : QString::number(static_cast<double>(probability));
}

double shown(float probability) {
    return std::isfinite(probability) ? std::clamp(static_cast<double>(probability), 0.0, 1.0) : 0.0;
}

void paintBefore(QPainter& painter, float probability, const QRectF& groove) {
    const qreal x = groove.left() + 1 + (groove.width() - 2) * shown(probability);
    painter.setPen(QPen(currentTheme().palette.activation.strong, 2.5, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(x, groove.top() - 3), QPointF(x, groove.bottom() + 3));
}

}  // namespace

ProbabilityBars::ProbabilityBars(QStringList classes, QWidget* parent)
    : QWidget(parent), classes_(std::move(classes)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Probability of each class"));
    describe();
}

void ProbabilityBars::setClasses(const QStringList& classes) {
    classes_ = classes;
    updateGeometry();
    update();
}

void ProbabilityBars::setProbabilities(std::span<const float> probabilities) {
    probabilities_.assign(probabilities.begin(), probabilities.end());
    largest_ = probabilities.empty()
                   ? -1
                   : static_cast<int>(std::max_element(probabilities.begin(), probabilities.end()) -
                                      probabilities.begin());
    describe();
    update();
}

void ProbabilityBars::setBefore(std::span<const float> probabilities) {
    before_.assign(probabilities.begin(), probabilities.end());
    update();
}

QSize ProbabilityBars::sizeHint() const {
    const int line = currentTheme().type.body.pixelSize();
    return {line * 18, static_cast<int>(classes_.size()) * line * 5 / 2};
}

QSize ProbabilityBars::minimumSizeHint() const {
    const int line = currentTheme().type.body.pixelSize();
    return {line * 11, static_cast<int>(classes_.size()) * (line + 4)};
}

void ProbabilityBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal rowHeight = std::min(height() / qreal(std::max<qsizetype>(1, classes_.size())),
                                     currentTheme().type.body.pixelSize() * 2.8);
    for (int row = 0; row < classes_.size(); ++row) {
        paintRow(painter, row, QRectF(0, row * rowHeight, width(), rowHeight));
    }
}

QRectF ProbabilityBars::groove(const QRectF& row) const {
    const Theme& theme = currentTheme();
    const qreal nameWidth = theme.type.body.pixelSize() * 1.7;
    const qreal numberWidth = QFontMetricsF(theme.type.number).horizontalAdvance(QStringLiteral("100.0")) + 4;
    const qreal height = std::min(row.height() * 0.55, 18.0);
    const qreal width = std::max(8.0, row.width() - nameWidth - numberWidth - theme.space.small);
    return {nameWidth, row.center().y() - height / 2, width, height};
}

void ProbabilityBars::paintRow(QPainter& painter, int row, const QRectF& area) const {
    const Theme& theme = currentTheme();
    painter.setFont(withPixelSize(theme.type.label, theme.type.label.pixelSize() + 1));
    painter.setPen(row == largest_ ? theme.palette.accentText : theme.palette.text);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter, classes_[row]);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.palette.track);
    painter.drawRoundedRect(groove(area), 3, 3);
    const auto place = static_cast<std::size_t>(row);
    if (place < probabilities_.size()) paintProbability(painter, row, area);
    if (place < before_.size()) paintBefore(painter, before_[place], groove(area));
}

void ProbabilityBars::paintProbability(QPainter& painter, int row, const QRectF& area) const {
    const Theme& theme = currentTheme();
    const bool wins = row == largest_;
    const float probability = probabilities_[static_cast<std::size_t>(row)];
    QRectF bar = groove(area);
    bar.setWidth(std::max(2.0, bar.width() * shown(probability)));
    painter.setBrush(wins ? theme.palette.accent : mixed(theme.palette.accent, theme.palette.track, 0.35));
    painter.drawRoundedRect(bar, std::min(3.0, bar.width() / 2), 3);
    painter.setFont(theme.type.number);
    painter.setPen(wins ? theme.palette.text : theme.palette.mutedText);
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, percentText(probability));
}

void ProbabilityBars::describe() {
    if (largest_ < 0 || largest_ >= classes_.size()) {
        setAccessibleDescription(tr("nothing to classify yet"));
        return;
    }
    const float most = probabilities_[static_cast<std::size_t>(largest_)];
    setAccessibleDescription(tr("%1 with %2 percent").arg(classes_[largest_], percentText(most)));
}

}  // namespace deltascope
