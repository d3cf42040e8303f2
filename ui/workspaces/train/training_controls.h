#pragma once

#include <QWidget>

#include "core/data/digit_sets.h"
#include "core/training/training_plan.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QPushButton;
class QSettings;
class QSpinBox;

namespace deltascope {

/// The settings of a training. Rate, momentum, decay, batch size and epochs take effect at once; the others
/// with the next new training.
class TrainingControls : public QWidget {
    Q_OBJECT

  public:
    explicit TrainingControls(QWidget* parent = nullptr);

    StepSettings settings() const;
    TrainingPlan plan() const;
    DigitChoice data() const;
    Index epochs() const;
    /// Shows them, without a signal.
    void setSettings(const StepSettings& settings);
    void setPlan(const TrainingPlan& plan);
    void setData(const DigitChoice& data);
    /// Where own drawings are collected.
    void setDrawings(const std::string& file) { drawings_ = file; }

    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

  Q_SIGNALS:
    void settingsChanged(const deltascope::StepSettings& settings);
    void epochsChanged(long epochs);
    /// A new training is wanted.
    void restartAsked();
    void folderAsked();
    void downloadAsked();

  private:
    QWidget* named(QWidget* widget, const QString& name, const QString& tip);
    void addRow(const QString& name, QWidget* widget, const QString& tip);
    void emitSettings() { Q_EMIT settingsChanged(settings()); }
    void chooseData();

    QFormLayout* form_;
    QDoubleSpinBox *rate_, *momentum_, *decay_, *gain_;
    QSpinBox *batch_, *epochs_, *seed_;
    QComboBox *activation_, *scheme_, *data_;
    QCheckBox *augment_, *falls_;
    QPushButton *folderButton_, *download_, *restart_;
    std::string folder_, drawings_;
};

}  // namespace deltascope
