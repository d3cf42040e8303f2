#pragma once

#include <QPixmap>
#include <QWidget>
#include <memory>

#include "core/data/drawing.h"

class QTouchEvent;

namespace deltascope {

class DrawSession;
struct Sketch;

/// The paper: draws what lies on it and turns mouse, pen and finger into strokes of the session. It shows the
/// same smoothed line that is classified, at the screen's resolution.
class DrawCanvas : public QWidget {
    Q_OBJECT

  public:
    /// `session` must outlive the canvas.
    explicit DrawCanvas(DrawSession& session, QWidget* parent = nullptr);

    /// The square of the widget that is the canvas.
    QRectF paper() const;
    /// Shows that a file held over the window will be opened here.
    void setDropHighlight(bool on);

    QSize sizeHint() const override { return {460, 460}; }
    QSize minimumSizeHint() const override { return {200, 200}; }

  protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;

  private:
    PenPoint canvasPoint(const QPointF& position) const;
    void press(const QPointF& position);
    void touch(const QTouchEvent& event);
    void paintStrokes(QPainter& painter) const;
    void paintPicture(QPainter& painter);
    void paintHint(QPainter& painter) const;
    void updateCursor();

    DrawSession& session_;
    QPixmap picture_;                          ///< the opened picture, scaled to the paper
    std::shared_ptr<const Sketch> pictureOf_;  ///< what picture_ was made of
    int finger_ = -1;
    bool dropHighlight_ = false;
    float cursorWidth_ = 0;
};

}  // namespace deltascope
