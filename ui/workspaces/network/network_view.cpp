#include "ui/workspaces/network/network_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/painting/number_label.h"
#include "ui/theme/theme_manager.h"
#include "ui/workspaces/network/panel_painter.h"

namespace deltascope {
namespace {

constexpr std::size_t manyPanels = 12;  // weights beside their gradients: most are vectors
constexpr std::size_t mostLines = 16;   // more connectors would hide the page
const std::string inputTensor = "input.output";

/// "output", "delta", "weight_gradient" ...
std::string quantityOf(const std::string& tensor) { return tensor.substr(tensor.find('.') + 1); }

}  // namespace

NetworkView::NetworkView(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("The whole network"));
    connect(&themeManager(), &ThemeManager::changed, this, &NetworkView::arrange);
}

void NetworkView::setPanels(std::vector<TensorPanel> panels, QStringList classes) {
    panels_ = std::move(panels);
    classes_ = std::move(classes);
    hovered_.reset();
    arrange();
}

void NetworkView::setChosen(const Cell& cell, const std::optional<Cell>& pinned) {
    chosen_ = cell;
    pinned_ = pinned;
    describe();
    update();
}

void NetworkView::setField(std::vector<CellSet> field) {
    field_ = std::move(field);
    update();
}

void NetworkView::setPointedAt(const std::optional<Cell>& cell) {
    pointed_ = cell;
    update();
}

void NetworkView::describe() {
    const auto place = placeOf(chosen_);
    if (!place) return setAccessibleDescription(QString::fromStdString(cellText(chosen_)));
    setAccessibleDescription(
        QStringLiteral("%1 = %2").arg(QString::fromStdString(cellText(chosen_)),
                                      numberLabel(panels_[place->panel].values[place->offset], 6)));
}

void NetworkView::arrange() {
    const Theme& theme = currentTheme();
    LayoutMetrics metrics;
    metrics.titleHeight =
        QFontMetrics(theme.type.label).height() + QFontMetrics(theme.type.small).height() + theme.space.small;
    metrics.legendHeight = QFontMetrics(theme.type.smallNumber).height() + 14;
    metrics.panelGap = width() > 800 ? theme.space.medium + 2 : theme.space.small + 2;
    metrics.mapGap = theme.space.tiny + (height() > 500 ? 2 : 0);
    metrics.leastBars = width() > 800 ? 130 : 76;
    if (panels_.size() > manyPanels) metrics.leastColumn = std::clamp(width() / 28.0, 18.0, 44.0);
    places_ = layOutPanels(panels_, QRectF(rect()).adjusted(6, 2, -6, -2), metrics);
    page_ = QPixmap();
    update();
}

std::optional<NetworkView::Place> NetworkView::placeAt(const QPointF& point) const {
    for (std::size_t i = 0; i < places_.size(); ++i)
        if (const auto offset = offsetAt(panels_[i], places_[i], point)) return Place{i, *offset};
    return std::nullopt;
}

std::optional<NetworkView::Place> NetworkView::placeOf(const Cell& cell) const {
    for (std::size_t i = 0; i < places_.size(); ++i) {
        if (panels_[i].tensor != cell.tensor ||
            static_cast<int>(cell.index.size()) != panels_[i].shape.rank())
            continue;
        return Place{i, panels_[i].shape.offset(cell.index)};
    }
    return std::nullopt;
}

QRectF NetworkView::rectOf(const Place& place) const {
    return cellRect(panels_[place.panel], places_[place.panel], place.offset);
}

QRectF NetworkView::rectOf(const Cell& cell) const {
    const auto place = placeOf(cell);
    return place ? rectOf(*place) : QRectF();
}

void NetworkView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (page_.isNull() && !size().isEmpty()) {
        page_ = QPixmap(size() * devicePixelRatioF());
        page_.setDevicePixelRatio(devicePixelRatioF());
        page_.fill(Qt::transparent);
        QPainter onPage(&page_);
        for (std::size_t i = 0; i < places_.size(); ++i)
            paintPanel(onPage, panels_[i], places_[i], classes_, currentTheme());
    }
    painter.drawPixmap(0, 0, page_);
    painter.setRenderHint(QPainter::Antialiasing);
    paintField(painter);
    paintMarks(painter);
}

/// The frames of one layer's cells: a box on each map that has some of them.
std::vector<QRectF> NetworkView::fieldRects(const TensorPanel& panel, const PanelPlace& place,
                                            const CellSet& cells) const {
    std::vector<QRectF> rects;
    // Where everything counts there is nothing to point at.
    if (static_cast<Index>(cells.offsets.size()) == panel.values.size()) return rects;
    if (panel.form != TensorPanel::Form::maps) {
        for (const Index offset : cells.offsets) rects.push_back(cellRect(panel, place, offset));
        return rects;
    }
    const Index size = static_cast<Index>(panel.rows) * panel.columns;
    int map = -1;
    for (const Index offset : cells.offsets) {
        const int of = static_cast<int>(offset / size);
        const QRectF cell = cellRect(panel, place, offset);
        if (of == map) {
            rects.back() = rects.back().united(cell);
        } else {
            rects.push_back(cell);
        }
        map = of;
    }
    return rects;
}

void NetworkView::paintField(QPainter& painter) const {
    const QColor amber = currentTheme().palette.activation.strong;
    const QRectF chosen = rectOf(chosen_);
    bool isNext = true;  // the layer right beside the chosen number
    for (const CellSet& cells : field_) {
        for (std::size_t i = 0; i < panels_.size() && i < places_.size(); ++i) {
            if (panels_[i].layer != cells.layer ||
                quantityOf(panels_[i].tensor) != quantityOf(chosen_.tensor))
                continue;
            const auto rects = fieldRects(panels_[i], places_[i], cells);
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(amber, 1.5));
            for (const QRectF& rect : rects) painter.drawRect(rect.adjusted(-1, -1, 1, 1));
            if (!isNext || rects.size() > mostLines || chosen.isEmpty()) continue;
            painter.setPen(QPen(mixed(amber, currentTheme().palette.card, 0.35), 1));
            const bool isLeft = places_[i].body.left() < chosen.left();
            for (const QRectF& rect : rects) {
                const QPointF from(isLeft ? rect.right() : rect.left(), rect.center().y()),
                    to(isLeft ? chosen.left() : chosen.right(), chosen.center().y());
                QPainterPath path(from);
                const double bend = (to.x() - from.x()) / 2;
                path.cubicTo(from + QPointF(bend, 0), to - QPointF(bend, 0), to);
                painter.drawPath(path);
            }
        }
        isNext = false;
    }
}

void NetworkView::paintMarks(QPainter& painter) const {
    const Theme& theme = currentTheme();
    painter.setBrush(Qt::NoBrush);
    const auto frame = [&](const QRectF& rect, const QColor& color, double width) {
        if (rect.isEmpty()) return;
        painter.setPen(QPen(theme.palette.card, width + 2));
        painter.drawRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5));
        painter.setPen(QPen(color, width));
        painter.drawRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5));
    };
    if (const auto place = placeOf(chosen_); place && panels_[place->panel].form == TensorPanel::Form::maps) {
        const Index size = static_cast<Index>(panels_[place->panel].rows) * panels_[place->panel].columns;
        const QRectF map = places_[place->panel].mapRect(static_cast<int>(place->offset / size));
        painter.setPen(QPen(theme.palette.activation.strong, hasFocus() ? 3 : 2));
        painter.drawRoundedRect(map.adjusted(-3, -3, 3, 3), 3, 3);
    }
    if (pinned_) frame(rectOf(*pinned_), theme.palette.weight.strong, 2);
    frame(rectOf(chosen_), theme.palette.activation.strong, hasFocus() ? 3 : 2);
    if (pointed_) frame(rectOf(*pointed_), theme.palette.result.strong, 2);
    if (hovered_) frame(rectOf(*hovered_), theme.palette.text, 1);
}

void NetworkView::resizeEvent(QResizeEvent*) { arrange(); }

void NetworkView::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange) arrange();
}

void NetworkView::mousePressEvent(QMouseEvent* event) {
    pressed_ = placeAt(event->position());
    lastPoint_ = event->position();
    ink_ = event->button() == Qt::RightButton || isErasing_ ? 0 : 1;
}

void NetworkView::mouseMoveEvent(QMouseEvent* event) {
    const auto place = placeAt(event->position());
    const bool isDragged =
        event->buttons() != Qt::NoButton && pressed_ && panels_[pressed_->panel].tensor == inputTensor;
    if (isDragged && place && place != pressed_ && !isPainting_) {
        isPainting_ = true;
        Q_EMIT strokeBegun();
    }
    if (isPainting_) paintTo(event->position());
    if (hovered_ == place) return;
    hovered_ = place;
    showHover(event->globalPosition().toPoint());
    update();
}

/// Every pixel from the last point to this one, however fast the mouse is.
void NetworkView::paintTo(const QPointF& point) {
    const double distance = std::hypot(point.x() - lastPoint_.x(), point.y() - lastPoint_.y());
    const int steps = std::max(1, static_cast<int>(std::ceil(distance)));
    for (int i = 0; i <= steps; ++i) {
        const auto place = placeAt(lastPoint_ + (point - lastPoint_) * i / steps);
        if (place && panels_[place->panel].tensor == inputTensor) Q_EMIT pixelPainted(place->offset, ink_);
    }
    lastPoint_ = point;
}

void NetworkView::mouseReleaseEvent(QMouseEvent* event) {
    if (isPainting_) {
        isPainting_ = false;
        Q_EMIT strokeEnded();
    } else if (pressed_ && placeAt(event->position()) == pressed_) {
        const TensorPanel& panel = panels_[pressed_->panel];
        if (event->button() == Qt::LeftButton) Q_EMIT cellChosen(panel.cellAt(pressed_->offset));
    }
    pressed_.reset();
}

void NetworkView::mouseDoubleClickEvent(QMouseEvent* event) {
    const auto place = placeAt(event->position());
    if (place) Q_EMIT cellOpened(panels_[place->panel].cellAt(place->offset));
}

void NetworkView::showHover(const QPoint& globalPosition) {
    if (!hovered_) {
        QToolTip::hideText();
        Q_EMIT cellHovered(std::nullopt);
        return;
    }
    const TensorPanel& panel = panels_[hovered_->panel];
    const Cell cell = panel.cellAt(hovered_->offset);
    Q_EMIT cellHovered(cell);
    const QString value =
        panel.isKnown ? numberLabel(panel.values[hovered_->offset], 6) : tr("not computed yet");
    QToolTip::showText(globalPosition,
                       QStringLiteral("%1 = %2").arg(QString::fromStdString(cellText(cell)), value), this);
}

void NetworkView::leaveEvent(QEvent*) {
    hovered_.reset();
    Q_EMIT cellHovered(std::nullopt);
    update();
}

void NetworkView::keyPressEvent(QKeyEvent* event) {
    const bool isJump = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
        case Qt::Key_Left:
            return isJump ? move(-1, 0, 0, 0) : move(0, 0, 0, -1);
        case Qt::Key_Right:
            return isJump ? move(1, 0, 0, 0) : move(0, 0, 0, 1);
        case Qt::Key_Up:
            return isJump ? move(0, -1, 0, 0) : move(0, 0, -1, 0);
        case Qt::Key_Down:
            return isJump ? move(0, 1, 0, 0) : move(0, 0, 1, 0);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            return void(Q_EMIT cellOpened(chosen_));
        default:
            QWidget::keyPressEvent(event);
    }
}

void NetworkView::move(int panels, int maps, int rows, int columns) {
    if (panels_.empty()) return;
    const Place from = placeOf(chosen_).value_or(Place{});
    const auto index = std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(from.panel) + panels, 0,
                                                  static_cast<std::ptrdiff_t>(panels_.size()) - 1);
    const TensorPanel& panel = panels_[static_cast<std::size_t>(index)];
    const Index size = static_cast<Index>(panel.rows) * panel.columns;
    if (panels != 0)
        return void(Q_EMIT cellChosen(panel.cellAt(std::min(from.offset, panel.values.size() - 1))));
    const bool isUnits = panel.form == TensorPanel::Form::units || panel.form == TensorPanel::Form::bars;
    const int perRow = isUnits ? places_[from.panel].perRow : panel.columns;
    const int count = static_cast<int>(panel.values.size() / size);
    const Index within = from.offset % size;
    const Index map = std::clamp<Index>(from.offset / size + maps, 0, count - 1);
    const Index row = std::clamp<Index>(within / perRow + rows, 0, (size - 1) / perRow);
    const Index column = std::clamp<Index>(within % perRow + columns, 0, perRow - 1);
    Q_EMIT cellChosen(panel.cellAt(std::min(map * size + row * perRow + column, panel.values.size() - 1)));
}

}  // namespace deltascope
