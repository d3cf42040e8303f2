#include "ui/theme/icon.h"

#include <QPainter>
#include <QSvgRenderer>
#include <cmath>

namespace deltascope {

QPixmap iconPixmap(const QString& name, const QColor& color, int side, qreal devicePixelRatio) {
    QSvgRenderer renderer(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!renderer.isValid()) return {};
    const int pixels = static_cast<int>(std::ceil(side * devicePixelRatio));
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), color);
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon icon(const QString& name, const QColor& color, int side) {
    QIcon result;
    QColor faded = color;
    faded.setAlphaF(0.35F);
    for (const qreal ratio : {1.0, 2.0}) {
        result.addPixmap(iconPixmap(name, color, side, ratio));
        result.addPixmap(iconPixmap(name, faded, side, ratio), QIcon::Disabled);
    }
    return result;
}

}  // namespace deltascope
