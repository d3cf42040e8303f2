#include "ui/workspaces/lecture/value_sliders.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QSignalBlocker>
#include <QSlider>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme_manager.h"

namespace deltascope {
namespace {

/// Positions for each unit, a power of ten: at least a hundred positions, at round numbers.
double positionsPerUnit(const SliderRange& range) {
    return std::pow(10, std::ceil(std::log10(100 / (range.high - range.low))));
}

std::vector<double> numbersOf(const SettingValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return {*number};
    const auto values = std::get<Tensor<double>>(value).values();
    return {values.begin(), values.end()};
}

}  // namespace

ValueSliders::ValueSliders(const SettingSpec& spec, QWidget* parent)
    : QWidget(parent),
      label_(QString::fromStdString(spec.label)),
      low_(spec.sliders->low),
      scale_(positionsPerUnit(*spec.sliders)),
      most_(static_cast<int>(std::lround((spec.sliders->high - spec.sliders->low) * scale_))) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(currentTheme().space.small);
}

void ValueSliders::setValue(const SettingValue& value) {
    value_ = value;
    const std::vector<double> numbers = numbersOf(value);
    if (numbers.size() != sliders_.size()) setCount(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const QSignalBlocker quiet(sliders_[i]);
        const double position = std::clamp((numbers[i] - low_) * scale_, 0.0, static_cast<double>(most_));
        sliders_[i]->setValue(static_cast<int>(std::lround(position)));
        sliders_[i]->setToolTip(tr("%1: %2").arg(sliders_[i]->accessibleName()).arg(numbers[i], 0, 'g', 4));
    }
}

void ValueSliders::setCount(std::size_t count) {
    qDeleteAll(sliders_);
    sliders_.clear();
    for (std::size_t i = 0; i < count; ++i) addSlider(i, count);
}

void ValueSliders::addSlider(std::size_t number, std::size_t count) {
    constexpr int width = 84;
    auto* slider = new QSlider(Qt::Horizontal, this);
    slider->setRange(0, most_);
    slider->setFixedWidth(width);
    slider->setFocusPolicy(Qt::StrongFocus);
    slider->setAccessibleName(count == 1 ? label_
                                         : tr("%1: %2 of %3").arg(label_).arg(number + 1).arg(count));
    slider->installEventFilter(this);
    layout()->addWidget(slider);
    sliders_.push_back(slider);
    connect(slider, &QSlider::sliderPressed, this, [this] { hasMoved_ = false; });
    connect(slider, &QSlider::valueChanged, this, [this, number](int position) { report(number, position); });
}

void ValueSliders::report(std::size_t number, int position) {
    // Rounded after the sum, so that 0.3 is 0.3 and not three tenths added up.
    const double typed = (std::round(low_ * scale_) + position) / scale_;
    if (auto* one = std::get_if<double>(&value_)) *one = typed;
    if (auto* grid = std::get_if<Tensor<double>>(&value_)) (*grid)[static_cast<Index>(number)] = typed;
    const bool goesOn = sliders_[number]->isSliderDown() && hasMoved_;
    hasMoved_ = true;
    const SettingValue value = value_;  // whoever listens shows values here again
    Q_EMIT moved(value, goesOn);
}

/// The arrows belong to the slider while it has the keyboard, not to the steps.
bool ValueSliders::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if ((key >= Qt::Key_Left && key <= Qt::Key_Down) || key == Qt::Key_Home || key == Qt::Key_End) {
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace deltascope
