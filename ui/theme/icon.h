#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace deltascope {

/// resources/icons/<name>.svg in `color` (the file's own colours don't count, its shapes do), `side` pixels
/// square, sharp at the device's pixel ratio. Empty for an icon that does not exist.
QPixmap iconPixmap(const QString& name, const QColor& color, int side, qreal devicePixelRatio = 1);

/// The same for buttons: `color`, and a faded one where disabled.
QIcon icon(const QString& name, const QColor& color, int side);

}  // namespace deltascope
