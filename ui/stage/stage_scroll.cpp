#include "ui/stage/stage_scroll.h"

#include "ui/stage/stage_view.h"

namespace deltascope {

StageScroll::StageScroll(StageView* stage, QWidget* parent) : QScrollArea(parent), stage_(stage) {
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);  // the keys belong to the stage
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setStyleSheet(
        QStringLiteral("QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"));
    setWidget(stage);
    connect(stage, &StageView::attentionMoved, this, [this](const QRect& place) {
        const QPoint middle = place.center();
        ensureVisible(middle.x(), middle.y(), 0, place.height() / 2 + 12);
    });
}

void StageScroll::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    stage_->setRoom(viewport()->height());
}

}  // namespace deltascope
