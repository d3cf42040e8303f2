#pragma once

#include <QString>

class QPushButton;

namespace deltascope {

/// A button for an icon alone: `name` is its tooltip and what a screen reader says; Tab reaches it, a click
/// leaves the focus where it is.
QPushButton* makeSquareButton(const QString& name);

}  // namespace deltascope
