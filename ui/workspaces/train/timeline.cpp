#include "ui/workspaces/train/timeline.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

constexpr qint64 textPause = 150;  // milliseconds

}  // namespace

QString timeText(double seconds) {
    const auto whole = static_cast<long long>(std::lround(std::clamp(seconds, 0.0, 1e7)));
    if (whole < 60) return Timeline::tr("%1 s").arg(whole);
    return Timeline::tr("%1:%2 min").arg(whole / 60).arg(whole % 60, 2, 10, QLatin1Char('0'));
}

Timeline::Timeline(QWidget* parent) : Card({}, parent) {
    setAccessibleName(tr("Timeline of the training"));
    auto* row = new QHBoxLayout;
    row->setSpacing(currentTheme().space.small);
    content().addLayout(row);
    back_ = addButton(tr("Back"), tr("One batch back (Left)"));
    toggle_ = addButton(tr("Start"), tr("Train until the last epoch (Space)"));
    batch_ = addButton(tr("One batch"), tr("Train on one batch (Right)"));
    epoch_ = addButton(tr("One epoch"), tr("Train to the end of the epoch (Page Down)"));
    toggle_->setProperty("look", QStringLiteral("primary"));
    toggle_->setMinimumWidth(92);
    for (QPushButton* button : {back_, toggle_, batch_, epoch_}) row->addWidget(button);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setFocusPolicy(Qt::TabFocus);
    slider_->setAccessibleName(tr("Moment of the training"));
    slider_->setToolTip(tr("Drag to see any earlier moment again; starting from there begins a branch"));
    row->addWidget(slider_, 1);
    branch_ = new QComboBox;
    branch_->setFocusPolicy(Qt::TabFocus);
    branch_->setAccessibleName(tr("Branch of the training"));
    branch_->setToolTip(tr("Lines of this training; choosing one goes to its end"));
    branch_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    branch_->setMinimumContentsLength(8);
    branch_->hide();
    row->addWidget(branch_);
    place_ = new QLabel;
    speed_ = new QLabel;
    for (QLabel* label : {place_, speed_}) {
        setTextRole(*label, TextRole::number);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    }
    auto* texts = new QVBoxLayout;
    texts->setSpacing(0);
    texts->addWidget(place_);
    texts->addWidget(speed_);
    row->addLayout(texts);
    slider_->setMinimumWidth(80);
    connect(toggle_, &QPushButton::clicked, this, &Timeline::toggle);
    connect(back_, &QPushButton::clicked, this, &Timeline::back);
    connect(batch_, &QPushButton::clicked, this, &Timeline::batchAsked);
    connect(epoch_, &QPushButton::clicked, this, &Timeline::epochAsked);
    connect(slider_, &QSlider::valueChanged, this, &Timeline::goTo);
    connect(branch_, &QComboBox::activated, this, [this](int branch) {
        Q_EMIT momentAsked({branch, branches_->at(static_cast<std::size_t>(branch)).lastStep});
    });
    setReady(false);
    setStartable(false);
}

QPushButton* Timeline::addButton(const QString& text, const QString& tip) {
    auto* button = new QPushButton(text);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);  // a click must not take the keys away
    return button;
}

void Timeline::setReady(bool ready) {
    for (QWidget* widget : std::initializer_list<QWidget*>{back_, batch_, epoch_, slider_})
        widget->setEnabled(ready);
}

void Timeline::setStartable(bool startable) { toggle_->setEnabled(startable); }

void Timeline::toggle() {
    if (running_) {
        Q_EMIT pauseAsked();
    } else {
        Q_EMIT runAsked();
    }
}

void Timeline::back() {
    if (moment_.step > 0) goTo(static_cast<int>(moment_.step) - 1);
}

void Timeline::goTo(int step) {
    moment_.step = step;
    Q_EMIT momentAsked(moment_);
}

void Timeline::setView(const TrainingView& view) {
    const bool wasRunning = running_;
    running_ = view.running;
    toggle_->setText(running_ ? tr("Pause") : tr("Start"));
    toggle_->setEnabled(running_ || !view.divergence);
    back_->setEnabled(view.moment.step > 0);
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, static_cast<int>(view.lastStep));
    slider_->setPageStep(std::max(1, static_cast<int>(view.lastStep / 20)));
    if (!slider_->isSliderDown()) {
        moment_ = view.moment;
        slider_->setValue(static_cast<int>(view.moment.step));
    }
    moment_.branch = view.moment.branch;
    showBranches(view);
    // Nobody reads numbers thirty times a second, and every new text lays the row out anew.
    if (wasRunning && running_ && texts_.isValid() && texts_.elapsed() < textPause) return;
    texts_.start();
    showTexts(view);
}

void Timeline::showTexts(const TrainingView& view) {
    place_->setText(placeText(view));
    QString speed;
    if (view.imagesPerSecond > 0) {
        const double left = static_cast<double>(view.goal * view.epochSize - view.position.examples);
        speed = tr("%1 images/s").arg(std::round(view.imagesPerSecond), 0, 'f', 0);
        if (view.running && left > 0)
            speed += tr(" \u00b7 %1 left").arg(timeText(left / view.imagesPerSecond));
    }
    speed_->setText(speed);
    speed_->setVisible(!speed.isEmpty());
}

QString Timeline::placeText(const TrainingView& view) const {
    return tr("batch %1 \u00b7 epoch %2/%3")
        .arg(view.position.step)
        .arg(std::min(view.position.epoch, std::max(view.goal, view.position.epoch - 1)))
        .arg(std::max(view.goal, view.position.epoch - 1));
}

void Timeline::showBranches(const TrainingView& view) {
    if (!view.branches) return;
    if (view.branches != branches_) {
        branches_ = view.branches;
        branch_->clear();
        for (const BranchLine& line : *branches_) {
            branch_->addItem(tr("Branch %1").arg(line.branch + 1));
            branch_->setItemData(line.branch,
                                 line.branch == 0 ? tr("From the start")
                                                  : tr("Left another branch after batch %1").arg(line.fork),
                                 Qt::ToolTipRole);
        }
        branch_->setVisible(branches_->size() > 1);
    }
    branch_->setCurrentIndex(view.moment.branch);
}

}  // namespace deltascope
