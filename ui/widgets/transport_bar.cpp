#include "ui/widgets/transport_bar.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QShortcut>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "ui/theme/icon.h"
#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr double speeds[] = {0.5, 1, 2, 4};
constexpr int usualInterval = 1200;  // ms a step
constexpr double handleRadius = 9, leastTickGap = 6;

QString speedLabel(double speed) { return QStringLiteral("%1×").arg(speed); }

}  // namespace

StepSlider::StepSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

double StepSlider::xOf(int position) const {
    const double share = maximum() > 0 ? static_cast<double>(position) / maximum() : 0;
    return handleRadius + 2 + share * (width() - 2 * handleRadius - 4);
}

int StepSlider::positionAt(double x) const {
    const double share = (x - handleRadius - 2) / std::max(1.0, width() - 2 * handleRadius - 4);
    return std::clamp(static_cast<int>(std::lround(share * maximum())), 0, maximum());
}

void StepSlider::paintEvent(QPaintEvent*) {
    const Palette& palette = currentTheme().palette;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double middle = height() / 2.0, now = xOf(value());
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette.track);
    painter.drawRoundedRect(QRectF(xOf(0), middle - 3, xOf(maximum()) - xOf(0), 6), 3, 3);
    painter.setBrush(palette.accent);
    painter.drawRoundedRect(QRectF(xOf(0), middle - 3, now - xOf(0), 6), 3, 3);
    if (maximum() > 0 && (xOf(maximum()) - xOf(0)) / maximum() >= leastTickGap) {
        painter.setPen(QPen(palette.controlBorder, 1));
        for (int i = 0; i <= maximum(); ++i)
            painter.drawLine(QPointF(xOf(i), middle - 8), QPointF(xOf(i), middle + 8));
    }
    painter.setPen(QPen(hasFocus() ? palette.text : palette.accent, 3));
    painter.setBrush(palette.card);
    painter.drawEllipse(QPointF(now, middle), handleRadius - 1.5, handleRadius - 1.5);
}

void StepSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) setValue(positionAt(event->position().x()));
}

void StepSlider::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton)) setValue(positionAt(event->position().x()));
}

TransportBar::TransportBar(QWidget* parent) : QWidget(parent) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(currentTheme().space.small);
    first_ = addButton(QStringLiteral("first"), tr("First step"), tr("Home"), &TransportBar::first);
    back_ = addButton(QStringLiteral("back"), tr("Step back"), tr("Left"), &TransportBar::back);
    play_ = addButton(QStringLiteral("play"), tr("Play"), tr("Space"), &TransportBar::togglePlay);
    next_ = addButton(QStringLiteral("next"), tr("Next step"), tr("Right"), &TransportBar::next);
    last_ = addButton(QStringLiteral("last"), tr("Last step"), tr("End"), &TransportBar::last);
    row->addSpacing(currentTheme().space.large);
    slider_ = new StepSlider(this);
    slider_->setAccessibleName(tr("Step"));
    slider_->setToolTip(tr("Drag to go to any step"));
    row->addWidget(slider_, 1);
    position_ = new QLabel(this);
    position_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setTextRole(*position_, TextRole::number);
    row->addWidget(position_);
    speed_ = new QComboBox(this);
    for (const double speed : speeds) speed_->addItem(speedLabel(speed), speed);
    speed_->setCurrentIndex(1);
    speed_->setFocusPolicy(Qt::TabFocus);
    speed_->setAccessibleName(tr("Speed"));
    speed_->setToolTip(tr("How fast it plays"));
    row->addSpacing(currentTheme().space.small);
    row->addWidget(speed_);
    connect(slider_, &QSlider::valueChanged, this, &TransportBar::go);
    connect(speed_, &QComboBox::currentIndexChanged, this, [this] { timer_.setInterval(interval()); });
    connect(&timer_, &QTimer::timeout, this, &TransportBar::tick);
    dress();
    refresh();
}

QToolButton* TransportBar::addButton(const QString& icon, const QString& name, const QString& key,
                                     void (TransportBar::*slot)()) {
    auto* button = new QToolButton(this);
    button->setObjectName(icon);
    button->setProperty("look", "icon");
    button->setFocusPolicy(Qt::TabFocus);  // a click must not take Space away from playing
    button->setAccessibleName(name);
    button->setToolTip(QStringLiteral("%1 (%2)").arg(name, key));
    connect(button, &QToolButton::clicked, this, slot);
    layout()->addWidget(button);
    return button;
}

void TransportBar::installShortcuts(QWidget* scope) {
    const auto add = [&](QKeySequence key, void (TransportBar::*slot)(), bool repeats) {
        auto* shortcut = new QShortcut(key, scope);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        shortcut->setAutoRepeat(repeats);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    add(Qt::Key_Space, &TransportBar::pressOrPlay, false);
    for (const auto key : {Qt::Key_Right, Qt::Key_PageDown, Qt::Key_N}) add(key, &TransportBar::next, true);
    for (const auto key : {Qt::Key_Left, Qt::Key_PageUp}) add(key, &TransportBar::back, true);
    add(Qt::Key_Home, &TransportBar::first, false);
    add(Qt::Key_End, &TransportBar::last, false);
}

void TransportBar::pressOrPlay() {
    QWidget* focused = QApplication::focusWidget();
    if (auto* button = qobject_cast<QAbstractButton*>(focused)) return button->click();
    if (auto* box = qobject_cast<QComboBox*>(focused)) return box->showPopup();
    togglePlay();
}

void TransportBar::setStepCount(int count) {
    count_ = std::max(1, count);
    step_ = std::min(step_, count_ - 1);
    refresh();
}

void TransportBar::setNeighbours(const QString& before, const QString& after) {
    before_ = before;
    after_ = after;
    refresh();
}

void TransportBar::back() {
    if (step_ == 0 && !before_.isEmpty()) return Q_EMIT passedStart();
    go(step_ - 1);
}

void TransportBar::next() {
    if (step_ == count_ - 1 && !after_.isEmpty()) return Q_EMIT passedEnd();
    go(step_ + 1);
}

void TransportBar::setStep(int step) {
    step_ = std::clamp(step, 0, count_ - 1);
    refresh();
}

void TransportBar::go(int step) {
    step = std::clamp(step, 0, count_ - 1);
    if (step == step_) return;
    step_ = step;
    refresh();
    Q_EMIT stepChanged(step_);
}

void TransportBar::play() {
    if (isPlaying() || count_ < 2) return;
    if (step_ == count_ - 1) go(0);
    timer_.start(interval());
    dress();
    Q_EMIT playingChanged(true);
}

void TransportBar::pause() {
    if (!isPlaying()) return;
    timer_.stop();
    dress();
    Q_EMIT playingChanged(false);
}

void TransportBar::togglePlay() {
    if (isPlaying()) {
        pause();
    } else {
        play();
    }
}

void TransportBar::tick() {
    next();
    if (step_ == count_ - 1) pause();
}

int TransportBar::interval() const { return static_cast<int>(usualInterval / speed()); }

void TransportBar::setSpeed(double speed) {
    const auto distance = [speed](double other) { return std::abs(other - speed); };
    const auto nearest = std::min_element(std::begin(speeds), std::end(speeds),
                                          [&](double a, double b) { return distance(a) < distance(b); });
    speed_->setCurrentIndex(static_cast<int>(nearest - std::begin(speeds)));
}

double TransportBar::speed() const { return speed_->currentData().toDouble(); }

void TransportBar::refresh() {
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, count_ - 1);
    slider_->setValue(step_);
    slider_->update();
    position_->setText(tr("%1 / %2").arg(step_ + 1).arg(count_));
    position_->setMinimumWidth(position_->fontMetrics().horizontalAdvance(tr("%1 / %1").arg(count_)) + 8);
    const bool isFirst = step_ == 0, isLast = step_ == count_ - 1;
    first_->setEnabled(!isFirst);
    back_->setEnabled(!isFirst || !before_.isEmpty());
    next_->setEnabled(!isLast || !after_.isEmpty());
    last_->setEnabled(!isLast);
    back_->setToolTip(isFirst && !before_.isEmpty() ? tr("Back to \u201c%1\u201d (Left)").arg(before_)
                                                    : tr("Step back (Left)"));
    next_->setToolTip(isLast && !after_.isEmpty() ? tr("On to \u201c%1\u201d (Right)").arg(after_)
                                                  : tr("Next step (Right)"));
}

/// Icons in the colours of the theme; play stands out as the one filled button.
void TransportBar::dress() {
    const Theme& theme = currentTheme();
    for (QToolButton* button : {first_, back_, next_, last_})
        button->setIcon(icon(button->objectName(), theme.palette.text, theme.space.iconSize));
    for (QToolButton* button : {first_, back_, play_, next_, last_})
        button->setIconSize({theme.space.iconSize, theme.space.iconSize});
    const bool isOn = isPlaying();
    play_->setIcon(icon(isOn ? QStringLiteral("pause") : QStringLiteral("play"), theme.palette.onAccent,
                        theme.space.iconSize));
    play_->setAccessibleName(isOn ? tr("Pause") : tr("Play"));
    play_->setToolTip(isOn ? tr("Pause (Space)") : tr("Play (Space)"));
    const int side = theme.space.controlHeight + 6;
    const QString rules = QStringLiteral(
        "QToolButton { background: %1; border: %2px solid %1; border-radius: %3px; min-width: %4px; "
        "max-width: %4px; "
        "min-height: %4px; max-height: %4px; padding: 0; } QToolButton:hover { background: %5; border-color: "
        "%5; } "
        "QToolButton:focus { border-color: %6; }");
    const int ring = theme.space.focusRing;
    const QString sheet = rules.arg(theme.palette.accent.name())
                              .arg(ring)
                              .arg(side / 2)
                              .arg(side - 2 * ring)
                              .arg(theme.palette.accentHover.name(), theme.palette.text.name());
    if (play_->styleSheet() != sheet) play_->setStyleSheet(sheet);
}

void TransportBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && play_) dress();
}

}  // namespace deltascope
