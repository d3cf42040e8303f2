#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include "ui/theme/theme.h"

class QPainter;
class QPainterPath;

namespace deltascope {

/// A frame around cells that we look at: width theme.space.outline, or thinner around small cells.
void paintWindow(QPainter& painter, const QRectF& cells, double cell, const QColor& color,
                 const Theme& theme);

/// The thin dashed frame around cells that a chosen number was made of.
void paintTrace(QPainter& painter, const QRectF& cells, const QColor& color);

/// The keyboard's ring around a cell: two colours, so that it shows on any background.
void paintFocusRing(QPainter& painter, const QRectF& cell, const Theme& theme);

/// The corner of a cell whose number has just changed.
void paintChange(QPainter& painter, const QRectF& cell, const Theme& theme);

/// A curve that leaves `from` to the right and enters `to` from the left.
QPainterPath connectorPath(const QPointF& from, const QPointF& to);

/// The dashed curves from the right corners of `window` to `target`.
void paintConnectors(QPainter& painter, const QRectF& window, const QRectF& target, const QColor& color);

/// A number on its way along a connector, centred at `center`.
void paintTraveller(QPainter& painter, const QPointF& center, const QString& text, const RoleColor& color,
                    const Theme& theme);

}  // namespace deltascope
