#pragma once

#include <QLabel>

#include "ui/theme/typography.h"

namespace deltascope {

/// A label whose text looks as its role wants.
inline QLabel* makeLabel(const QString& text, TextRole role) {
    auto* label = new QLabel(text);
    setTextRole(*label, role);
    return label;
}

}  // namespace deltascope
