#pragma once

#include <QWidget>
#include <vector>

#include "core/lesson/walkthrough.h"

class QSlider;

namespace deltascope {

/// Sliders for a setting that is a number or a grid of one row, one for each number, in the setting's slider
/// range. They act while they are dragged, and the arrow keys move the one that has the keyboard.
class ValueSliders : public QWidget {
    Q_OBJECT

  public:
    /// `spec` has a slider range.
    ValueSliders(const SettingSpec& spec, QWidget* parent);

    /// Shows a value of the setting; numbers past the range stand at its end.
    void setValue(const SettingValue& value);

  Q_SIGNALS:
    /// `goesOn`: the same drag said something before, and both are one change.
    void moved(const deltascope::SettingValue& value, bool goesOn);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void setCount(std::size_t count);
    void addSlider(std::size_t number, std::size_t count);
    void report(std::size_t number, int position);

    QString label_;
    double low_, scale_;  ///< position p stands for low + p / scale
    int most_;            ///< the last position
    SettingValue value_;
    std::vector<QSlider*> sliders_;
    bool hasMoved_ = false;  ///< since the mouse went down
};

}  // namespace deltascope
