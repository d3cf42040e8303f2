#include "ui/widgets/square_button.h"

#include <QPushButton>

namespace deltascope {

QPushButton* makeSquareButton(const QString& name) {
    auto* button = new QPushButton;
    button->setProperty("look", QStringLiteral("square"));
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace deltascope
