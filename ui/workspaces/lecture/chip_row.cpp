#include "ui/workspaces/lecture/chip_row.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QSvgRenderer>
#include <QToolButton>

#include "ui/formula/formula.h"
#include "ui/painting/role_color.h"
#include "ui/theme/theme_manager.h"
#include "ui/workspaces/lecture/flow_layout.h"

namespace deltascope {
namespace {

/// The formula as a picture in one colour, `x` pixels being the height of its letter x.
QPixmap formulaPixmap(const Formula& formula, const QColor& color, double x, double ratio) {
    const QSizeF size = formula.size * x;
    QPixmap pixmap((size * ratio).toSize().expandedTo({1, 1}));
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(coloredSvg(formula, color, [&](const QString&) { return color; }));
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF({}, size));
    return pixmap;
}

}  // namespace

ChipRow::ChipRow(QWidget* parent) : QWidget(parent) {
    auto* row = new FlowLayout(currentTheme().space.small, currentTheme().space.tiny);
    setLayout(row);
    setAccessibleName(tr("Factors of the chain rule"));
    hide();
}

void ChipRow::setChips(const std::vector<Chip>& chips) {
    chips_ = chips;
    rebuild();
}

void ChipRow::rebuild() {
    // Later: a chip may have been clicked just now, and a new style walks through all widgets there are.
    for (QWidget* old : findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        layout()->removeWidget(old);
        old->hide();
        old->deleteLater();
    }
    for (std::size_t i = 0; i < chips_.size(); ++i) {
        if (i > 0) {
            auto* dot = new QLabel(QStringLiteral("·"), this);
            setTextRole(*dot, TextRole::heading);
            layout()->addWidget(dot);
        }
        layout()->addWidget(makeButton(chips_[i]));
    }
    setVisible(!chips_.empty());
}

QToolButton* ChipRow::makeButton(const Chip& chip) {
    const Theme& theme = currentTheme();
    const RoleColor color = roleColor(theme.palette, chip.role);
    const Formula formula = loadFormula(QString::fromStdString(chip.formula));
    auto* button = new QToolButton(this);
    const double x = theme.type.body.pixelSize() * 0.52;
    if (!formula.isMissing()) {
        const QPixmap picture = formulaPixmap(formula, color.text, x, devicePixelRatioF());
        button->setIcon(picture);
        button->setIconSize((QSizeF(picture.size()) / picture.devicePixelRatio()).toSize());
    } else {
        button->setText(QString::fromStdString(chip.formula));
    }
    button->setStyleSheet(
        QStringLiteral(
            "QToolButton { background: %1; border: 2px %2 %3; border-radius: 8px; padding: 4px 8px; }"
            "QToolButton:focus { border-color: %4; }")
            .arg(chip.isKnown ? color.soft.name() : theme.palette.card.name(),
                 chip.isKnown ? QStringLiteral("solid") : QStringLiteral("dashed"), color.strong.name(),
                 theme.palette.text.name()));
    const QString state = chip.isKnown ? tr("already computed") : tr("still to be computed");
    button->setAccessibleName(tr("Factor %1, %2").arg(QString::fromStdString(chip.formula), state));
    button->setToolTip(chip.earlier ? tr("Already computed: go to the step") : state);
    button->setFocusPolicy(chip.earlier ? Qt::TabFocus : Qt::NoFocus);
    if (chip.earlier) {
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QToolButton::clicked, this,
                [this, earlier = *chip.earlier] { Q_EMIT earlierWanted(earlier); });
    }
    return button;
}

void ChipRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && !chips_.empty()) rebuild();
}

}  // namespace deltascope
