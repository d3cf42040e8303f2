#include "ui/workspaces/network/map_zoom.h"

#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>

#include "ui/painting/grid_painter.h"
#include "ui/painting/number_label.h"
#include "ui/stage/cell_editor.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr double leastSide = 6, mostSide = 64;
constexpr int numbersFrom = 26;  // this view is for reading numbers: smaller cells than elsewhere have them

Theme zoomTheme() {
    Theme theme = currentTheme();
    theme.space.numbersFrom = numbersFrom;
    theme.space.gridLinesFrom = 8;
    return theme;
}

}  // namespace

MapZoom::MapZoom(QWidget* parent) : QWidget(parent), editor_(new CellEditor(this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("The map around the chosen number"));
    connect(editor_, &CellEditor::accepted, this, [this](double value, int move) {
        setFocus();
        Q_EMIT numberTyped(cell_, value);
        if (move != 0) this->move(0, move);
    });
    connect(editor_, &CellEditor::cancelled, this, [this] { setFocus(); });
    connect(&themeManager(), &ThemeManager::changed, this, [this] { update(); });
}

void MapZoom::setPanel(TensorPanel panel, const Cell& cell, bool canEdit) {
    panel_ = std::move(panel);
    cell_ = cell;
    canEdit_ = canEdit;
    hovered_.reset();
    // A few short rows leave the rest of the room to the explanation.
    setMaximumHeight(std::max(minimumSizeHint().height(), static_cast<int>(mostSide) * panel_.rows + 4));
    setAccessibleDescription(QString::fromStdString(cellText(cell)));
    update();
}

MapZoom::Window MapZoom::window() const {
    const double fit =
        std::min(width() / static_cast<double>(panel_.columns), height() / static_cast<double>(panel_.rows));
    const double side = std::clamp(std::max(fit, wanted_), leastSide, mostSide);
    const Index size = static_cast<Index>(panel_.rows) * panel_.columns, within = chosenOffset() % size;
    Window window;
    window.side = std::floor(side);
    window.map = static_cast<int>(chosenOffset() / size);
    window.rows = std::clamp(static_cast<int>(height() / window.side), 1, panel_.rows);
    window.columns = std::clamp(static_cast<int>(width() / window.side), 1, panel_.columns);
    const int row = static_cast<int>(within / panel_.columns),
              column = static_cast<int>(within % panel_.columns);
    window.top = std::clamp(row - window.rows / 2, 0, panel_.rows - window.rows);
    window.left = std::clamp(column - window.columns / 2, 0, panel_.columns - window.columns);
    window.origin = {std::floor((width() - window.columns * window.side) / 2),
                     std::floor((height() - window.rows * window.side) / 2)};
    return window;
}

QRectF MapZoom::rectOf(const Cell& cell) const {
    if (cell.tensor != panel_.tensor || panel_.values.empty()) return {};
    const Window shown = window();
    const Index size = static_cast<Index>(panel_.rows) * panel_.columns,
                offset = panel_.shape.offset(cell.index);
    const auto row = static_cast<int>(offset % size / panel_.columns) - shown.top,
               column = static_cast<int>(offset % size % panel_.columns) - shown.left;
    if (offset / size != shown.map || row < 0 || row >= shown.rows || column < 0 || column >= shown.columns)
        return {};
    return {shown.origin.x() + column * shown.side, shown.origin.y() + row * shown.side, shown.side,
            shown.side};
}

std::optional<Index> MapZoom::offsetAt(const QPointF& point) const {
    if (panel_.values.empty()) return std::nullopt;
    const Window shown = window();
    const QPointF from = (point - shown.origin) / shown.side;
    const int row = static_cast<int>(std::floor(from.y())), column = static_cast<int>(std::floor(from.x()));
    if (row < 0 || row >= shown.rows || column < 0 || column >= shown.columns) return std::nullopt;
    const Index offset = panel_.offsetOf(shown.map, shown.top + row, shown.left + column);
    return offset < 0 ? std::nullopt : std::optional(offset);
}

void MapZoom::paintEvent(QPaintEvent*) {
    if (panel_.values.empty()) return;
    const Window shown = window();
    Tensor<double> values({shown.rows, shown.columns});
    for (int row = 0; row < shown.rows; ++row)
        for (int column = 0; column < shown.columns; ++column) {
            const Index offset = panel_.offsetOf(shown.map, shown.top + row, shown.left + column);
            values.at({row, column}) = offset < 0 ? 0 : panel_.values[offset];
        }
    QPainter painter(this);
    GridGeometry grid;
    grid.extent = {1, shown.rows, shown.columns, 0, 0};
    grid.origin = shown.origin;
    grid.cell = shown.side;
    const Theme theme = zoomTheme();
    paintGrid(painter, grid, {values, panel_.range, panel_.isKnown ? values.size() : 0}, theme);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (hovered_) {
        painter.setPen(QPen(theme.palette.text, 1));
        painter.drawRect(rectOf(panel_.cellAt(*hovered_)).adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter.setPen(QPen(theme.palette.activation.strong, hasFocus() ? 3 : 2));
    painter.drawRect(rectOf(cell_).adjusted(0.5, 0.5, -0.5, -0.5));
}

void MapZoom::mousePressEvent(QMouseEvent* event) {
    pressed_ = offsetAt(event->position());
    ink_ = event->button() == Qt::RightButton || isErasing_ ? 0 : 1;
}

void MapZoom::mouseMoveEvent(QMouseEvent* event) {
    const auto offset = offsetAt(event->position());
    const bool isInput = panel_.tensor == "input.output";
    if (event->buttons() != Qt::NoButton && isInput && pressed_ && offset && offset != pressed_ &&
        !isPainting_) {
        isPainting_ = true;
        Q_EMIT strokeBegun();
        Q_EMIT pixelPainted(*pressed_, ink_);
    }
    if (isPainting_ && offset) Q_EMIT pixelPainted(*offset, ink_);
    if (hovered_ == offset) return;
    hovered_ = offset;
    update();
    if (!offset) return QToolTip::hideText();
    QToolTip::showText(event->globalPosition().toPoint(),
                       QStringLiteral("%1 = %2").arg(QString::fromStdString(cellText(panel_.cellAt(*offset))),
                                                     numberLabel(panel_.values[*offset], 6)),
                       this);
}

void MapZoom::mouseReleaseEvent(QMouseEvent* event) {
    if (isPainting_) {
        isPainting_ = false;
        Q_EMIT strokeEnded();
    } else if (const auto offset = offsetAt(event->position());
               offset && offset == pressed_ && event->button() == Qt::LeftButton) {
        Q_EMIT cellChosen(panel_.cellAt(*offset));
    }
    pressed_.reset();
}

void MapZoom::mouseDoubleClickEvent(QMouseEvent*) { edit(); }

void MapZoom::edit() {
    if (!canEdit_) {
        Q_EMIT refused(tr("%1 is computed: change a pixel or a weight, and it follows.")
                           .arg(QString::fromStdString(cellText(cell_))));
        return;
    }
    editor_->open(rectOf(cell_).toRect(), panel_.values[chosenOffset()]);
}

void MapZoom::wheelEvent(QWheelEvent* event) {
    wanted_ = std::clamp(wanted_ + (event->angleDelta().y() > 0 ? 4 : -4), leastSide, mostSide);
    update();
    event->accept();
}

void MapZoom::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
        case Qt::Key_Left:
            return move(0, -1);
        case Qt::Key_Right:
            return move(0, 1);
        case Qt::Key_Up:
            return move(-1, 0);
        case Qt::Key_Down:
            return move(1, 0);
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_F2:
            return edit();
        default:
            QWidget::keyPressEvent(event);
    }
}

void MapZoom::move(int rows, int columns) {
    if (panel_.values.empty()) return;
    const Index size = static_cast<Index>(panel_.rows) * panel_.columns, offset = chosenOffset(),
                within = offset % size;
    const Index row = std::clamp<Index>(within / panel_.columns + rows, 0, panel_.rows - 1),
                column = std::clamp<Index>(within % panel_.columns + columns, 0, panel_.columns - 1);
    const Index wanted = offset - within + row * panel_.columns + column;
    if (wanted < panel_.values.size()) Q_EMIT cellChosen(panel_.cellAt(wanted));
}

void MapZoom::leaveEvent(QEvent*) {
    hovered_.reset();
    update();
}

}  // namespace deltascope
