#include "ui/widgets/rail.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QMenu>
#include <QPainter>
#include <QShortcut>
#include <QVBoxLayout>

#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

/// An item of the rail: icon above label, on a rounded field while it is current.
class RailButton : public QAbstractButton {
  public:
    RailButton(QString icon, const QString& label) : icon_(std::move(icon)) {
        setText(label);
        setAccessibleName(label);
        setFocusPolicy(Qt::TabFocus);
        setCursor(Qt::PointingHandCursor);
    }

    QSize sizeHint() const override {
        const Spacing& space = currentTheme().space;
        return {space.railWidth - 2 * space.small,
                text().isEmpty() ? space.controlHeight + space.medium : space.railItemHeight};
    }

  protected:
    void enterEvent(QEnterEvent*) override { update(); }
    void leaveEvent(QEvent*) override { update(); }

    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        paintField(painter);
        paintFace(painter);
    }

  private:
    void paintField(QPainter& painter) const {
        const Palette& p = currentTheme().palette;
        QColor field = p.railSelected;
        field.setAlphaF(isChecked() ? 1.0F : underMouse() || isDown() ? 0.5F : 0.0F);
        painter.setBrush(field);
        const int ring = currentTheme().space.focusRing;
        painter.setPen(hasFocus() ? QPen(p.railSelectedText, ring) : QPen(Qt::NoPen));
        const qreal inset = hasFocus() ? ring / 2.0 : 0;
        painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 8, 8);
    }

    void paintFace(QPainter& painter) const {
        const Theme& theme = currentTheme();
        const QColor color =
            isChecked() || underMouse() ? theme.palette.railSelectedText : theme.palette.railText;
        const int side = theme.space.iconSize, gap = text().isEmpty() ? 0 : 6;
        const QFont font = withPixelSize(theme.type.small, theme.type.small.pixelSize() - 1);
        const int textHeight = text().isEmpty() ? 0 : QFontMetrics(font).height();
        const int top = (height() - side - gap - textHeight) / 2;
        painter.drawPixmap((width() - side) / 2, top, iconPixmap(icon_, color, side, devicePixelRatioF()));
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(QRect(0, top + side + gap, width(), textHeight), Qt::AlignHCenter, text());
    }

    QString icon_;
};

}  // namespace

Rail::Rail(QWidget* parent)
    : QWidget(parent), layout_(new QVBoxLayout(this)), items_(new QButtonGroup(this)) {
    setAccessibleName(tr("Workspaces"));
    layout_->addStretch();
    connect(items_, &QButtonGroup::idToggled, this, [this](int item, bool on) {
        if (on) Q_EMIT currentChanged(item);
    });
    applyTheme();
    connect(&themeManager(), &ThemeManager::changed, this, &Rail::applyTheme);
}

void Rail::addItem(const QString& icon, const QString& label, const QString& purpose) {
    auto* button = new RailButton(icon, label);
    const int item = static_cast<int>(items_->buttons().size());
    const QKeySequence keys(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + item));
    button->setCheckable(true);
    button->setToolTip(tr("%1 (%2)").arg(purpose, keys.toString(QKeySequence::NativeText)));
    button->setAccessibleDescription(purpose);
    items_->addButton(button, item);
    layout_->insertWidget(item, button);
    connect(new QShortcut(keys, this), &QShortcut::activated, button, [button] { button->setChecked(true); });
}

void Rail::setMenu(QMenu* menu) {
    menuButton_ = new RailButton(QStringLiteral("menu"), {});
    menuButton_->setAccessibleName(tr("Menu"));
    menuButton_->setToolTip(tr("Theme, help and about"));
    layout_->addWidget(menuButton_);
    connect(menuButton_, &QAbstractButton::clicked, menu, [this, menu] {
        menu->popup(menuButton_->mapToGlobal(QPoint(menuButton_->width() + currentTheme().space.small,
                                                    menuButton_->height() - menu->sizeHint().height())));
    });
}

int Rail::current() const { return items_->checkedId(); }

void Rail::setCurrent(int item) {
    if (auto* button = items_->button(item)) button->setChecked(true);
}

void Rail::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), currentTheme().palette.rail); }

void Rail::applyTheme() {
    const Spacing& space = currentTheme().space;
    setFixedWidth(space.railWidth);
    layout_->setContentsMargins(space.small, space.large, space.small, space.medium);
    layout_->setSpacing(space.medium);
}

}  // namespace deltascope
