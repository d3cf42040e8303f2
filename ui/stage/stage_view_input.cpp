// The mouse and the keyboard on the stage.
#include <QApplication>
#include <QDropEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QUrl>
#include <algorithm>
#include <cmath>

#include "ui/stage/cell_editor.h"
#include "ui/stage/stage_view.h"

namespace deltascope {
namespace {

constexpr Index mostDragged = 2000;  // steps whose windows are looked up when a drag begins

}  // namespace

void StageView::mousePressEvent(QMouseEvent* event) {
    if (!walkthrough_ || event->button() != Qt::LeftButton) return;
    pressedAt_ = event->position();
    drag_ = dragFrom(pressedAt_);
}

void StageView::mouseMoveEvent(QMouseEvent* event) {
    if (!walkthrough_) return;
    if (drag_ && event->buttons().testFlag(Qt::LeftButton)) return dragTo(event->position());
    hover(set_.placeAt(event->position()));
}

void StageView::mouseReleaseEvent(QMouseEvent* event) {
    if (!walkthrough_ || event->button() != Qt::LeftButton) return;
    const bool wasDragged = drag_ && drag_->hasMoved;
    drag_.reset();
    if (wasDragged) return;
    const auto place = set_.placeAt(event->position());
    if (!place || place != set_.placeAt(pressedAt_)) return;
    select(*place);
    choose(*place);
}

void StageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (!walkthrough_) return;
    if (const auto place = set_.placeAt(event->position())) edit(*place);
    pressedAt_ = {-1, -1};  // the release that follows is not another click
}

void StageView::leaveEvent(QEvent*) { hover(std::nullopt); }

void StageView::hover(const std::optional<StagePlace>& place) {
    const bool counts = place && set_.hasNumber(*place);
    const auto now = counts ? place : std::nullopt;
    if (now == hovered_) return;
    hovered_ = now;
    update();
    const auto cell = now ? cellAt(*walkthrough_, set_.exhibits, *now) : Result<Cell>(failure(""));
    setCursor(cell ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(now ? describe(*now) : QString());
    Q_EMIT cellHovered(cell ? std::optional<Cell>(*cell) : std::nullopt);
}

std::optional<StageView::WindowDrag> StageView::dragFrom(const QPointF& point) const {
    for (std::size_t i = 0; i < scene_.windows.size(); ++i) {
        const SceneWindow& window = scene_.windows[i];
        const QRectF rect = set_.windowRect(window);
        if (window.role != Role::activation || !rect.contains(point)) continue;
        WindowDrag drag;
        drag.grip = point - rect.center();
        for (Index step = 0; step < std::min(walkthrough_->stepCount(), mostDragged); ++step) {
            const NumberedStep there{walkthrough_->step(step), step};
            const Scene scene = frameBetween(set_.exhibits, nullptr, there, 1);
            const bool isThere = i < scene.windows.size() && scene.windows[i].exhibit == window.exhibit;
            drag.centers.push_back(isThere ? set_.windowRect(scene.windows[i]).center()
                                           : QPointF(-1e9, -1e9));
        }
        return drag;
    }
    return std::nullopt;
}

void StageView::dragTo(const QPointF& point) {
    if ((point - pressedAt_).manhattanLength() < QApplication::startDragDistance() && !drag_->hasMoved)
        return;
    drag_->hasMoved = true;
    setCursor(Qt::ClosedHandCursor);
    const auto distance = [target = point - drag_->grip](const QPointF& center) {
        return std::hypot(center.x() - target.x(), center.y() - target.y());
    };
    const auto nearest =
        std::min_element(drag_->centers.begin(), drag_->centers.end(),
                         [&](const QPointF& a, const QPointF& b) { return distance(a) < distance(b); });
    const Index step = nearest - drag_->centers.begin();
    if (step != current_.number) Q_EMIT stepWanted(step);
}

StagePlace StageView::startOfWalk() const {
    if (selection_) return *selection_;
    for (const SceneWindow& window : scene_.windows) {
        if (window.role != Role::result) continue;
        return {window.exhibit, window.to.first};
    }
    return {};
}

void StageView::keyPressEvent(QKeyEvent* event) {
    if (!walkthrough_ || set_.frames.empty()) return QWidget::keyPressEvent(event);
    const int key = event->key();
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!isWalking_ && (key == Qt::Key_Down || key == Qt::Key_Up || isEnter)) {
        isWalking_ = true;
        return select(startOfWalk());
    }
    if (!isWalking_) return QWidget::keyPressEvent(event);
    if (key == Qt::Key_Escape) {
        isWalking_ = false;
        return update();
    }
    if (isEnter) return choose(*selection_);
    if (key == Qt::Key_F2) {
        edit(*selection_);
        return;
    }
    const auto next = neighbour(*selection_, key);
    if (!next) return QWidget::keyPressEvent(event);
    select(*next);
}

/// The cell next to `place`; from an exhibit's edge the nearest cell of the next exhibit in that direction.
std::optional<StagePlace> StageView::neighbour(const StagePlace& place, int key) const {
    const QPointF way = key == Qt::Key_Left    ? QPointF(-1, 0)
                        : key == Qt::Key_Right ? QPointF(1, 0)
                        : key == Qt::Key_Up    ? QPointF(0, -1)
                        : key == Qt::Key_Down  ? QPointF(0, 1)
                                               : QPointF();
    if (way.isNull()) return std::nullopt;
    const QRectF here = set_.cellRect(place);
    const double reach = std::max(width(), height());
    for (double distance = here.width(); distance < reach; distance += 1) {
        for (const double aside : {0.0, -40.0, 40.0, -120.0, 120.0}) {
            const QPointF point = here.center() + way * distance + QPointF(way.y(), way.x()) * aside;
            const auto found = set_.placeAt(point);
            if (!found || *found == place || (aside != 0 && found->exhibit == place.exhibit)) continue;
            if (set_.hasNumber(*found)) return found;
        }
    }
    return place;
}

void StageView::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void StageView::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    if (!editor_->isVisible()) isWalking_ = false;
    update();
}

void StageView::dragEnterEvent(QDragEnterEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.front().isLocalFile()) event->acceptProposedAction();
}

void StageView::dropEvent(QDropEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.size() != 1 || !urls.front().isLocalFile()) return;
    event->acceptProposedAction();
    Q_EMIT pictureDropped(urls.front().toLocalFile());
}

}  // namespace deltascope
