#include "ui/widgets/pixel_view.h"

#include <QPainter>

#include "ui/theme/theme_manager.h"
#include "ui/widgets/map_image.h"

namespace deltascope {

PixelView::PixelView(int rows, int columns, int side, QWidget* parent)
    : QWidget(parent), rows_(rows), columns_(columns) {
    setFixedSize(side + 2, side * rows / columns + 2);
}

void PixelView::setPixels(std::span<const float> ink) {
    ink_.assign(ink.begin(), ink.end());
    update();
}

void PixelView::paintEvent(QPaintEvent*) {
    const Palette& palette = currentTheme().palette;
    QPainter painter(this);
    painter.fillRect(rect(), palette.paper);
    if (!ink_.empty()) {
        painter.drawImage(rect().adjusted(1, 1, -1, -1), mapImage(ink_, rows_, columns_, {0, 1}, palette));
    }
    painter.setPen(palette.border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

}  // namespace deltascope
